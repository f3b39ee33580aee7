"""Facts about kerbs, crossings, lifts, stairs and streets: what they change."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from maas.errors import CityError
from maas.streets.graph import Crossing, EdgeKind, EdgeSource, SlopeSource, Surface

from ..feeds.osm.town import Town, pathway, pathways, stops_at
from .town import about, at, entry, know, same, sentences

# Two sidewalks joined by a crossing: kerbs at north and south, the road's middle
# between them. Way 3 is crossed at m; ways 4 (drawn uphill, from a to b) and 5 lead on.
CORNER = """
    node w -50 0
    node south 0 0 kerb=raised
    node m 0 5 highway=crossing crossing=marked
    node north 0 10 kerb=raised
    node e 50 10
    node a 100 10
    node b 200 10
    node c 200 60
    way w south highway=footway footway=sidewalk
    way south m north highway=footway footway=crossing
    way north e a highway=footway footway=sidewalk
    way a b highway=footway surface=gravel
    way b c highway=steps
"""
DAY = date(2026, 5, 1).toordinal()
YES, NO, LIMITED = 1, 2, 3


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return Town(CORNER, tmp_path)


def test_without_facts_nothing_changes(town: Town, tmp_path: Path) -> None:
    before = town.streets
    known = know(town, tmp_path, "")
    assert known.streets is before and len(known.facts) == 0 and known.warnings == ()


def test_a_fact_changes_only_what_it_speaks_of(town: Town, tmp_path: Path) -> None:
    before = town.streets
    know(town, tmp_path, entry("street", "way = 4", 'surface = "asphalt"'))
    edges = np.flatnonzero(before.osm_way == 4)
    assert town.streets.surface[edges].tolist() == [Surface.ASPHALT] * 2
    undone = {
        name: getattr(before, name)[edges] for name in ("surface", "source", "dated")
    }
    for name, column in undone.items():
        getattr(town.streets, name)[edges] = column
    assert same(town.streets, before)


def test_the_arrays_before_stay_as_they_were(town: Town, tmp_path: Path) -> None:
    before = town.streets
    kept = before.surface.copy()
    know(town, tmp_path, entry("street", "way = 4", 'surface = "asphalt"'))
    assert np.array_equal(before.surface, kept)
    assert town.streets is not before


def test_who_said_so_and_when_is_kept(town: Town, tmp_path: Path) -> None:
    known = know(
        town, tmp_path, entry("street", "way = 4", "width_cm = 120.5", 'lit = "yes"')
    )
    (edge,) = town.edges("a", "b")
    assert town.get("a", "b", "source") == EdgeSource.FACTS
    assert town.get("a", "b", "dated") == DAY
    assert town.get("a", "b", "width_cm") == 120.5 and town.get("a", "b", "lit") == YES
    facts = about(known, "edge", edge)
    assert set(facts) == {"width_cm", "lit"}
    width = facts["width_cm"]
    assert (width.text, width.value, width.residents) == ("width_cm = 120.5", 120.5, 0)
    assert (width.source, width.dated) == ("survey", date(2026, 5, 1))
    assert width.where == "facts.toml, line 3" and facts["lit"].text == "lit = yes"
    (other,) = town.edges("w", "south")
    assert about(known, "edge", other) == {}


@pytest.mark.parametrize(
    ("line", "column", "value"),
    [
        ("kerb_cm = 4", "kerb_cm", 4.0),
        ("width_cm = 90", "width_cm", 90.0),
        ("cross_slope_percent = 1.5", "cross_slope_percent", 1.5),
        ('surface = "paving_stones"', "surface", Surface.PAVING_STONES),
        ('smoothness = "bad"', "smoothness", 4),
        ('tactile_paving = "no"', "tactile_paving", NO),
        ('wheelchair = "limited"', "wheelchair", LIMITED),
        ('lit = "no"', "lit", NO),
        ('covered = "yes"', "covered", YES),
    ],
)
def test_every_attribute_of_a_street(
    town: Town, tmp_path: Path, line: str, column: str, value: float
) -> None:
    know(town, tmp_path, entry("street", "way = 4", line))
    assert town.get("a", "b", column) == town.get("b", "a", column) == value


def test_a_slope_is_told_as_the_way_is_drawn(town: Town, tmp_path: Path) -> None:
    know(town, tmp_path, entry("street", "way = 4", "slope_percent = -6"))
    for column, down, up in (
        ("slope_percent", -6, 6),
        ("mean_slope", -6, 6),
        ("steepest_up", 0, 6),
        ("steepest_down", 6, 0),
        ("rises", 2, 1),
        ("slope_source", SlopeSource.FACTS, SlopeSource.FACTS),
    ):
        assert town.get("a", "b", column) == down, column
        assert town.get("b", "a", column) == up, column
    know(town, tmp_path, entry("street", "way = 4", "slope_percent = 0"))
    assert town.get("a", "b", "rises") == town.get("a", "b", "steepest_down") == 0


@pytest.mark.parametrize(
    ("line", "column", "value"),
    [
        ("steps = 12", "steps", 12),
        ('ramp = "yes"', "ramp", YES),
        ('ramp_stroller = "no"', "ramp_stroller", NO),
        ('handrail = "yes"', "handrail", YES),
        ("width_cm = 200", "width_cm", 200.0),
        ('tactile_paving = "yes"', "tactile_paving", YES),
        ('wheelchair = "no"', "wheelchair", NO),
        ('lit = "yes"', "lit", YES),
        ('covered = "no"', "covered", NO),
    ],
)
def test_every_attribute_of_stairs(
    town: Town, tmp_path: Path, line: str, column: str, value: float
) -> None:
    know(town, tmp_path, entry("stairs", "way = 5", line))
    assert town.get("b", "c", column) == value


@pytest.mark.parametrize(
    ("line", "column", "value"),
    [
        ('crossing = "signals"', "crossing", Crossing.SIGNALS),
        ("crossing_metres = 10", "crossing_metres", 10.0),
        ('crossing_island = "no"', "crossing_island", NO),
        ('signal_button = "yes"', "signal_button", YES),
        ('signal_sound = "yes"', "signal_sound", YES),
        ('signal_vibration = "no"', "signal_vibration", NO),
        ("kerb_cm = 1", "kerb_cm", 1.0),
        ('surface = "asphalt"', "surface", Surface.ASPHALT),
        ('wheelchair = "yes"', "wheelchair", YES),
    ],
)
def test_every_attribute_of_a_crossing_by_its_node(
    town: Town, tmp_path: Path, line: str, column: str, value: float
) -> None:
    node = f"node = {town.ids['m']}"
    know(town, tmp_path, entry("crossing", node, line))
    for tail, head in (("south", "m"), ("m", "north"), ("north", "m")):
        assert town.get(tail, head, column) == value
    # The sidewalk beside it is no part of the crossing.
    assert town.get("w", "south", "source") != EdgeSource.FACTS


def kerb(town: Town, node: str, cm: float, date: str = "2026-05-01") -> str:
    return entry("kerb", f"node = {town.ids[node]}", f"kerb_cm = {cm}", date=date)


def test_a_kerb_at_a_node_is_met_by_who_crosses(town: Town, tmp_path: Path) -> None:
    # Raised kerbs count as 12 cm until somebody looks.
    assert town.get("south", "m", "kerb_cm") == 12
    known = know(town, tmp_path, kerb(town, "south", 2))
    assert town.get("south", "m", "kerb_cm") == town.get("m", "south", "kerb_cm") == 2
    assert town.get("m", "north", "kerb_cm") == 12
    assert math.isnan(town.get("w", "south", "kerb_cm"))
    (edge,) = town.edges("south", "m")
    assert about(known, "edge", edge)["kerb_cm"].text == "kerb_cm = 2"


# Without a node in the middle, one edge meets the kerbs of both ends.
SHORT = """
    node w -50 0
    node south 0 0 kerb=lowered
    node north 0 10 kerb=raised
    node e 50 10
    way w south highway=footway footway=sidewalk
    way south north highway=footway footway=crossing
    way north e highway=footway footway=sidewalk
