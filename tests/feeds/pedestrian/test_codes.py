"""One case for each row of the code tables, and for each number beside a class."""

from __future__ import annotations

import math
from datetime import date
from pathlib import Path

import pytest

from maas.streets.graph import (
    Crossing,
    EdgeKind,
    EdgeSource,
    SlopeSource,
    Smoothness,
)

from .town import link, network, value

NAN = math.nan
UNKNOWN, YES, NO, LIMITED = 0, 1, 2, 3


def same(found: float, wanted: float) -> bool:
    return found == wanted or (math.isnan(found) and math.isnan(wanted))


@pytest.mark.parametrize(
    "code, kind",
    [
        (1, EdgeKind.SIDEWALK),
        (2, EdgeKind.STREET),
        (3, EdgeKind.CROSSING),
        (4, EdgeKind.CROSSING),
        (5, EdgeKind.FOOTWAY),
        (6, EdgeKind.FOOTWAY),
        (7, EdgeKind.CORRIDOR),
        (8, EdgeKind.FOOTWAY),
        (99, EdgeKind.FOOTWAY),
    ],
)
@pytest.mark.parametrize("edition", [2018, 2024])
def test_rt_struct(code: int, kind: EdgeKind, edition: int, tmp_path: Path) -> None:
    found = link(f"rt_struct={code} route_type=1", tmp_path, edition)
    assert EdgeKind(value(found, "kind")) == kind
    assert value(found, "source") == EdgeSource.NETWORK
    assert value(found, "raised") == (code in (5, 6, 7)), "the ground is elsewhere"


@pytest.mark.parametrize(
    "code, kind",
    [
        (1, EdgeKind.SIDEWALK),
        (2, EdgeKind.MOVING_WALKWAY),
        (3, EdgeKind.SIDEWALK),
        (4, EdgeKind.LIFT),
        (5, EdgeKind.ESCALATOR),
        (6, EdgeKind.STEPS),
        (7, EdgeKind.SIDEWALK),
        (99, EdgeKind.SIDEWALK),
    ],
)
@pytest.mark.parametrize("edition", [2018, 2024])
def test_route_type(code: int, kind: EdgeKind, edition: int, tmp_path: Path) -> None:
    found = link(f"rt_struct=1 route_type={code}", tmp_path, edition)
    assert EdgeKind(value(found, "kind")) == kind


@pytest.mark.parametrize("structure", [5, 99])
def test_what_is_inside_is_a_corridor(structure: int, tmp_path: Path) -> None:
    found = link(f"rt_struct={structure} route_type=1", tmp_path, ends="in_out=3")
    assert EdgeKind(value(found, "kind")) == EdgeKind.CORRIDOR


@pytest.mark.parametrize(
    "code, forward, backward",
    [(1, True, True), (2, True, False), (3, False, True), (99, True, True)],
)
def test_direction(code: int, forward: bool, backward: bool, tmp_path: Path) -> None:
    found = link(f"direction={code}", tmp_path)
    assert value(found, "forward") is forward and value(found, "backward") is backward


@pytest.mark.parametrize("route_type", [2, 5])
def test_what_conveys_nobody_knows_where_is_left_out(
    route_type: int, tmp_path: Path
) -> None:
    found = network(
        f"""
        node a 0 0
        node b 10 0
        link walk a b
        link up a b route_type={route_type} direction=99
        """,
        tmp_path,
    )
    assert len(found.draft) == 1
    assert any("link up (record 2) conveys" in said for said in found.warnings)


@pytest.mark.parametrize(
    "code, cm", [(1, 0.0), (2, 100.0), (3, 200.0), (4, 300.0), (99, NAN)]
)
@pytest.mark.parametrize("edition", [2018, 2024])
def test_width_is_what_is_certain(
    code: int, cm: float, edition: int, tmp_path: Path
) -> None:
    assert same(value(link(f"width={code}", tmp_path, edition), "width_cm"), cm)


@pytest.mark.parametrize("code, cm", [(1, NAN), (2, 100.0)])
def test_a_lift_narrower_than_a_metre_may_be_wide_enough(
    code: int, cm: float, tmp_path: Path
) -> None:
    found = link(f"route_type=4 elevator=3 width={code}", tmp_path)
    assert same(value(found, "width_cm"), cm)


