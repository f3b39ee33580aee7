"""Profiles: those that come with maas, those of users, and limits changed for once."""

from __future__ import annotations

import json
import re
from dataclasses import fields, replace
from importlib import resources
from pathlib import Path

import pytest

from maas.errors import RequestError
from maas.people.catalog import (
    as_dict,
    changed,
    find_person,
    get_person,
    parse_profile,
    profile_ids,
    read_profile,
    with_limits,
)
from maas.people.fields import KINDS, SURFACES
from maas.people.profile import Efforts, Limits, Person, Policy, Speeds, speed_at
from maas.units import WALK_METRES_PER_SECOND

EVERYBODY = profile_ids()
SHIPPED = resources.files("maas.people") / "profiles"


def sentence(text: str) -> str:
    """Return what a faulty profile is answered with."""
    with pytest.raises(RequestError) as refused:
        parse_profile(text, "mine.toml", "mine")
    said = str(refused.value)
    assert said.startswith("mine.toml") and said.endswith(".") and "\n" not in said
    return said


# ---------------------------------------------------------------- those that are shipped


def test_every_file_is_a_profile_and_every_profile_a_file() -> None:
    files = {one.name.removesuffix(".toml") for one in SHIPPED.iterdir()}
    assert files == set(EVERYBODY)
    assert len(EVERYBODY) == 12


@pytest.mark.parametrize("name", EVERYBODY)
def test_everybody_has_names_words_and_sources(name: str) -> None:
    person = get_person(name)
    assert person.id == name
    assert {"ja", "ja-easy", "en"} <= person.names.keys()
    assert {"ja", "en"} <= person.about.keys()
    assert person.sources
    json.dumps(as_dict(person))


@pytest.mark.parametrize("name", EVERYBODY)
def test_every_number_of_a_shipped_profile_has_its_source_beside_it(name: str) -> None:
    part = ""
    for line in (SHIPPED / f"{name}.toml").read_text("utf-8").splitlines():
        header = re.match(r"\[(\w+)", line)
        part = header[1] if header else part
        number = re.match(r"(\w+) = (?:[1-9]|true|\"|\[[\"[])", line)
        # What somebody cannot do by the nature of their wheels needs no source; a
        # slope down is as its slope up; weights are assumed, said once above them.
        plain = {"wheels", "max_slope_down", "step_free_boarding"}
        if part in ("speeds", "limits") and number and number[1] not in plain:
            assert "#" in line, line


def test_a_walker_has_no_limits_and_the_pace_of_nobody_in_particular() -> None:
    walker = get_person("walker")
    assert walker.limits == Limits()
    assert walker.efforts == Efforts()
    for slope in (-20.0, 0.0, 20.0):
        assert speed_at(walker.speeds.by_slope, slope) == WALK_METRES_PER_SECOND


def test_nobody_is_quicker_than_a_walker_or_the_law() -> None:
    for name in EVERYBODY:
        speeds = get_person(name).speeds
        assert max(pace for _, pace in speeds.by_slope) <= WALK_METRES_PER_SECOND
        assert speeds.flat <= 6 / 3.6


def test_wheels_need_no_stairs_and_ground_that_is_known() -> None:
    on_wheels = [one for one in map(get_person, EVERYBODY) if one.limits.wheels]
    assert len(on_wheels) == 5
    for person in on_wheels:
        assert person.limits.max_steps == 0 and not person.limits.escalators
        assert {"steps", "kerb", "surface", "wheelchair", "ground"} <= person.must_know
        assert person.unknown is Policy.AVOID


def test_a_profile_is_built_on_another() -> None:
    powered, manual = get_person("powered_wheelchair"), get_person("manual_wheelchair")
    assert powered.limits.barred_surfaces == manual.limits.barred_surfaces
    assert changed(manual, powered) == {
        "max_slope_up": 12.0,
        "max_slope_down": 12.0,
        "max_kerb_cm": 4.0,
        "min_width_cm": 90.0,
    }