"""


@pytest.mark.parametrize(
    ("facts", "height"),
    [
        ({"north": 2.0}, 3.0),  # the lowered kerb of the other end is higher now
        ({"south": 0.0}, 12.0),  # the other end's stays
        ({"south": 20.0}, 20.0),
        ({"south": 0.0, "north": 1.0}, 1.0),
    ],
)
def test_one_kerb_does_not_hide_the_other(
    tmp_path: Path, facts: dict[str, float], height: float
) -> None:
    town = Town(SHORT, tmp_path)
    toml = "".join(kerb(town, node, cm) for node, cm in facts.items())
    known = know(town, tmp_path, toml)
    assert town.get("south", "north", "kerb_cm") == height
    assert known.warnings == ()
    (edge,) = town.edges("north", "south")
    assert len(known.facts.about("edge", edge)) == len(facts)


def test_a_kerb_drawn_as_a_line_is_lowered_at_its_node(tmp_path: Path) -> None:
    text = CORNER.replace("node south 0 0 kerb=raised", "node south 0 0")
    town = Town(
        f"{text}\nnode k -5 1\nnode l 5 1\nway k south l barrier=kerb kerb=raised",
        tmp_path,
    )
    assert town.get("south", "m", "kerb_cm") == 12
    know(town, tmp_path, kerb(town, "south", 0))
    assert town.get("south", "m", "kerb_cm") == 0


def test_a_kerb_somewhere_on_the_way_stays_and_is_told(tmp_path: Path) -> None:
    # The crossing itself has a kerb of 15 cm, on an island perhaps.
    text = SHORT.replace("footway=crossing", "footway=crossing kerb:height=0.15")
    town = Town(text, tmp_path)
    known = know(town, tmp_path, kerb(town, "south", 0) + kerb(town, "north", 1))
    assert town.get("south", "north", "kerb_cm") == 15
    assert sentences(known, tmp_path)[0] == (
        f"facts.toml, line 3: kerb_cm = 0 at node {town.ids['south']}, but a way there "
        "has a kerb of 15 cm elsewhere, which stays; tell that of the way if it is "
        "wrong."
    )


def test_of_an_edge_and_its_ends_the_later_holds(tmp_path: Path) -> None:
    whole = entry("kerb", "way = 2", "kerb_cm = 8", date="2026-05-02")
    for day, height in (("2026-05-01", 8), ("2026-05-03", 2)):
        town = Town(SHORT, tmp_path)
        ends = kerb(town, "south", 1, day) + kerb(town, "north", 2, day)
        known = know(town, tmp_path, whole + ends)
        assert town.get("south", "north", "kerb_cm") == height
        (edge,) = town.edges("south", "north")
        assert len(known.facts.about("edge", edge)) == (1 if height == 8 else 2)
    town = Town(SHORT, tmp_path)
    with pytest.raises(CityError, match="kerb_cm = 9, but .* says kerb_cm = 8"):
        know(town, tmp_path, whole + kerb(town, "south", 9, "2026-05-02"))


def test_a_kerb_at_a_position_is_that_of_the_crossing(
    town: Town, tmp_path: Path
) -> None:
    know(town, tmp_path, entry("kerb", at(1, 2), "kerb_cm = 1"))
    assert town.get("south", "m", "kerb_cm") == 1
    assert math.isnan(town.get("w", "south", "kerb_cm"))


def test_tactile_paving_at_a_kerb(town: Town, tmp_path: Path) -> None:
    node = f"node = {town.ids['south']}"
    know(town, tmp_path, entry("kerb", node, 'tactile_paving = "yes"'))
    assert town.get("south", "m", "tactile_paving") == YES
    assert town.get("w", "south", "tactile_paving") == 0


LIFTS = """
    node west -50 0
    node lift 0 0 highway=elevator wheelchair=yes
    node east 50 0
    way west lift highway=footway level=0
    way lift east highway=footway level=1