@pytest.mark.parametrize(
    "edition, code, up, down, mean",
    [
        (2018, 1, 5.0, 5.0, NAN),
        (2018, 2, 100.0, 0.0, 5.0),
        (2018, 3, 0.0, 100.0, -5.0),
        (2018, 99, NAN, NAN, NAN),
        (2024, 1, 0.0, 0.0, 0.0),
        (2024, 2, 5.0, 5.0, NAN),
        (2024, 3, 8.0, 0.0, 8.0),
        (2024, 4, 0.0, 8.0, -8.0),
        (2024, 5, 18.0, 0.0, 18.0),
        (2024, 6, 0.0, 18.0, -18.0),
        (2024, 7, 100.0, 0.0, 18.0),
        (2024, 8, 0.0, 100.0, -18.0),
        (2024, 99, NAN, NAN, NAN),
    ],
)
def test_vtcl_slope(
    edition: int, code: int, up: float, down: float, mean: float, tmp_path: Path
) -> None:
    found = link(f"rt_struct=1 vtcl_slope={code}", tmp_path, edition)
    assert same(value(found, "steepest_up"), up)
    assert same(value(found, "steepest_down"), down)
    assert same(value(found, "mean_slope"), mean)
    source = SlopeSource.NONE if code == 99 else SlopeSource.NETWORK
    assert value(found, "slope_source") == source


@pytest.mark.parametrize(
    "edition, code, cm",
    [
        (2018, 1, 2.0),
        (2018, 2, 100.0),
        (2018, 99, NAN),
        (2024, 1, 0.0),
        (2024, 2, 2.0),
        (2024, 3, 5.0),
        (2024, 4, 10.0),
        (2024, 5, 100.0),
        (2024, 99, NAN),
    ],
)
def test_lev_diff(edition: int, code: int, cm: float, tmp_path: Path) -> None:
    assert same(value(link(f"lev_diff={code}", tmp_path, edition), "kerb_cm"), cm)


@pytest.mark.parametrize("route_type", [5, 6])
def test_the_steps_of_stairs_are_no_kerbs_and_no_slope(
    route_type: int, tmp_path: Path
) -> None:
    fields = f"route_type={route_type} direction=2 vtcl_slope=7 lev_diff=5"
    found = link(fields, tmp_path)
    assert math.isnan(value(found, "kerb_cm"))
    assert math.isnan(value(found, "steepest_up"))
    assert value(found, "rises") == 1 and value(found, "steps") == -1


@pytest.mark.parametrize(
    "structure, code, crossing, button",
    [
        (3, 1, Crossing.MARKED, UNKNOWN),
        (4, 1, Crossing.UNMARKED, UNKNOWN),
        (3, 2, Crossing.SIGNALS, UNKNOWN),
        (3, 3, Crossing.SIGNALS, YES),
        (3, 4, Crossing.SIGNALS, NO),
        (4, 4, Crossing.SIGNALS, NO),
        (3, 99, Crossing.UNKNOWN, UNKNOWN),
        (4, 99, Crossing.UNKNOWN, UNKNOWN),
    ],
)
def test_tfc_signal(
    structure: int, code: int, crossing: Crossing, button: int, tmp_path: Path
) -> None:
    found = link(f"rt_struct={structure} tfc_signal={code}", tmp_path)
    assert Crossing(value(found, "crossing")) == crossing
    assert value(found, "signal_button") == button
    assert value(found, "crossing_metres") == pytest.approx(10.0, abs=0.01)


def test_a_signal_beside_a_crossing_is_said(tmp_path: Path) -> None:
    found = link("rt_struct=1 tfc_signal=4 tfc_s_type=2", tmp_path)
    assert value(found, "crossing") == Crossing.NONE
    assert value(found, "signal_sound") == UNKNOWN
    assert any("is no crossing" in said for said in found.warnings)


@pytest.mark.parametrize("code, sound", [(1, NO), (2, YES), (3, YES), (99, UNKNOWN)])
def test_tfc_s_type(code: int, sound: int, tmp_path: Path) -> None:
    found = link(f"rt_struct=3 tfc_signal=4 tfc_s_type={code}", tmp_path)
    assert value(found, "signal_sound") == sound


@pytest.mark.parametrize("code, fact", [(1, NO), (2, YES), (99, UNKNOWN)])
@pytest.mark.parametrize(
    "name, column", [("brail_tile", "tactile_paving"), ("roof", "covered")]
)
def test_brail_tile_and_roof(
    name: str, column: str, code: int, fact: int, tmp_path: Path
) -> None:
    assert value(link(f"{name}={code}", tmp_path), column) == fact


@pytest.mark.parametrize(
    "code, wheelchair",
    [(1, UNKNOWN), (2, LIMITED), (3, YES), (4, LIMITED), (5, YES), (99, UNKNOWN)],
)
def test_elevator(code: int, wheelchair: int, tmp_path: Path) -> None:
    found = link(f"route_type=4 elevator={code}", tmp_path)
    assert value(found, "wheelchair") == wheelchair
    assert value(found, "seconds") == 60.0
    assert any("elevator = 1" in said for said in found.warnings) is (code == 1)