def test_a_wrong_name_is_answered_with_the_nearest() -> None:
    with pytest.raises(RequestError, match="did you mean 'manual_wheelchair'"):
        get_person("manual_wheelchar")


def test_names_from_elsewhere_open_no_files(tmp_path: Path) -> None:
    path = tmp_path / "me.toml"
    path.write_text('base = "stick"\n')
    with pytest.raises(RequestError, match="there is no mobility profile"):
        get_person(str(path))
    assert find_person(str(path)).limits == get_person("stick").limits


# ------------------------------------------------------------------------- users' own


def test_a_user_adds_a_profile(tmp_path: Path) -> None:
    path = tmp_path / "grandmother.toml"
    path.write_text(
        'base = "stick"\nunknown = "forbid"\nmust_know = ["steps"]\n'
        '[limits]\nmax_stretch = 50\nmax_walk_metres = "none"\n'
        "[efforts.surface_weights]\ngravel = 20\n",
        "utf-8",
    )
    stick, mine = get_person("stick"), read_profile(path)
    assert (mine.id, mine.unknown) == ("grandmother", Policy.FORBID)
    assert mine.must_know == {"steps"}
    assert changed(stick, mine) == {"max_stretch_metres": 50.0, "max_walk_metres": None}
    assert mine.efforts == replace(stick.efforts, surface_weights={"gravel": 20})
    assert mine.speeds == stick.speeds


def test_a_profile_may_say_nothing() -> None:
    mine = parse_profile("", "mine.toml", "mine")
    assert mine.limits == Limits()
    assert mine.names == {"en": "mine"}
    assert mine.speeds.flat == WALK_METRES_PER_SECOND


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[limits]\nmax_slope_up = -1", "line 2: max_slope_up must be a number from 0"),
        (
            "[limits]\n\nmax_slope_up = 101",
            "line 3: max_slope_up must be a number from",
        ),
        ("[limits]\nmax_slope_up = nan", "must be a number from 0 to 100 %, not nan"),
        ("[limits]\nmax_steps = 1.5", "max_steps must be a whole number"),
        ("[limits]\nmax_steps = true", "max_steps must be a whole number"),
        ("[limits]\nmax_stretch_metres = 0.5", "must be a number from 1 to 100000 m"),
        ("[limits]\nmin_width_cm = 501", "must be a number from 1 to 500 cm, not 501"),
        ('[limits]\nbarred_surfaces = ["sandd"]', "did you mean 'sand'"),
        ('[limits]\nbarred_surfaces = ["unknown"]', "must be words of asphalt"),
        ("[limits]\nbarred_surfaces = 3", "barred_surfaces must be a list of words"),
        ('[limits]\nworst_smoothness = "bumpy"', "must be one of excellent, good"),
        ('[limits]\nleast_crossing = "none of them"', "unmarked, marked, signals"),
        ('[limits]\nwheels = "bicycle"', "must be one of wheelchair, stroller"),
        ('[limits]\nlifts = "perhaps"', "lifts must be true or false, not 'perhaps'"),
        ("[limits]\nmax_slop_up = 3", "no field 'max_slop_up' (did you mean 'max_slo"),
        ("[speeds]\nby_slope = []", "by_slope must be a list of [percent, metres per"),
        ("[speeds]\nby_slope = [[0, 1, 2]]", "by_slope must be a list of [percent"),
        ("[speeds]\nby_slope = [[5, 1], [0, 1]]", "from the least slope to the most"),
        ("[speeds]\nby_slope = [[0, 0]]", "a number from 0.05 to 5 m/s"),
        ('[speeds]\nrest_seconds = "none"', "rest_seconds cannot be none"),
        ("[efforts]\nup_weight = 51", "up_weight must be a whole number from 0 to 50"),
        ("[efforts.surface_weights]\nmud = 3", "must be words of asphalt"),
        ("[efforts]\nsurface_weights = 3", "must be a table of surfaces and tenths"),
        ("limits = 3", "line 1: limits must be a table"),
        ("[names]\nen = 3", "line 1: names must be a table of texts"),
        ('must_know = ["kerbs"]', "line 1: must_know must be words of steps"),
        ('wants = ["tea"]', "wants must be words of fewest_changes"),
        ('unknown = "maybe"', "unknown is 'maybe'; give allow, avoid, forbid"),
        ('\nbase = "stik"', "line 2: there is no mobility profile 'stik' (did you"),
        ("base = 3", "base must be a text, not 3"),
        ('sources = "me"', "sources must be a list of texts"),
        ("speed = 3", "line 1: there is no field 'speed' (did you mean 'speeds'?)"),
        ("[limits\n", "is not TOML"),
    ],
)
def test_a_faulty_profile_is_one_sentence(text: str, said: str) -> None:
    assert said in sentence(text)


