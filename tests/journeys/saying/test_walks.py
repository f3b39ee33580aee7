"""Walks told in three languages: whole texts, and what is true of all of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from textwrap import dedent

import pytest

from maas.errors import RequestError
from maas.journeys.itinerary import Piece, Walk
from maas.journeys.saying import LANGUAGES, Instruction, Kind, Teller, instructions
from maas.people.profile import Efforts, Limits

from .cases import BLIND, CASES, CROSSROADS, DEAF, HILL, SIGNALS, WHEELCHAIR, Case
from .texts import TEXTS
from .ways import EIGHT, Map, lines, person


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", CASES)
def test_reads(name: str, language: str, tmp_path: Path) -> None:
    case = CASES[name]
    told = case.map(tmp_path).tell(case.way, language, case.person, **case.walk)
    assert told == dedent(TEXTS[name][language]).strip().splitlines()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", CASES)
def test_adds_up(name: str, language: str, tmp_path: Path) -> None:
    told, walk = tell(CASES[name], tmp_path, language)
    assert sum(one.metres for one in told) == pytest.approx(walk.metres)
    assert sum(one.seconds for one in told) == walk.seconds
    assert told[-1].kind is Kind.ARRIVE
    assert sum(one.kind is Kind.UNKNOWN for one in told) <= 1
    for one in told:
        assert "".join(text for text, _ in one.ruby) == one.text
        assert one.text.strip() and one.spoken.strip()


def tell(
    case: Case, folder: Path, language: str
) -> tuple[tuple[Instruction, ...], Walk]:
    built = case.map(folder)
    walk = built.walk(case.way, **case.walk)
    return instructions(built.city, walk, case.person, language), walk


def test_a_walk_stands_where_it_leads(tmp_path: Path) -> None:
    built = CASES["a turn near a stop, and a destination beside the street"].map(
        tmp_path
    )
    walk = built.walk("a b d", aside=(130, 200))
    told = instructions(built.city, walk, None, "en")
    # The start, the corner 137 m east, and the destination.
    assert [(one.lat, one.lon) for one in told] == [
        pytest.approx(built._at("a")),
        pytest.approx(built._at("b")),
        (walk.destination.lat, walk.destination.lon),
    ]


def test_height_is_told_by_stretch(tmp_path: Path) -> None:
    built = Map(tmp_path, CROSSROADS)
    built.change("a", "b", climb_metres=3.0)
    walk = built.walk("a b d")
    walk = replace(walk, path=(replace(walk.path[0], first=0.5), walk.path[1]))
    first, second, _ = instructions(built.city, walk, None, "en")
    assert first.climb_metres == pytest.approx(1.5)  # the upper half of 3 m
    assert second.climb_metres is None  # nobody knows


def test_going_on_along_one_street_is_no_news(tmp_path: Path) -> None:
    assert Map(tmp_path, CROSSROADS).tell("a b c", "en") == [
        "depart: Go east along さくら通り for 300 m.",
        "arrive: You have arrived.",
    ]


def test_a_bend_without_another_way_is_no_turn(tmp_path: Path) -> None:
    bend = """
        node a 0 0
        node b 100 0
        node c 100 100
        way a b highway=footway
        way b c highway=footway surface=gravel
    """
    told = Map(tmp_path, bend).tell("a b c", "en", None)
    assert told[0] == "depart: Go east along the footpath for 200 m."
    assert told[1] == "surface: After 100 m, the ground is gravel for 100 m."


def test_a_street_that_turns_at_a_corner_is_said_to(tmp_path: Path) -> None:
    corner = """
        node a 0 0
        node b 100 0
        node c 100 100
        node d 200 0
        way a b c highway=residential name=L
        way b d highway=residential name=M
    """
    assert Map(tmp_path, corner).tell("a b c", "en")[1] == (
        "left: Turn left, still on L, and go 100 m."
    )


@pytest.mark.parametrize(
    ("x", "y", "told"),
    [
        (0, 100, "straight: Continue along Arm for 100 m."),
        (64, 77, "slight_right: Bear right onto Arm and go 100 m."),
        (-64, 77, "slight_left: Bear left onto Arm and go 100 m."),
        (100, 0, "right: Turn right onto Arm and go 100 m."),
        (-100, 0, "left: Turn left onto Arm and go 100 m."),
        (64, -77, "sharp_right: Turn sharply right onto Arm and go 100 m."),
        (-64, -77, "sharp_left: Turn sharply left onto Arm and go 100 m."),
        (5, -100, "u_turn: Turn around and go back along Arm for 100 m."),
    ],
)
def test_turns_by_the_angle(x: float, y: float, told: str, tmp_path: Path) -> None:
    star = f"""
        node s 0 -100
        node o 0 0
        node t {x} {y}
        way s o highway=residential name=Stem
        way o t highway=residential name=Arm
    """
    assert Map(tmp_path, star).tell("s o t", "en")[1] == told


def test_kinks_do_not_make_turns(tmp_path: Path) -> None:
    # Two metres sideways at the corner, then on as before.
    kink = """
        node a 0 0
        node b 100 0
        node c 101 2
        node d 200 2
        way a b highway=residential name=A
        way b c d highway=residential name=B
    """
    assert Map(tmp_path, kink).tell("a b d", "en")[1].startswith("straight:")


def test_a_fork_is_told_where_the_other_way_is_straighter(tmp_path: Path) -> None:
    # Ours bears 40 degrees to the right, the other goes straight on.
    fork = """
        node a 0 0
        node b 100 0
        node c 177 -64
        node d 200 0
        way a b highway=footway
        way b c highway=footway
        way b d highway=footway
    """
    built = Map(tmp_path, fork)
    assert built.tell("a b c", "en")[1].startswith("slight_right:")
    assert built.tell("a b d", "en")[1].startswith("arrive:")


def test_a_corner_of_two_crossings_is_two_crossings(tmp_path: Path) -> None:
    # Over one street, 3 m along the corner, over the other.
    corner = """
        node a 0 0
        node b 20 0
        node c 30 0
        node d 30 3
        node e 30 13
        node f 30 40
        way a b highway=footway footway=sidewalk
        way b c highway=footway footway=crossing crossing=marked
        way c d highway=footway footway=sidewalk
        way d e highway=footway footway=crossing crossing=marked
        way e f highway=footway footway=sidewalk
    """
    assert Map(tmp_path, corner).tell("a b c d e f", "en") == [
        "depart: Go east along the sidewalk for 20 m.",
        "crossing: Cross the road at the marked crossing. The crossing is 10 m long.",
        "crossing: Turn left and cross the road at the marked crossing."
        + " The crossing is 10 m long.",
        "straight: Continue along the sidewalk for 30 m.",
        "arrive: You have arrived.",
    ]


@pytest.mark.parametrize("crossing", [1, 2, 3, 4])
def test_a_crossing_says_no_more_than_is_known(crossing: int, tmp_path: Path) -> None:
    built = Map(tmp_path, SIGNALS)
    for pair in (("k", "m"), ("m", "l")):
        built.change(*pair, crossing=crossing)
    said = {
        1: "Cross けやき通り.",
        2: "Cross けやき通り. There are no lights and no markings.",
        3: "Cross けやき通り at the marked crossing.",
        4: "Cross けやき通り at the traffic lights.",
    }[crossing]
    assert built.tell("a k m l z", "en")[1] == (
        f"crossing: {said} The crossing is 16 m long."
    )


def test_half_a_crossing_with_signals_is_none_with_signals(tmp_path: Path) -> None:
    built = Map(tmp_path, SIGNALS)
    built.change("k", "m", crossing=4)
    built.change("m", "l", crossing=1)
    assert "traffic lights" not in built.tell("a k m l z", "en")[1]


def test_nothing_that_has_to_be_heard_for_who_cannot_hear(tmp_path: Path) -> None:
    both = person(wants=("no_voice", "sound", "tactile"))
    for crossing in (1, 2, 3, 4):
        built = Map(tmp_path, SIGNALS)
        for pair in (("k", "m"), ("m", "l")):
            built.change(*pair, crossing=crossing, signal_sound=1)
        for someone in (DEAF, both):
            told = " ".join(built.tell("a k m l z", "en", someone))
            assert "heard" not in told and "sound" not in told
            assert "listen" not in told.lower()
    assert "Listen for traffic" in " ".join(built_unsignalled(tmp_path))


def built_unsignalled(folder: Path) -> list[str]:
    return Map(folder, SIGNALS).tell("a k m l z", "en", BLIND)


def test_slopes_are_told_beyond_what_is_comfortable(tmp_path: Path) -> None:
    built = Map(tmp_path, HILL)
    built.change("a", "b", steepest_up=5.0, steepest_down=0.0)
    built.change("b", "c", steepest_up=0.0, steepest_down=9.0)
    at_ease = person(efforts=Efforts(comfortable_up=5.0, comfortable_down=5.0))
    told = built.tell("a b c d", "en", at_ease)
    assert "slope: After 100 m, it goes downhill for 60 m, by up to 9%." in told
    assert sum(line.startswith("slope") for line in told) == 1
    tired = person(efforts=Efforts(comfortable_up=4.0))
    assert (
        sum(line.startswith("slope") for line in built.tell("a b c", "en", tired)) == 2
    )


def test_kerbs_are_told_to_who_minds_them(tmp_path: Path) -> None:
    built = Map(tmp_path, SIGNALS)
    built.change("k", "m", kerb_cm=3.0)
    built.change("m", "l", kerb_cm=5.0)
    assert "Mind the kerb: 5 cm." in " ".join(built.tell("a k m l z", "en", WHEELCHAIR))
    assert "kerb" not in " ".join(built.tell("a k m l z", "en"))


def test_what_is_not_known_is_said_once(tmp_path: Path) -> None:
    built = Map(tmp_path, HILL)
    told = built.tell("a b c d", "en", person(limits=Limits(max_slope_up=6)))
    # Nobody knows the slopes of all the 230 m.
    assert told[1] == "unknown: Not known: how steep it is (over 230 m)."
    assert sum("ot known" in line for line in told) == 1


def test_places_for_who_has_to_rest_are_told_once_in_a_while(tmp_path: Path) -> None:
    built = Map(tmp_path, HILL)
    for node in "bc":
        built.city.streets.node_rest[built.town.node(node)] = 1
    resting = person(limits=Limits(max_stretch_metres=300))
    told = built.tell("a b c d", "en", resting)
    assert sum(line.startswith("rest_place") for line in told) == 2  # 60 m apart
    assert not any(
        line.startswith("rest_place") for line in built.tell("a b c d", "en")
    )


def test_who_cannot_see_is_not_sent_by_the_compass(tmp_path: Path) -> None:
    told = Map(tmp_path, CROSSROADS).tell("a b", "en", BLIND)
    assert told[0] == "depart: Go along さくら通り for 140 m."


def test_gates_and_moving_walkways(tmp_path: Path) -> None:
    built = Map(tmp_path, HILL)
    built.change("a", "b", kind=7)
    built.change("b", "c", kind=12)
    told = built.tell("a b c", "en")
    assert told[:2] == [
        "moving_walkway: Take the moving walkway for 100 m.",
        "gate: Go through the gate.",
    ]


def test_out_of_a_building(tmp_path: Path) -> None:
    built = Map(tmp_path, HILL)
    built.change("a", "b", kind=9, indoor=1)
    told = built.tell("a b c", "en")
    assert told[:3] == [
        "depart: Go east along the corridor for 100 m.",
        "exit: Leave the building.",
        "straight: Continue along the footpath for 60 m.",
    ]


def test_a_walk_of_which_only_the_ends_are_known(tmp_path: Path) -> None:
    built = Map(tmp_path, CROSSROADS)
    walk = replace(built.walk("a b", names=("", "三鷹駅")), path=(), metres=None)
    assert lines(instructions(built.city, walk, None, "en")) == [
        "line: Walk to 三鷹駅: 2 minutes. The way there is not known.",
        "arrive: You have arrived at 三鷹駅.",
    ]


def test_a_walk_that_is_one_short_line(tmp_path: Path) -> None:
    built = Map(tmp_path, CROSSROADS)
    walk = built.walk("a b")
    lat, lon = built._at("a")
    near = replace(walk.destination, lat=lat + 9e-5, lon=lon)  # 10 m north
    walk = replace(
        walk,
        destination=near,
        path=(Piece(-1, 0.0, 1.0, 10.0, 10),),
        metres=10.0,
        arrival=EIGHT + timedelta(seconds=10),
    )
    assert lines(instructions(built.city, walk, None, "en")) == [
        "depart: Go north along the way for 10 m.",
        "arrive: You have arrived.",
    ]


def test_a_language_that_is_not_spoken_is_refused(tmp_path: Path) -> None:
    built = Map(tmp_path, CROSSROADS)
    with pytest.raises(RequestError, match="ask for en, ja or ja-easy"):
        Teller(built.city).instructions(built.walk("a b"), None, "fr")