def test_an_elevator_where_no_lift_is_is_said(tmp_path: Path) -> None:
    found = link("route_type=6 elevator=5", tmp_path)
    assert value(found, "wheelchair") == UNKNOWN
    assert any("is no lift" in said for said in found.warnings)


@pytest.mark.parametrize(
    "code, fact", [(1, NO), (2, YES), (3, YES), (4, YES), (99, UNKNOWN)]
)
def test_handrail(code: int, fact: int, tmp_path: Path) -> None:
    found = link(f"route_type=6 handrail={code}", tmp_path)
    assert value(found, "handrail") == fact


@pytest.mark.parametrize(
    "code, smoothness",
    [
        (1, Smoothness.INTERMEDIATE),
        (2, Smoothness.BAD),
        (99, Smoothness.UNKNOWN),
    ],
)
def test_condition(code: int, smoothness: Smoothness, tmp_path: Path) -> None:
    found = link(f"condition={code}", tmp_path)
    assert Smoothness(value(found, "smoothness")) == smoothness


@pytest.mark.parametrize("code, private", [(1, 0), (2, 1), (3, 1), (99, 0)])
def test_tfc_restr(code: int, private: int, tmp_path: Path) -> None:
    assert value(link(f"tfc_restr={code}", tmp_path), "private") == private


@pytest.mark.parametrize(
    "code, indoor", [(1, NO), (2, UNKNOWN), (3, YES), (99, UNKNOWN)]
)
def test_in_out(code: int, indoor: int, tmp_path: Path) -> None:
    found = link("rt_struct=8", tmp_path, ends=f"in_out={code}")
    assert value(found, "indoor") == indoor


@pytest.mark.parametrize(
    "fields, column, wanted, said",
    [
        ("w_min=1.2", "width_cm", 120.0, ""),
        ("width=2 w_min=1.2", "width_cm", 120.0, ""),
        ("width=3 w_min=1.2", "width_cm", 120.0, "the narrower counts"),
        ("width=1 w_min=1.2", "width_cm", 0.0, "the narrower counts"),
        ("width=2 w_min=99", "width_cm", 100.0, ""),
        ("levDif_max=4", "kerb_cm", 4.0, ""),
        ("lev_diff=3 levDif_max=4", "kerb_cm", 4.0, ""),
        ("lev_diff=5 levDif_max=16", "kerb_cm", 16.0, ""),
        ("lev_diff=2 levDif_max=4", "kerb_cm", 4.0, "the higher counts"),
        ("lev_diff=3 levDif_max=1", "kerb_cm", 5.0, "the higher counts"),
        ("vSlope_max=6", "steepest_up", 6.0, ""),
        ("vSlope_max=6", "steepest_down", 6.0, ""),
        ("vtcl_slope=4 vSlope_max=6", "steepest_down", 6.0, ""),
        ("vtcl_slope=4 vSlope_max=6", "mean_slope", -6.0, ""),
        ("vtcl_slope=7 vSlope_max=20", "steepest_up", 20.0, ""),
        ("vtcl_slope=3 vSlope_max=12", "steepest_up", 12.0, "the steeper counts"),
        ("vtcl_slope=3 vSlope_max=2", "steepest_up", 8.0, "the steeper counts"),
        ("hSlope_max=3", "cross_slope_percent", 3.0, ""),
        ("route_type=6 stair=12", "steps", 12, ""),
        ("maint_date=2025-10-17", "dated", date(2025, 10, 17).toordinal(), ""),
        ("maint_date=20251017", "dated", date(2025, 10, 17).toordinal(), ""),
        ("maint_date=99", "dated", 0, ""),
        ("maint_date=soon", "dated", 0, "no date"),
    ],
)
def test_numbers_make_classes_exact(
    fields: str, column: str, wanted: float, said: str, tmp_path: Path
) -> None:
    found = link(f"rt_struct=1 {fields}", tmp_path)
    assert value(found, column) == wanted
    assert (
        any(said in warning for warning in found.warnings)
        if said
        else (not found.warnings)
    )


@pytest.mark.parametrize(
    "name",
    [
        "rt_struct",
        "route_type",
        "direction",
        "width",
        "vtcl_slope",
        "lev_diff",
        "tfc_signal",
        "tfc_s_type",
        "brail_tile",
        "elevator",
        "roof",
        "condition",
        "handrail",
        "tfc_restr",
    ],
)
def test_an_unknown_code_is_said_and_not_known(name: str, tmp_path: Path) -> None:
    known = link(f"{name}=99", tmp_path).draft.stretches
    found = link(f"{name}=42", tmp_path)
    (said,) = found.warnings
    assert said == (
        f"link.geojson: link l (record 1) has the unknown code {name} = 42, read as "
        "not known."
    )
    for column, values in found.draft.stretches.items():
        assert same(values[0].item(), known[column][0].item()), column
