"""``maas people``: the list, one profile, and a profile of one's own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from maas.people.catalog import get_person, profile_ids
from maas.people.profile import Limits
from maas_api.cli import main
from maas_api.cli.people import limits_in_words


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    with pytest.raises(SystemExit, match="0"):
        main(["people", *arguments])
    out, err = capsys.readouterr()
    assert err == ""
    return out


def test_everybody_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    said = told(capsys)
    rows = [line.split() for line in said.splitlines()]
    assert [row[0] for row in rows if row[0] in profile_ids()] == list(profile_ids())
    (walker,) = [row for row in rows if row[0] == "walker"]
    assert walker == ["walker", "歩行者", "Walker", "1.33", "none"]


def test_one_is_shown_with_all_numbers_and_sources(
    capsys: pytest.CaptureFixture[str],
) -> None:
    lines = told(capsys, "manual_wheelchair").splitlines()
    assert lines[0].startswith("manual_wheelchair  手動車いす / ")
    rows = {line.split()[0]: line.split(maxsplit=1)[1:] for line in lines if line}
    assert rows["max_slope_up"][0].strip() == "8"
    assert rows["max_stretch_metres"][0].strip() == "none"
    assert rows["step_free_boarding"][0].strip() == "yes"
    assert rows["by_slope"][0].startswith("-8 %: 0.70, -3 %: 0.95, 0 %: 0.95")
    sources = lines[lines.index("Sources:") + 1 :]
    assert sum(line.startswith("- ") for line in sources) == len(
        get_person("manual_wheelchair").sources
    )


def test_json(capsys: pytest.CaptureFixture[str]) -> None:
    everybody = json.loads(told(capsys, "--json"))
    assert [one["id"] for one in everybody] == list(profile_ids())
    stick = json.loads(told(capsys, "stick", "--json"))
    assert stick["limits"]["max_stretch_metres"] == 200.0
    assert stick["speeds"]["by_slope"][1] == [0.0, 0.7]
    assert stick["unknown"] == "avoid"


def test_a_profile_of_ones_own_is_shown(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "me.toml"
    path.write_text('base = "pushchair"\n[limits]\nmax_slope_up = 4\n')
    assert json.loads(told(capsys, str(path), "--json"))["limits"]["max_slope_up"] == 4


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("stik", "there is no mobility profile 'stik' (did you mean 'stick'?)"),
        ("gone.toml", "gone.toml cannot be read: No such file or directory"),
    ],
)
def test_a_wrong_name_is_one_sentence(
    capsys: pytest.CaptureFixture[str], name: str, said: str
) -> None:
    with pytest.raises(SystemExit, match="1"):
        main(["people", name])
    out, err = capsys.readouterr()
    assert out == "" and err.startswith(said) and err.count("\n") == 1


def test_every_limit_is_said() -> None:
    limits = Limits(
        max_slope_up=1.5,
        max_slope_down=2,
        max_cross_slope=3,
        max_kerb_cm=4,
        min_width_cm=5,
        max_steps=0,
        max_stretch_metres=6,
        max_walk_metres=7,
        max_crossing_metres=8,
        least_crossing="marked",
        worst_smoothness="bad",
        barred_surfaces=frozenset({"sand", "fine_gravel"}),
        escalators=False,
        lifts=False,
        wheels="wheelchair",
        needs_handrail=True,
        needs_sound=True,
        needs_tactile=True,
        needs_light=True,
        step_free_boarding=True,
        staff_lead_minutes=9,
    )
    assert list(limits_in_words(limits)) == [
        "no steps",
        "up 1.5 %",
        "down 2 %",
        "cross slope 3 %",
        "kerb 4 cm",
        "rest within 6 m",
        "walk 7 m",
        "crossing 8 m",
        "width 5 cm",
        "crossings: marked or better",
        "smoothness: bad or better",
        "no fine gravel, sand",
        "no escalators",
        "no lifts",
        "handrail",
        "audible signals",
        "tactile paving",
        "light",
        "step-free boarding",
        "staff told 9 min before",
    ]
    assert list(limits_in_words(Limits())) == []