"""


@pytest.mark.parametrize("by", ["node", "at", "pathway"])
def test_a_lift_by_node_position_and_pathway(tmp_path: Path, by: str) -> None:
    stops = stops_at((0, 200), (20, 200), kind=(2, 0))
    town = Town(LIFTS, tmp_path, stops, pathways(pathway(0, 1, 5)))
    place = {"node": f"node = {town.ids['lift']}", "at": at(1, 0)}
    place["pathway"] = 'pathway = "f:up"'
    known = know(
        town,
        tmp_path,
        entry("lift", place[by], "width_cm = 80", 'wheelchair = "no"', "seconds = 45"),
        pathways={("f", "up"): 0},
    )
    streets = town.streets
    told = streets.source == EdgeSource.FACTS
    assert known.warnings == ()
    assert told.sum() == 2 and (streets.kind[told] == EdgeKind.LIFT).all()
    assert ((streets.pathway[told] >= 0) == (by == "pathway")).all()
    assert set(streets.width_cm[told]) == {80.0} and set(streets.seconds[told]) == {45}
    assert set(streets.wheelchair[told]) == {NO}


def test_a_position_means_what_comes_within_its_radius(tmp_path: Path) -> None:
    town = Town(
        "node a 0 0\nnode b 1000 0\nnode c 0 8\nnode d 1000 8\n"
        "way a b highway=footway\nway c d highway=footway",
        tmp_path,
    )
    # 500 m from either end: it is the lines that are near, not their points.
    know(town, tmp_path, entry("street", at(500, 2), 'lit = "yes"'))
    assert town.get("a", "b", "lit") == town.get("c", "d", "lit") == YES
    know(town, tmp_path, entry("street", at(500, 2), "radius_metres = 3", 'lit = "no"'))
    assert town.get("a", "b", "lit") == NO and town.get("c", "d", "lit") == YES


def test_a_position_beside_a_way_narrows_it(town: Town, tmp_path: Path) -> None:
    # Way 2 is cut in the middle of the road: this is its southern half.
    know(
        town,
        tmp_path,
        entry("crossing", "way = 2", at(0, 1), "radius_metres = 2", 'lit = "yes"'),
    )
    assert town.get("south", "m", "lit") == YES and town.get("m", "north", "lit") == 0


def test_several_ways_at_once(town: Town, tmp_path: Path) -> None:
    know(town, tmp_path, entry("street", "way = [1, 4]", 'lit = "yes"'))
    assert town.get("w", "south", "lit") == town.get("a", "b", "lit") == YES


def test_a_later_date_wins_wherever_it_stands(town: Town, tmp_path: Path) -> None:
    later = entry("street", "way = 4", "width_cm = 100", date="2026-06-01", by="later")
    known = know(
        town, tmp_path, later + entry("street", "way = [1, 4]", "width_cm = 200")
    )
    assert town.get("a", "b", "width_cm") == 100
    assert town.get("w", "south", "width_cm") == 200
    (edge,) = town.edges("a", "b")
    assert about(known, "edge", edge)["width_cm"].source == "later"
    assert town.get("a", "b", "dated") == date(2026, 6, 1).toordinal()


def test_what_holds_for_nothing_is_not_kept(town: Town, tmp_path: Path) -> None:
    later = entry("street", "way = 4", "width_cm = 100", date="2026-06-01")
    known = know(town, tmp_path, later + entry("street", "way = 4", "width_cm = 200"))
    assert [known.facts.get(0).value] == [100] and len(known.facts) == 1


def test_two_of_one_day_may_agree_but_not_differ(town: Town, tmp_path: Path) -> None:
    one, two = (entry("street", "way = 4", f"width_cm = {cm}") for cm in (100, 200))
    know(town, tmp_path, one + one)
    with pytest.raises(CityError) as error:
        know(town, tmp_path, one + two)
    assert str(error.value).replace(f"{tmp_path}/", "") == (
        "facts.toml, line 8: width_cm = 200, but facts.toml, line 3 says width_cm = 100 "
        "of the same place on the same day, 2026-05-01; keep the one that is true."
    )


@pytest.mark.parametrize(
    ("section", "place", "sentence"),
    [
        ("street", "way = 77", "way 77 is not in the streets; check the id."),
        ("street", "way = 5", "way 5 is no street; check the id."),
        ("stairs", "way = 4", "way 4 is no flight of stairs; check the id."),
        ("lift", "node = 2", "node 2 is no lift; check the id."),
        ("lift", "node = 77", "node 77 is not in the streets; check the id."),
        ("lift", 'pathway = "f:x"', "pathway f:x is not in the streets; check the id."),
        (
            "kerb",
            "at = [50.0, 9.0]",
            "there is no crossing within 5 m of 50.00000, 9.00000; check the position.",
        ),
        (
            "stairs",
            "at = [50.0, 9.0]\nradius_metres = 40",
            (
                "there is no flight of stairs within 40 m of 50.00000, 9.00000; check "
                "the position."
            ),
        ),
        (
            "street",
            "way = 4\nat = [50.0, 9.0]",
            "no part of it is within 10 m of 50.00000, 9.00000; check the position.",
        ),
    ],
)
def test_says_once_what_an_entry_means_in_vain(
    town: Town, tmp_path: Path, section: str, place: str, sentence: str
) -> None:
    before = town.streets
    lines = {"kerb": 'kerb_cm = 1\ntactile_paving = "no"'}
    said = lines.get(section, 'width_cm = 90\ntactile_paving = "yes"')
    known = know(town, tmp_path, entry(section, place, said))
    line = 3 + place.count("\n")
    assert sentences(known, tmp_path) == [f"facts.toml, line {line}: {sentence}"]
    assert same(town.streets, before) and len(known.facts) == 0


def test_one_wrong_way_of_several_is_told(town: Town, tmp_path: Path) -> None:
    known = know(town, tmp_path, entry("street", "way = [4, 77]", 'lit = "yes"'))
    assert town.get("a", "b", "lit") == YES and len(known.warnings) == 1


def test_residents_are_overridden_by_a_later_statement_of_the_town(
    town: Town, tmp_path: Path
) -> None:
    from maas_feeds.facts import apply_claims

    from .town import claims_of, transit_of

    (official,) = claims_of(tmp_path, entry("street", "way = 4", "width_cm = 100"))
    for days, width in ((-1, 100), (0, 100), (1, 70)):
        resident = replace(official, value=70.0, day=official.day + days, residents=3)
        known = apply_claims(
            [resident, official], town.streets, transit_of(tmp_path), {}, []
        )
        (edge,) = town.edges("a", "b")
        assert known.streets.width_cm[edge] == width
        assert about(known, "edge", edge)["width_cm"].residents == (3 * (width == 70))


def test_residents_who_differ_stop_nothing(town: Town, tmp_path: Path) -> None:
    from maas_feeds.facts import apply_claims

    from .town import claims_of, transit_of

    claims = [
        replace(claim, residents=3)
        for claim in claims_of(
            tmp_path,
            entry("street", "way = 4", "width_cm = 100")
            + entry("street", at(150, 10), "width_cm = 70"),
        )
    ]
    known = apply_claims(claims, town.streets, transit_of(tmp_path), {}, [])
    (edge,) = town.edges("a", "b")
    assert known.streets.width_cm[edge] == 100
    assert "width_cm = 70, but" in known.warnings[0] and len(known.warnings) == 1
