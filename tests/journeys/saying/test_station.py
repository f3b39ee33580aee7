"""Through a station by its pathways: entrance, gate, signs, lift, platform."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from maas.city import City
from maas.columns import Strings
from maas.journeys.itinerary import Piece, Point, Walk, WalkKind
from maas.journeys.saying import instructions
from maas.transit.tables import Levels, Pathways
from tests.feeds.osm.town import Town, pathway, pathways, stops_at
from tests.kernel import city_of
from tests.text import feed

from .ways import EIGHT, lines

STOPS = ("駅", "北口", "", "", "", "ホーム")
KINDS = (1, 2, 3, 3, 3, 0)
SPOTS = ((50.0, 10.0), (0.0, 10.0), (20.0, 10.0), (24.0, 10.0), (60.0, 10.0))
LEVELS = (0.0, 0.0, 0.0, 0.0, 0.0, -1.0)
# From the entrance 20 m to the gate, through it, 36 m to the lift, down to the platform.
WAYS = (
    pathway(1, 2, 1, metres=20),
    pathway(2, 3, 6, metres=4),
    pathway(3, 4, 1, metres=36),
    pathway(4, 5, 5, seconds=45),
)
SIGNS = ("", "", "1番線", "")
BACK_SIGNS = ("", "", "北口改札", "")


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> City:
    folder = tmp_path_factory.mktemp("station")
    spots = (*SPOTS, SPOTS[-1])
    stops = stops_at(*spots, kind=KINDS, parent=(-1, 0, 0, 0, 0, 0), level=LEVELS)
    town = Town(
        """
        node a -60 0
        node b 60 0
        way a b highway=residential name=駅前通り
        """,
        folder,
        stops,
        pathways(*WAYS),
    )
    names = [f"s{i}" for i in range(len(STOPS))]
    bus = feed(folder / "gtfs", f"red {' '.join(names)}\n 1" + " 8:00" * len(names))
    made = city_of(bus.folder, {}, timezone="Asia/Tokyo")
    count = len(WAYS)
    table = Pathways(
        pathway_id=Strings.of(f"p{i}" for i in range(count)),
        from_stop=np.array([int(w["from_stop"]) for w in WAYS], dtype=np.int32),
        to_stop=np.array([int(w["to_stop"]) for w in WAYS], dtype=np.int32),
        mode=np.array([int(w["mode"]) for w in WAYS], dtype=np.int8),
        bidirectional=np.ones(count, dtype=np.int8),
        metres=np.full(count, np.nan, dtype=np.float32),
        seconds=np.full(count, -1, dtype=np.int32),
        stairs=np.zeros(count, dtype=np.int32),
        max_slope=np.full(count, np.nan, dtype=np.float32),
        min_width_metres=np.full(count, np.nan, dtype=np.float32),
        signposted=Strings.of(SIGNS),
        reversed_signposted=Strings.of(BACK_SIGNS),
    )
    return replace(
        made,
        languages=("ja",),
        streets=town.streets,
        pathways=table,
        levels=Levels(
            Strings.of(["L0", "L1"]),
            np.array([0, -1], dtype=np.float32),
            Strings.of(["改札階", "地下ホーム"]),
        ),
        stops=replace(
            made.stops,
            name=Strings.of(STOPS),
            lat=stops.lat,
            lon=stops.lon,
            location_type=np.array(KINDS, dtype=np.int8),
            parent=np.array([-1, 0, 0, 0, 0, 0], dtype=np.int32),
            level=np.array([0, 0, 0, 0, 0, 1], dtype=np.int32),
        ),
    )


def walk(city: City, *stops: int) -> Walk:
    """From stop to stop along pathways, and from the street to the first or last."""
    streets = city.streets
    nodes = [int(streets.stop_node[stop]) for stop in stops]
    pieces = []
    for tail, head in pairwise(nodes):
        (edge,) = np.flatnonzero(
            (streets.edge_from == tail) & (streets.edge_to == head)
        ).tolist()
        pieces.append(Piece(edge, 0.0, 1.0, float(streets.metres[edge]), 10))
    out = [
        edge
        for edge in range(streets.edge_count)
        if streets.name[edge] >= 0 and streets.shape_forward[edge]
    ]
    link = [
        edge
        for edge in range(streets.edge_at[nodes[0]], streets.edge_at[nodes[0] + 1])
        if streets.kind[edge] == 10
    ]
    if link:  # the entrance: come from the street
        twin = int(streets.edge_twin[link[0]])
        before = [e for e in out if streets.edge_to[e] == streets.edge_from[twin]]
        pieces = [
            Piece(edge, 0.0, 1.0, float(streets.metres[edge]), 10)
            for edge in (*before, twin)
        ] + pieces
    return Walk(
        WalkKind.ACCESS,
        Point("", 0.0, 0.0),
        Point("ホーム", 0.0, 0.0),
        EIGHT,
        EIGHT,
        sum(piece.metres for piece in pieces),
        False,
        path=tuple(pieces),
    )


def test_from_the_street_to_the_platform(city: City) -> None:
    assert lines(instructions(city, walk(city, 1, 2, 3, 4, 5), None, "ja")) == [
        "depart: 駅前通りを東へ約70m進みます。",
        "enter: 「北口」から入ります。",
        "right: 右に曲がり、連絡通路を約20m進みます。",
        "gate: 改札口を入ります。",
        "straight: そのまま連絡通路を約40m進みます。「1番線」の案内表示に従ってください。",
        "lift: エレベーターで改札階から地下ホームへ行きます。",
        "arrive: 「ホーム」に到着です。",
    ]


def test_the_other_way_goes_out_and_by_other_signs(city: City) -> None:
    told = lines(instructions(city, walk(city, 5, 4, 3, 2, 1), None, "en"))
    # No level has an English name: floors are counted.
    assert told[0] == "lift: Take the lift from basement floor 1 to floor 1."
    assert told[1].endswith("Follow the signs to 北口改札.")
    assert told[2] == "gate: Go out through the ticket gate."


def test_signs_are_translated_where_the_feed_does(city: City) -> None:
    row = {
        "table": "pathways",
        "field": "signposted_as",
        "language": "en",
        "text": "Track 1",
        "record_id": "",
        "field_value": "1番線",
    }
    kept = {
        f"f/translations.txt/{key}": Strings.of([text]) for key, text in row.items()
    }
    told = lines(
        instructions(replace(city, kept=kept), walk(city, 1, 2, 3, 4, 5), None, "en")
    )
    assert any(line.endswith("Follow the signs to Track 1.") for line in told)
