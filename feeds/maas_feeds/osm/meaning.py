"""What OSM tags mean for feet and wheels: the table.

Each row is one combination of tags, one column of ``Streets`` and its value; one test
case stands for each. Source of every key: its page in the OSM wiki
(https://wiki.openstreetmap.org/wiki/Key:NAME). What no row speaks of is not known. Who
may walk where, and which way round, is in ``access``; when, in ``hours``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from maas.streets.graph import Barrier, Crossing, Smoothness, Surface

from .tables import Row, Table, highest, lowest
from .values import (
    LIMITED,
    NO,
    UNKNOWN,
    YES,
    kerb_height_cm,
    rise,
    slope_percent,
    steepest_down,
    steepest_up,
    step_count,
    width_cm,
)

KERB_CM: Final[dict[str, float]] = {
    "flush": 0.0,
    "no": 0.0,
    "lowered": 3.0,
    "rolled": 5.0,
    "raised": 12.0,
}
"""Heights of kerb=* without kerb:height.

OSM wiki, Key:kerb: flush 0 cm, lowered "about 3 cm", raised "more than 3 cm". 12 cm
stands in the middle of the 10 to 15 cm that are built; a rolled kerb has no height
there and counts as 5 cm, which no small front wheel climbs.
"""

KERBS: Final = (
    Row("kerb:height=*", "kerb_cm", kerb_height_cm),
    *(Row(f"kerb={word}", "kerb_cm", cm) for word, cm in KERB_CM.items()),
)

SURFACES: Final[dict[str, Surface]] = {
    "asphalt": Surface.ASPHALT,
    "chipseal": Surface.ASPHALT,
    "concrete": Surface.CONCRETE,
    "concrete:plates": Surface.CONCRETE,
    "concrete:lanes": Surface.CONCRETE,
    "paving_stones": Surface.PAVING_STONES,
    "paving_stones:lanes": Surface.PAVING_STONES,
    "bricks": Surface.PAVING_STONES,
    "brick": Surface.PAVING_STONES,
    "tiles": Surface.PAVING_STONES,
    "sett": Surface.SETT,
    "cobblestone:flattened": Surface.SETT,
    "cobblestone": Surface.COBBLESTONE,
    "unhewn_cobblestone": Surface.COBBLESTONE,
    "compacted": Surface.COMPACTED,
    "fine_gravel": Surface.FINE_GRAVEL,
    "gravel": Surface.GRAVEL,
    "pebblestone": Surface.GRAVEL,
    "shells": Surface.GRAVEL,
    "rock": Surface.GROUND,
    "stone": Surface.GROUND,
    "ground": Surface.GROUND,
    "dirt": Surface.GROUND,
    "dirt/sand": Surface.GROUND,
    "earth": Surface.GROUND,
    "soil": Surface.GROUND,
    "mud": Surface.GROUND,
    "woodchips": Surface.GROUND,
    "grass": Surface.GRASS,
    "grass_paver": Surface.GRASS,
    "sand": Surface.SAND,
    "wood": Surface.WOOD,
    "metal": Surface.METAL,
    "metal_grid": Surface.METAL,
    "unpaved": Surface.UNPAVED,
    "paved": Surface.PAVED,
    # Known words for what has no class of its own here.
    "clay": Surface.OTHER,
    "tartan": Surface.OTHER,
    "rubber": Surface.OTHER,
    "acrylic": Surface.OTHER,
    "plastic": Surface.OTHER,
    "carpet": Surface.OTHER,
    "glass": Surface.OTHER,
    "artificial_turf": Surface.OTHER,
    "stepping_stones": Surface.OTHER,
    "ice": Surface.OTHER,
    "snow": Surface.OTHER,
}

SMOOTHNESS: Final[dict[str, Smoothness]] = {
    item.name.lower(): item for item in Smoothness if item is not Smoothness.UNKNOWN
}

GROUND: Final = (
    *(Row(f"surface={word}", "surface", surface) for word, surface in SURFACES.items()),
    # A word nobody knows is not nothing: the ground is something else.
    Row("surface=!", "surface", Surface.OTHER),
    *(Row(f"smoothness={word}", "smoothness", at) for word, at in SMOOTHNESS.items()),
    Row("maxwidth:physical=*", "opening_cm", width_cm),
    Row("highway=elevator door:width=*", "width_cm", width_cm),
    Row("width=*", "width_cm", width_cm),
    Row("est_width=*", "width_cm", width_cm),
    Row("incline=*", "slope_percent", slope_percent),
    Row("incline=*", "steepest_up", steepest_up),
    Row("incline=*", "steepest_down", steepest_down),
    Row("incline=*", "rises", rise),
    Row("incline:across=*", "cross_slope_percent", slope_percent),
    Row("across_incline=*", "cross_slope_percent", slope_percent),
)

_ANY_RAMP = "yes|left|right|both|center"

STAIRS: Final = (
    Row("step_count=*", "steps", step_count),
    Row("ramp=no|separate", "ramp", NO),
    Row("ramp:wheelchair=yes|automatic|manual", "ramp", YES),
    # One drawn as a way of its own is no ramp on this way.
    Row("ramp:wheelchair=no|separate", "ramp", NO),
    # Most ramps of stairs are grooves for bicycles: without a word on wheelchairs
    # nobody knows.
    Row(f"ramp={_ANY_RAMP}", "ramp", UNKNOWN),
    Row("ramp=no|separate", "ramp_stroller", NO),
    Row("ramp:stroller=yes", "ramp_stroller", YES),
    Row("ramp:stroller=no|separate", "ramp_stroller", NO),
    Row("ramp:wheelchair=yes|automatic|manual", "ramp_stroller", YES),
    Row(f"ramp={_ANY_RAMP}", "ramp_stroller", UNKNOWN),
    Row("handrail=no", "handrail", NO),
    Row("handrail=yes|left|right|both|center", "handrail", YES),
    Row("handrail:left=yes", "handrail", YES),
    Row("handrail:right=yes", "handrail", YES),
    Row("handrail:center=yes", "handrail", YES),
    Row("handrail:both=yes", "handrail", YES),
    Row("handrail:left=no", "handrail", NO),
    Row("handrail:right=no", "handrail", NO),
    Row("handrail:center=no", "handrail", NO),
    Row("handrail:both=no", "handrail", NO),
)

_SIGNALS = "traffic_signals|pelican|toucan|puffin|pegasus"

CROSSINGS: Final = (
    Row(f"crossing={_SIGNALS} crossing:signals=no", "crossing", Crossing.MARKED),
    Row(f"crossing={_SIGNALS}", "crossing", Crossing.SIGNALS),
    Row("crossing=marked|zebra|uncontrolled", "crossing", Crossing.MARKED),
    Row("crossing=unmarked|informal", "crossing", Crossing.UNMARKED),
    Row("crossing:signals=yes|shared|separate", "crossing", Crossing.SIGNALS),
    Row("crossing_ref=pelican|toucan|puffin", "crossing", Crossing.SIGNALS),
    Row("crossing_ref=zebra", "crossing", Crossing.MARKED),
    Row("crossing:markings=no", "crossing", Crossing.UNMARKED),
    Row("crossing:markings=!no", "crossing", Crossing.MARKED),
    Row("crossing=!no", "crossing", Crossing.UNKNOWN),
    Row("highway=crossing", "crossing", Crossing.UNKNOWN),
    Row("crossing:island=yes", "crossing_island", YES),
    Row("crossing:island=no", "crossing_island", NO),
    Row("crossing=island", "crossing_island", YES),
    Row("traffic_calming=island", "crossing_island", YES),
    Row("button_operated=yes", "signal_button", YES),
    Row("button_operated=no", "signal_button", NO),
    Row("traffic_signals:sound=yes|walk", "signal_sound", YES),
    # "locate" helps to find the pole; green itself is not heard.
    Row("traffic_signals:sound=no|locate", "signal_sound", NO),
    Row("acoustic=yes", "signal_sound", YES),
    Row("acoustic=no", "signal_sound", NO),
    Row("traffic_signals:vibration=yes", "signal_vibration", YES),
    Row("traffic_signals:vibration=no", "signal_vibration", NO),
    Row("traffic_signals:floor_vibration=yes", "signal_vibration", YES),
)

UNDERFOOT: Final = (
    Row("tactile_paving=yes|contrasted", "tactile_paving", YES),
    # "incorrect" leads astray.
    Row("tactile_paving=no|incorrect", "tactile_paving", NO),
    # Passable at times, or under conditions: no more than that is known.
    Row("wheelchair:conditional=*", "wheelchair", LIMITED),
    Row("wheelchair=yes|designated|only", "wheelchair", YES),
    Row("wheelchair=no", "wheelchair", NO),
    Row("wheelchair=limited", "wheelchair", LIMITED),
)

SURROUNDINGS: Final = (
    Row("lit=yes|24/7|automatic|sunset-sunrise|dusk-dawn", "lit", YES),
    Row("lit=no|disused", "lit", NO),
    Row("highway=corridor", "indoor", YES),
    Row("indoor=yes|room|corridor|area", "indoor", YES),
    Row("indoor=no", "indoor", NO),
    Row("highway=corridor", "covered", YES),
    Row("indoor=yes|room|corridor|area", "covered", YES),
    Row("tunnel=!no", "covered", YES),
    Row("covered=yes|arcade|colonnade|roof", "covered", YES),
    Row("covered=no", "covered", NO),
    Row("railway=platform shelter=yes", "covered", YES),
    Row("public_transport=platform shelter=yes", "covered", YES),
    Row("highway=platform shelter=yes", "covered", YES),
)

BARRIERS: Final[dict[str, Barrier]] = {
    "bollard": Barrier.BOLLARD,
    "cycle_barrier": Barrier.CYCLE_BARRIER,
    "motorcycle_barrier": Barrier.CYCLE_BARRIER,
    "gate": Barrier.GATE,
    "wicket_gate": Barrier.GATE,
    "sliding_gate": Barrier.GATE,
    "hampshire_gate": Barrier.GATE,
    "bump_gate": Barrier.GATE,
    "door": Barrier.GATE,
    "lift_gate": Barrier.LIFT_GATE,
    "swing_gate": Barrier.LIFT_GATE,
    "stile": Barrier.STILE,
    "horse_stile": Barrier.STILE,
    "turnstile": Barrier.TURNSTILE,
    "full-height_turnstile": Barrier.TURNSTILE,
    "kissing_gate": Barrier.KISSING_GATE,
    "block": Barrier.BLOCK,
    "jersey_barrier": Barrier.BLOCK,
    "planter": Barrier.BLOCK,
    "boulder": Barrier.BLOCK,
    "log": Barrier.BLOCK,
    "debris": Barrier.BLOCK,
    "chain": Barrier.CHAIN,
    "rope": Barrier.CHAIN,
    "yes": Barrier.OTHER,
    "step": Barrier.OTHER,
    "cattle_grid": Barrier.OTHER,
    "horse_jump": Barrier.OTHER,
    "sally_port": Barrier.OTHER,
    "wall": Barrier.OTHER,
    "fence": Barrier.OTHER,
    "hedge": Barrier.OTHER,
    "retaining_wall": Barrier.OTHER,
    "city_wall": Barrier.OTHER,
    "ditch": Barrier.OTHER,
    "guard_rail": Barrier.OTHER,
    "handrail": Barrier.OTHER,
    "hand_rail": Barrier.OTHER,
    # Nothing stands in the way of feet and wheels.
    "kerb": Barrier.NONE,
    "entrance": Barrier.NONE,
    "toll_booth": Barrier.NONE,
    "border_control": Barrier.NONE,
    "height_restrictor": Barrier.NONE,
    "bus_trap": Barrier.NONE,
    "sump_buster": Barrier.NONE,
    "no": Barrier.NONE,
}

_CYCLE = "cycle_barrier|motorcycle_barrier"
_POSTS = "bollard|block|jersey_barrier|planter|boulder|log|debris|chain|rope"
_DOORS = (
    "gate|wicket_gate|sliding_gate|hampshire_gate|bump_gate|door|lift_gate|swing_gate|"
    "kissing_gate|turnstile|full-height_turnstile|stile|horse_stile|entrance|"
    "sally_port|yes"
)

OBSTACLES: Final = (
    *(Row(f"barrier={word}", "barrier", what) for word, what in BARRIERS.items()),
    Row("barrier=!", "barrier", Barrier.OTHER),
    Row("maxwidth:physical=*", "width_cm", width_cm),
    # Between two railings one turns: the room there and the gap beside them both count.
    Row(f"barrier={_CYCLE} opening=*", "width_cm", width_cm),
    Row(f"barrier={_CYCLE} spacing=*", "spacing_cm", width_cm),
    # A post's own width is not the gap beside it.
    Row(f"barrier={_POSTS} opening=*", "width_cm", width_cm),
    Row(f"barrier={_POSTS} spacing=*", "width_cm", width_cm),
    Row(f"barrier={_DOORS} opening=*", "width_cm", width_cm),
    Row(f"barrier={_DOORS} width=*", "width_cm", width_cm),
    Row("entrance=* door:width=*", "width_cm", width_cm),
    Row("entrance=* width=*", "width_cm", width_cm),
    Row("highway=elevator door:width=*", "width_cm", width_cm),
    Row("highway=elevator width=*", "width_cm", width_cm),
)

NOT_FOR_WHEELS: Final = (
    Row("barrier=stile|horse_stile", "wheelchair", NO),
    Row("barrier=turnstile|full-height_turnstile", "wheelchair", NO),
    Row("barrier=kissing_gate", "wheelchair", NO),
    Row("barrier=log|debris|step|horse_jump", "wheelchair", NO),
)
"""Barriers that wheels cannot pass, unless their wheelchair tag says so."""


def _mixed(surfaces: Sequence[float]) -> float:
    """Of several surfaces: their class where they share one, else something else."""
    return surfaces[0] if len(set(surfaces)) == 1 else float(Surface.OTHER)


_WORST: Final = {
    "kerb_cm": highest,
    "width_cm": lowest,
    "opening_cm": lowest,
    "spacing_cm": lowest,
    "surface": _mixed,
    "smoothness": highest,
    "crossing": lowest,
    "cross_slope_percent": highest,
    # Several slopes on one way: the steepest of each direction counts, and which one
    # holds where is not known.
    "steepest_up": highest,
    "steepest_down": highest,
}

WAY_TABLE: Final = Table((*KERBS, *GROUND, *UNDERFOOT, *SURROUNDINGS), _WORST)
STAIRS_TABLE: Final = Table(STAIRS, _WORST)
CROSSING_TABLE: Final = Table(CROSSINGS, _WORST)
POINT_TABLE: Final = Table((*KERBS, *UNDERFOOT, *NOT_FOR_WHEELS, *OBSTACLES), _WORST)
TABLES: Final = (WAY_TABLE, STAIRS_TABLE, CROSSING_TABLE, POINT_TABLE)
