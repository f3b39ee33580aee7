"""The facts file: what it may say, and the one sentence for each fault."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from maas.errors import CityError
from maas_feeds.facts.claims import AtStops, OfLines, OnStreets, Spot
from maas_feeds.facts.facts_file import read_facts_file
from maas_feeds.facts.sections import SECTIONS

SAID = 'source = "survey"\ndate = 2026-05-01\n'
GOOD = f"[[kerb]]\nnode = 45\nkerb_cm = 2\n{SAID}"


def write(folder: Path, text: str) -> Path:
    path = folder / "facts.toml"
    path.write_text(text, encoding="utf-8")
    return path


def fault(folder: Path, text: str) -> str:
    path = write(folder, text)
    with pytest.raises(CityError) as error:
        read_facts_file(path)
    return str(error.value).replace(f"{folder}/", "")


def test_an_empty_file_says_nothing(tmp_path: Path) -> None:
    assert read_facts_file(write(tmp_path, "# nothing yet\n")) == []


def test_reads_one_claim_for_each_attribute(tmp_path: Path) -> None:
    text = f"""\
# Surveyed on foot.
[[lift]]
node = 4512
wheelchair = "yes"
width_cm = 90
note = "the northern one"
{SAID}
[[lift]]
pathway = ["rail:L1", "rail:L 2"]
seconds = 40
source = "railway"
date = "2026-04-01"
"""
    one, two, three = read_facts_file(write(tmp_path, text))
    assert (one.attribute, one.value, one.line) == ("wheelchair", 1.0, 4)
    assert (two.attribute, two.value, two.line) == ("width_cm", 90.0, 5)
    assert one.entry == two.entry != three.entry
    assert one.place == OnStreets(nodes=(4512,)) and one.source == "survey"
    assert three.place == OnStreets(pathways=(("rail", "L1"), ("rail", "L 2")))
    assert date.fromordinal(three.day) == date(2026, 4, 1) and three.residents == 0
    assert three.where_shortly == "facts.toml, line 12"


@pytest.mark.parametrize(
    ("section", "place", "read"),
    [
        ("street", "way = 5", OnStreets(ways=(5,))),
        ("street", "way = [5, -6]", OnStreets(ways=(5, -6))),
        (
            "street",
            "at = [35.7, 139]",
            OnStreets(spot=Spot(35.7, 139.0, 10.0)),
        ),
        (
            "kerb",
            "way = 5\nat = [35.7, 139.5]\nradius_metres = 8",
            OnStreets(ways=(5,), spot=Spot(35.7, 139.5, 8.0)),
        ),
        ("kerb", "at = [35.7, 139.5]", OnStreets(spot=Spot(35.7, 139.5, 5.0))),
        ("rest", "at = [35.7, 139.5]", OnStreets(spot=Spot(35.7, 139.5, 30.0))),
        ("stop", 'stop = "bus:a:b"', AtStops((("bus", "a:b"),))),
        ("stop", 'name = "三鷹駅"', AtStops(names=("三鷹駅",))),
        ("line", 'route = "bus:R1"', OfLines((("bus", "R1"),))),
        ("line", 'agency = "小田急バス"', OfLines(agency="小田急バス")),
        (
            "line",
            'agency = "小田急バス"\nline = ["鷹51", "鷹52"]',
            OfLines(agency="小田急バス", lines=("鷹51", "鷹52")),
        ),
    ],
)
def test_reads_every_kind_of_place(
    tmp_path: Path, section: str, place: str, read: object
) -> None:
    attribute = {"kerb": "kerb_cm = 1", "rest": 'bench = "yes"'}.get(
        section, 'low_floor = "yes"' if section == "line" else 'ramp = "yes"'
    )
    if section == "street":
        attribute = "width_cm = 90.5"
    text = f"[[{section}]]\n{place}\n{attribute}\n{SAID}"
    (claim,) = read_facts_file(write(tmp_path, text))
    assert claim.place == read


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            GOOD.replace("kerb]]", "krb]]"),
            "line 1: 'krb' is nothing that a facts file tells; did you mean [[kerb]]?",
        ),
        (
            GOOD.replace("kerb]]", "xyz]]"),
            (
                "line 1: 'xyz' is nothing that a facts file tells; known are [[line]], "
                "[[stop]], [[kerb]], [[crossing]], [[lift]], [[stairs]], [[street]], "
                "[[rest]]."
            ),
        ),
        (
            GOOD.replace("[[kerb]]", "[kerb]"),
            "line 1: write [[kerb]] with two brackets; there may be several.",
        ),
        (
            "kerb = 3\n",
            "line 1: write [[kerb]] with two brackets; there may be several.",
        ),
        (
            GOOD.replace("kerb_cm", "kerb_mm"),
            "line 3: 'kerb_mm' is not a key of [[kerb]]; did you mean 'kerb_cm'?",
        ),
        (
            GOOD + "zzz = 1\n",
            (
                "line 6: 'zzz' is not a key of [[kerb]]; known are node, way, at, "
                "radius_metres, kerb_cm, tactile_paving, source, date, note."
            ),
        ),
        (
            GOOD.replace('source = "survey"\n', ""),
            "line 1: source is missing in [[kerb]]: who says so, and since when?",
        ),
        (
            GOOD.replace("date = 2026-05-01\n", ""),
            "line 1: date is missing in [[kerb]]: who says so, and since when?",
        ),
        (
            GOOD.replace("kerb_cm = 2\n", ""),
            "line 1: [[kerb]] says nothing; it may say kerb_cm, tactile_paving.",
        ),
        (
            GOOD.replace("node = 45\n", ""),
            "line 1: [[kerb]] names no place; say node or way or at.",
        ),
        (
            GOOD.replace('"survey"', '" "'),
            "line 4: source must be a text of 1 to 500 characters.",
        ),
        (
            GOOD + "note = 3\n",
            "line 6: note must be a text of 1 to 500 characters.",
        ),
        (
            GOOD.replace("2026-05-01", '"May"'),
            "line 5: date must be a day, such as 2026-05-01.",
        ),
        (
            GOOD.replace("2026-05-01", "2026-05-01T10:00:00"),
            "line 5: date must be a day, such as 2026-05-01.",
        ),
        (
            GOOD.replace("2026", "1026"),
            "line 5: date is 1026-05-01; give 1970 to 2200.",
        ),
        (
            GOOD.replace("= 45", "= 0"),
            "line 2: node is 0; write an OpenStreetMap id, such as 123.",
        ),
        (
            GOOD.replace("= 45", "= -45"),
            "line 2: node is -45; write an OpenStreetMap id, such as 123.",
        ),
        (
            GOOD.replace("= 45", '= "45"'),
            "line 2: node is '45'; write an OpenStreetMap id, such as 123.",
        ),
        (GOOD.replace("= 45", "= []"), "line 2: node is an empty list."),
        (
            GOOD.replace("node = 45", "at = [35.7]"),
            "line 2: at must be [lat, lon] in degrees, such as [35.7027, 139.5609].",
        ),
        (
            GOOD.replace("node = 45", "at = [139.5, 35.7]"),
            "line 2: at must be [lat, lon] in degrees, such as [35.7027, 139.5609].",
        ),
        (
            GOOD.replace("node = 45", "at = [35.7, 139.5]\nradius_metres = 501"),
            "line 3: radius_metres is 501; write a number above 0, at most 500.",
        ),
        (
            GOOD.replace("node = 45", "node = 45\nradius_metres = 5"),
            "line 3: radius_metres needs at = [lat, lon].",
        ),
        (
            GOOD.replace("node = 45", "node = 45\nat = [35.7, 139.5]"),
            "line 3: say either node or at.",
        ),
        (
            GOOD.replace("= 2\n", "= 101\n"),
            ("line 3: kerb_cm is 101; write a number of centimetres from 0 to 100."),
        ),
        (
            GOOD.replace("= 2\n", "= nan\n"),
            "line 3: kerb_cm is nan; write a number of centimetres from 0 to 100.",
        ),
        (
            GOOD.replace("= 2\n", '= "2 cm"\n'),
            "line 3: kerb_cm is '2 cm'; write a number of centimetres from 0 to 100.",
        ),
        (
            GOOD.replace("kerb_cm = 2", "tactile_paving = true"),
            'line 3: tactile_paving is True; write "yes" or "no", in quotes.',
        ),
        (
            GOOD.replace("kerb_cm = 2", 'tactile_paving = "perhaps"'),
            "line 3: tactile_paving is 'perhaps'; write 'yes' or 'no'.",
        ),
        (
            f'[[street]]\nway = 5\nsurface = "asfalt"\n{SAID}',
            "line 3: surface is 'asfalt'; did you mean 'asphalt'?",
        ),
        (
            f"[[stairs]]\nway = 5\nsteps = 3.5\n{SAID}",
            ("line 3: steps is 3.5; write a whole number of steps from 1 to 2000."),
        ),
        (
            f"[[street]]\nat = [35.7, 139.5]\nslope_percent = 5\n{SAID}",
            (
                "line 3: slope_percent goes up or down along a way as it is drawn: name "
                "its way or pathway."
            ),
        ),
        (
            f'[[stop]]\nstop = "A"\nramp = "yes"\n{SAID}',
            "line 2: stop is 'A'; write 'FEED:ID', such as 'bus:12'.",
        ),
        (
            f'[[stop]]\nstop = 12\nramp = "yes"\n{SAID}',
            "line 2: stop is 12; write 'FEED:ID', such as 'bus:12'.",
        ),
        (
            f'[[stop]]\nname = ""\nramp = "yes"\n{SAID}',
            "line 2: name must be a text of 1 to 500 characters.",
        ),
        (
            f'[[stop]]\nstop = "f:A"\nramp = "yes"\nwheelchair_boarding = "no"\n{SAID}',
            (
                'line 3: ramp = "yes" contradicts wheelchair_boarding = "no"; keep the '
                "one that is true."
            ),
        ),
        (
            f'[[line]]\nroute = "f:R"\nagency = "X"\nramp = "yes"\n{SAID}',
            "line 2: say either route, or agency and line.",
        ),
        (
            f'[[line]]\nline = "51"\nramp = "yes"\n{SAID}',
            "line 2: say whose line it is: add agency.",
        ),
        (
            f'[[line]]\nroute = "f:R"\nwheelchair = "limited"\n{SAID}',
            "line 3: wheelchair is 'limited'; write 'yes' or 'no'.",
        ),
    ],
)
def test_names_the_fault_and_its_line(tmp_path: Path, text: str, sentence: str) -> None:
    assert fault(tmp_path, text) == f"facts.toml, {sentence}"


def test_the_second_entry_is_counted(tmp_path: Path) -> None:
    text = GOOD + GOOD.replace("= 2\n", "= -1\n")
    assert fault(tmp_path, text).startswith("facts.toml, line 8: kerb_cm is -1;")


@pytest.mark.parametrize("section", SECTIONS)
def test_every_attribute_of_every_section_is_read(tmp_path: Path, section: str) -> None:
    from maas_feeds.facts.attributes import ATTRIBUTES

    place = {
        "line": 'route = "f:R"',
        "stop": 'stop = "f:A"',
        "rest": "node = 1",
    }.get(section, "way = 1")
    lines = []
    for name in SECTIONS[section].attributes:
        attribute = ATTRIBUTES[name]
        word = next(iter(attribute.words), None)
        lines.append(f'{name} = "{word}"' if word else f"{name} = {attribute.most:g}")
    text = f"[[{section}]]\n{place}\n" + "\n".join(lines) + f"\n{SAID}"
    claims = read_facts_file(write(tmp_path, text))
    assert [claim.attribute for claim in claims] == list(SECTIONS[section].attributes)
    assert [claim.said for claim in claims] == [line.replace('"', "") for line in lines]


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(CityError, match="is a folder; name a facts file"):
        read_facts_file(tmp_path)
    with pytest.raises(CityError, match="cannot be read: No such file"):
        read_facts_file(tmp_path / "none.toml")
    path = tmp_path / "facts.toml"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(CityError, match="is not UTF-8 text"):
        read_facts_file(path)
    assert "is not valid TOML" in fault(tmp_path, "[[kerb]\n")
