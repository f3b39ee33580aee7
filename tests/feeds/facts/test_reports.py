"""Residents' reports: when they count, and the one sentence for each line left out."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maas.errors import CityError
from maas_feeds.facts.claims import AtStops, Claim, OfLines, OnStreets, Spot
from maas_feeds.facts.reports import read_reports

DAY = date(2026, 5, 1)
REPORT: dict[str, Any] = {
    "kind": "report",
    "about": "kerb",
    "place": "osm:node/45",
    "attribute": "kerb_cm",
    "value": 12,
    "date": "2026-05-01",
    "reporter": "r",
}


def record(reporter: str | None = "r", days: int = 0, **said: Any) -> dict[str, Any]:
    day = str(DAY + timedelta(days=days))
    return REPORT | {"date": day, "reporter": reporter} | said


def confirm(reporter: str | None, days: int = 0, **said: Any) -> dict[str, Any]:
    return record(reporter, days, kind="confirm", **said)


def write(folder: Path, *records: Any) -> Path:
    path = folder / "reports.jsonl"
    lines = [one if isinstance(one, str) else json.dumps(one) for one in records]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def read(folder: Path, *records: Any, needed: int = 2, days: int = 30) -> list[Claim]:
    claims, warnings = read_reports(write(folder, *records), needed, days)
    assert warnings == []
    return claims


def left_out(folder: Path, *records: Any) -> list[str]:
    claims, warnings = read_reports(write(folder, *records), 2, 30)
    assert claims == []
    return [said.replace(f"{folder}/", "") for said in warnings]


def test_a_report_counts_once_two_others_say_the_same(tmp_path: Path) -> None:
    assert read(tmp_path, record()) == []
    assert read(tmp_path, record(), confirm("a", 3)) == []
    (claim,) = read(tmp_path, record(), confirm("a", 3), confirm("b", 9))
    assert (claim.section, claim.attribute, claim.value) == ("kerb", "kerb_cm", 12)
    assert claim.place == OnStreets(nodes=(45,))
    # Three people: who reports it, and two who confirm; as old as what was said last.
    assert claim.residents == 3
    assert date.fromordinal(claim.day) == DAY + timedelta(days=9)
    assert (
        claim.source == "residents" and claim.where_shortly == "reports.jsonl, line 1"
    )


@pytest.mark.parametrize(
    "others",
    [
        [confirm("a"), confirm("a", 5)],  # the same person twice
        [confirm("a"), confirm("r")],  # who reported it
        [confirm("a"), confirm(None)],  # nobody can tell who that is
        [confirm("a"), confirm("b", 31)],  # too late
        [confirm("a"), confirm("b", -1)],  # before the report
        [confirm("a"), confirm("b", value=11)],  # something else
        [confirm("a"), confirm("b", place="osm:node/46")],  # elsewhere
    ],
)
def test_what_does_not_count(tmp_path: Path, others: list[dict[str, Any]]) -> None:
    claims, _ = read_reports(write(tmp_path, record(), *others), 2, 30)
    assert claims == []


def test_the_order_of_lines_does_not_matter(tmp_path: Path) -> None:
    lines = [confirm("b", 9), record(), confirm("a", 3)]
    (claim,) = read(tmp_path, *lines)
    assert claim.residents == 3


def test_who_reports_the_same_confirms_it(tmp_path: Path) -> None:
    (claim,) = read(tmp_path, record("x"), record("y", 1), record("z", 2))
    assert claim.residents == 3


def test_a_report_without_a_token_may_be_confirmed(tmp_path: Path) -> None:
    (claim,) = read(tmp_path, record(None), confirm("a"), confirm("b"))
    assert claim.residents == 3


def test_how_many_and_how_long_is_the_towns_to_say(tmp_path: Path) -> None:
    lines = [record(), confirm("a", 60)]
    assert read(tmp_path, *lines, needed=1, days=59) == []
    assert len(read(tmp_path, *lines, needed=1, days=60)) == 1


def test_a_later_report_opens_the_days_anew(tmp_path: Path) -> None:
    lines = [record("x"), confirm("a", 40), record("y", 35), confirm("b", 41)]
    (claim,) = read(tmp_path, *lines)
    assert (claim.line, claim.residents) == (3, 3)


def test_good_news_counts_as_well(tmp_path: Path) -> None:
    said = {
        "about": "lift",
        "place": "pathway:rail:L: 1",
        "attribute": "wheelchair",
        "value": "yes",
    }
    lines = [record(**said), confirm("a", **said), confirm("b", **said)]
    (claim,) = read(tmp_path, *lines)
    assert claim.place == OnStreets(pathways=(("rail", "L: 1"),)) and claim.value == 1


@pytest.mark.parametrize(
    ("about", "attribute", "value", "place", "read_as"),
    [
        ("street", "lit", "no", "osm:way/9", OnStreets(ways=(9,))),
        (
            "kerb",
            "kerb_cm",
            3,
            "at:35.7,139.5",
            OnStreets(spot=Spot(35.7, 139.5, 5.0)),
        ),
        ("stop", "bench", "yes", "stop:bus:3", AtStops((("bus", "3"),))),
        ("line", "ramp", "yes", "route:bus:R", OfLines((("bus", "R"),))),
    ],
)
def test_reads_every_kind_of_place(
    tmp_path: Path, about: str, attribute: str, value: Any, place: str, read_as: object
) -> None:
    said = {"about": about, "attribute": attribute, "value": value, "place": place}
    lines = [record(**said), confirm("a", **said), confirm("b", **said)]
    (claim,) = read(tmp_path, *lines)
    assert claim.place == read_as


def test_of_two_values_both_are_claims_and_the_later_wins(tmp_path: Path) -> None:
    lines = [record(), confirm("a"), confirm("b")]
    later = [
        record("c", 9, value=2),
        confirm("d", 9, value=2),
        confirm("e", 9, value=2),
    ]
    first, second = read(tmp_path, *lines, *later)
    assert (first.value, second.value) == (12, 2) and first.day < second.day


def test_residents_who_differ_on_one_day_do_not_count(tmp_path: Path) -> None:
    lines = [
        one
        for value, people in ((12, "rab"), (2, "cde"))
        for one in (
            record(people[0], value=value),
            confirm(people[1], value=value),
            confirm(people[2], value=value),
        )
    ]
    (sentence,) = left_out(tmp_path, *lines)
    assert "kerb_cm = 2, but reports.jsonl, line 1 says kerb_cm = 12" in sentence
    assert sentence.endswith("keep the one that is true.")


def test_a_confirmation_of_nothing_is_told(tmp_path: Path) -> None:
    assert left_out(tmp_path, confirm("a")) == [
        "reports.jsonl, line 1 is left out: it confirms what nobody has reported."
    ]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("{", "it is not JSON."),
        ("[" * 1500, "it is not JSON."),
        ("[]", "it is not an object in {braces}."),
        (f'{{"x": "{"y" * 2000}"}}', "it has more than 2000 characters."),
        (
            REPORT | {"name": "Sato"},
            (
                "'name' is no key; known are kind, about, place, attribute, value, date, "
                "reporter."
            ),
        ),
        ({"kind": "report"}, "about is missing."),
        (record(kind="rumour"), "kind is 'rumour'; write one of report, confirm."),
        (
            record(about="sea"),
            (
                "about is 'sea'; write one of line, stop, kerb, crossing, lift, stairs, "
                "street, rest."
            ),
        ),
        (
            record(attribute="steps"),
            "attribute is 'steps'; write one of kerb_cm, tactile_paving.",
        ),
        (
            record(value="high"),
            "kerb_cm is 'high'; write a number of centimetres from 0 to 100.",
        ),
        (record(date="soon"), "date must be a day, such as 2026-05-01."),
        (record(date=5), "date must be a day, such as 2026-05-01."),
        (record(reporter=""), "reporter must be null or 1 to 64 characters."),
        (record(reporter=7), "reporter must be null or 1 to 64 characters."),
        (record(reporter="x" * 65), "reporter must be null or 1 to 64 characters."),
        (
            record(place="edge 7"),
            (
                "place is 'edge 7'; write 'osm:node/45', 'osm:way/123', "
                "'pathway:FEED:ID', 'stop:FEED:ID', 'route:FEED:ID' or "
                "'at:35.7027,139.5609' (kerb: node, way, at)."
            ),
        ),
        (
            record(place="at:north"),
            "at must be [lat, lon] in degrees, such as [35.7027, 139.5609].",
        ),
        (
            record(place="osm:node/0"),
            "node is 0; write an OpenStreetMap id, such as 123.",
        ),
    ],
)
def test_names_what_is_wrong_with_a_line(
    tmp_path: Path, line: Any, sentence: str
) -> None:
    assert left_out(tmp_path, "", line) == [
        f"reports.jsonl, line 2 is left out: {sentence}"
    ]


@pytest.mark.parametrize("place", ["stop:bus:3", "pathway:f:1", "osm:relation/3", 7])
def test_a_kerb_is_at_no_such_place(tmp_path: Path, place: Any) -> None:
    (sentence,) = left_out(tmp_path, record(place=place))
    assert f"place is {place!r}; write " in sentence


def test_a_line_that_is_wrong_hides_no_other(tmp_path: Path) -> None:
    path = write(tmp_path, record(), confirm("a"), '{"kind": "conf', confirm("b"))
    claims, warnings = read_reports(path, 2, 30)
    assert len(claims) == len(warnings) == 1


def test_many_wrong_lines_are_summed_up(tmp_path: Path) -> None:
    said = left_out(tmp_path, *["{"] * 25)
    assert len(said) == 21 and said[-1] == "reports.jsonl: 5 more lines are left out."


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(CityError, match="is a folder; name a file of reports"):
        read_reports(tmp_path, 2, 30)
    with pytest.raises(CityError, match="cannot be read: No such file"):
        read_reports(tmp_path / "none", 2, 30)
    path = tmp_path / "reports.jsonl"
    path.write_bytes(b"\xff")
    with pytest.raises(CityError, match="is not UTF-8 text"):
        read_reports(path, 2, 30)


people = st.lists(
    st.tuples(
        st.sampled_from(["report", "confirm"]),
        st.sampled_from(["a", "b", "c", None]),
        st.integers(0, 6),
    ),
    max_size=7,
)


@given(people)
def test_agrees_with_the_rule_word_by_word(
    tmp_path_factory: pytest.TempPathFactory, said: list[tuple[str, str | None, int]]
) -> None:
    expected = any(
        kind == "report"
        and len(
            {
                other
                for _, other, on in said
                if other is not None and other != who and day <= on <= day + 3
            }
        )
        >= 2
        for kind, who, day in said
    )
    records = [record(who, day, kind=kind) for kind, who, day in said]
    path = write(tmp_path_factory.getbasetemp(), *records)
    claims, _ = read_reports(path, 2, 3)
    assert bool(claims) == expected
