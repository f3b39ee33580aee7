"""Small walks, and somebody to walk them: what the golden texts are told of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from maas.people.profile import Efforts, Limits, Person
from maas.streets.graph import RestPlace

from .ways import Map, person

WHEELCHAIR = person(
    must_know=("kerb", "slope_up"),
    limits=Limits(
        max_slope_up=12,
        max_kerb_cm=6,
        max_steps=0,
        min_width_cm=80,
        wheels="wheelchair",
        max_stretch_metres=500,
    ),
    efforts=Efforts(comfortable_up=4, comfortable_down=4),
)
BLIND = person(
    wants=("tactile", "sound"), limits=Limits(needs_sound=True, needs_tactile=True)
)
DEAF = person(wants=("no_voice",))
LOST = person(wants=("landmarks",))


@dataclass(frozen=True)
class Case:
    """A map, a way through it, and what is changed of its edges by hand."""

    streets: str
    way: str
    person: Person | None = None
    stops: tuple[tuple[str, float, float, int], ...] = ()
    changes: Mapping[tuple[str, str], Mapping[str, Any]] = field(default_factory=dict)
    rests: Mapping[str, RestPlace] = field(default_factory=dict)
    walk: Mapping[str, Any] = field(default_factory=dict)

    def map(self, folder: Path) -> Map:
        """Build it."""
        built = Map(folder, self.streets, self.stops)
        for (tail, head), columns in self.changes.items():
            built.change(tail, head, **columns)
        for node, bits in self.rests.items():
            built.city.streets.node_rest[built.town.node(node)] = bits
        return built


CROSSROADS = """
    node a 0 0
    node b 137 0
    node c 300 0
    node d 137 200
    way a b c highway=residential name=さくら通り
    way b d highway=residential name=もみじ通り
"""
SIGNALS = """
    node a 0 0
    node k 30 0
    node m 38 0
    node l 46 0
    node z 90 0
    node n 38 60
    node s 38 -60
    way a k highway=footway footway=sidewalk
    way k m l highway=footway footway=crossing
    way l z highway=footway footway=sidewalk
    way n m s highway=residential name=けやき通り
"""
HILL = """
    node a 0 0
    node b 100 0
    node c 160 0
    node d 230 0
    way a b highway=footway
    way b c highway=footway
    way c d highway=footway
"""
# Sums: a turn stands 137 m from the start, and 200 m + 7 m before the end. The crossing is
# 8 m + 8 m long; a hill of 60 m begins after 100 m and ends 70 m before the end; bus
# stops are passed after 70 m and 150 m later.
CASES: Mapping[str, Case] = {
    "a turn near a stop, and a destination beside the street": Case(
        CROSSROADS,
        "a b d",
        stops=(("桜橋", 140, -8, 0),),
        walk={"names": ("市役所", ""), "aside": (130, 200)},
    ),
    "stairs up and stairs of which little is known": Case(
        """
        node a 0 0
        node b 40 0
        node c 46 0
        node d 60 0
        node e 66 0
        node f 90 0
        way a b highway=footway
        way b c highway=steps incline=up step_count=12 handrail=yes
        way c d highway=footway
        way d e highway=steps
        way e f highway=footway
        """,
        "a b c d e f",
    ),
    "a crossing with signals, for somebody": Case(
        SIGNALS,
        "a k m l z",
        changes={
            ("k", "m"): {"crossing": 4, "crossing_island": 1, "signal_button": 1},
            ("m", "l"): {"crossing": 4, "crossing_island": 1, "signal_button": 1},
        },
    ),
    "the same for who cannot see": Case(
        SIGNALS,
        "a k m l z",
        BLIND,
        changes={
            ("a", "k"): {"tactile_paving": 1},
            ("k", "m"): {"crossing": 4, "signal_sound": 1, "signal_vibration": 1},
            ("m", "l"): {"crossing": 4, "signal_sound": 1, "signal_vibration": 1},
            ("l", "z"): {"tactile_paving": 2},
        },
    ),
    "the same for who cannot hear": Case(
        SIGNALS,
        "a k m l z",
        DEAF,
        changes={
            ("k", "m"): {"crossing": 4, "signal_sound": 1, "signal_vibration": 1},
            ("m", "l"): {"crossing": 4, "signal_sound": 1, "signal_vibration": 1},
        },
    ),
    "a hill, gravel, a kerb and a bench, on wheels": Case(
        HILL,
        "a b c d",
        WHEELCHAIR,
        changes={
            ("a", "b"): {"steepest_up": 0, "surface": 1, "width_cm": 200},
            ("b", "c"): {
                "steepest_up": 7.6,
                "surface": 8,
                "kerb_cm": 4,
                "width_cm": 90,
            },
        },
        rests={"c": RestPlace.BENCH | RestPlace.WHEELCHAIR_TOILET},
    ),
    "a rest, and a way that opens later": Case(
        HILL,
        "a b c d",
        rests={"b": RestPlace.BENCH},
        walk={"rests": {"b": 120}, "waits": {"c": 300}},
    ),
    "a lift that is out of service for a while": Case(
        """
        node a 0 0
        node l 50 0 highway=elevator level=0;1 name=東エレベーター
        node b 50 40
        way a l highway=footway level=0
        way l b highway=footway level=1
        """,
        "a l@0 l@1 b",
        walk={"waits": {"l@0": 600}},
    ),
    "an escalator down into a corridor": Case(
        """
        node a 0 0
        node b 40 0
        node c 60 0
        node d 60 30
        way a b highway=footway level=0
        way b c highway=steps conveying=forward incline=down
        way c d highway=corridor indoor=yes level=-1
        """,
        "a b c d",
        changes={("b", "c"): {"indoor": 1}},
    ),
    "landmarks for who loses the way": Case(
        CROSSROADS,
        "a b c",
        LOST,
        stops=(("図書館前", 70, 5, 0), ("桜橋", 220, -8, 0)),
        walk={"names": ("", "図書館")},
    ),
    "nothing but a straight line": Case(
        CROSSROADS, "b c", walk={"aside": (300, 100), "names": ("", "公園")}
    ),
    "a stile, a dark path, and a ramp beside stairs": Case(
        """
        node a 0 0
        node b 60 0
        node c 66 0
        node d 120 0
        way a b highway=footway
        way b c highway=steps incline=down step_count=8 ramp=yes
        way c d highway=footway
        """,
        "a b c d",
        person(
            limits=Limits(max_steps=0, wheels="wheelchair", needs_light=True),
            must_know=("lit",),
        ),
        changes={
            ("a", "b"): {"barrier": 1, "lit": 1},
            ("b", "c"): {"ramp": 1, "lit": 1},
            ("c", "d"): {"lit": 2},
        },
    ),
}