def test_the_line_is_that_of_the_right_table() -> None:
    # "kerb" is a field of efforts; in speeds it means kerb_seconds.
    text = "[speeds]\nkerb = 3\n[efforts]\nlift = 3\nkerb = -3\n"
    assert sentence(text).startswith("mine.toml, line 5: kerb must be")


def test_a_file_that_cannot_be_read_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match=r"nobody\.toml cannot be read: No such"):
        find_person(str(tmp_path / "nobody.toml"))
    (tmp_path / "latin.toml").write_bytes(b"# \xe9t\xe9")
    with pytest.raises(RequestError, match="is not UTF-8; save it as UTF-8"):
        read_profile(tmp_path / "latin.toml")


# --------------------------------------------------------------------- limits for once


def limited(*texts: str, name: str = "manual_wheelchair") -> Person:
    return with_limits(get_person(name), texts)


def test_limits_are_changed_for_one_question() -> None:
    chair = limited("max_slope_up=5", "max_kerb=2.5", "max_steps=none", "lifts=no")
    assert changed(get_person("manual_wheelchair"), chair) == {
        "max_slope_up": 5.0,
        "max_kerb_cm": 2.5,
        "max_steps": None,
        "lifts": False,
    }
    assert limited() is get_person("manual_wheelchair")


@pytest.mark.parametrize("said", ["sand+gravel", "sand,gravel", "sand gravel"])
def test_a_list_of_surfaces_in_one_text(said: str) -> None:
    limits = limited(f"barred_surfaces={said}").limits
    assert limits.barred_surfaces == {"sand", "gravel"}


def test_none_takes_any_limit_away() -> None:
    free = limited(*(f"{one.name}=none" for one in fields(Limits)))
    assert free.limits == Limits()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("max_slope_up", "'max_slope_up' changes no limit: write name=value"),
        ("max_slope_up=", "changes no limit"),
        ("=3", "changes no limit"),
        ("max_slope_up=steep", "must be a number from 0 to 100 %, not 'steep'"),
        ("max_slope_up=inf", "must be a number from 0 to 100 %"),
        ("max_stretch=0", "max_stretch_metres must be a number from 1 to 100000 m"),
        ("max_steps=2.5", "max_steps must be a whole number from 0 to 10000"),
        ("barred_surfaces=snad", "did you mean 'sand'"),
        ("worst_smoothness=worst", "must be one of excellent"),
        ("max_sloap_up=3", "did you mean 'max_slope_up'"),
        ("by_slope=3", "there is no field 'by_slope'"),
    ],
)
def test_an_impossible_limit_is_one_sentence(text: str, said: str) -> None:
    with pytest.raises(RequestError) as refused:
        limited(text)
    assert said in str(refused.value)
    assert str(refused.value).endswith(".")


# ----------------------------------------------------------------------------- fields


def test_every_field_can_be_read() -> None:
    for kind in (Speeds, Limits, Efforts):
        assert set(KINDS[kind]) == {one.name for one in fields(kind)}
    assert "unknown" not in SURFACES
