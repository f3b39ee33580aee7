"""Rambles through a real town, rich in levels, lifts and kerbs, told to everybody."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random
from xml.etree import ElementTree

import numpy as np
import pytest

from maas.city import City
from maas.journeys.itinerary import Piece, Point, Walk, WalkKind
from maas.journeys.saying import LANGUAGES, Kind, Teller, ssml
from maas_feeds.osm import build_streets, no_pathways, no_stops
from tests.kernel import city_of
from tests.text import feed

from .cases import BLIND, DEAF, LOST, WHEELCHAIR
from .ways import EIGHT

DATA = Path(__file__).parents[4] / "shared" / "data" / "frankfurt"
RAMBLES, EDGES = 90, 30


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> City:
    files = sorted(DATA.glob("*.osm.pbf"))
    if not files:
        pytest.skip(f"{DATA} is not there: no real town to ramble in")
    folder = tmp_path_factory.mktemp("feed")
    bus = feed(folder, "red A B\n 1 8:00 8:10")
    streets, _ = build_streets(files, (), no_stops(), no_pathways())
    bare = replace(streets, stop_node=np.full(2, -1, dtype=np.int32))
    return replace(city_of(bus.folder, {}), streets=bare, languages=("de",))


def ramble(city: City, chance: Random) -> Walk:
    """Some edges in a row, with no turning back but in a dead end."""
    streets = city.streets
    # Begin where it is interesting: at a lift, stairs or a crossing every other time.
    special = np.flatnonzero(np.isin(streets.kind, (3, 4, 5, 6)))
    every = special if chance.random() < 0.5 else np.arange(streets.edge_count)
    edge = int(every[chance.randrange(len(every))])
    way = [edge]
    for _ in range(EDGES):
        node = int(streets.edge_to[edge])
        out = list(range(streets.edge_at[node], streets.edge_at[node + 1]))
        onward = [one for one in out if one != streets.edge_twin[edge]] or out
        if not onward:
            break
        edge = chance.choice(onward)
        way.append(edge)
    pieces = tuple(
        Piece(
            edge,
            0.0,
            1.0,
            float(streets.metres[edge]),
            10,
            wait_seconds=chance.choice((0, 0, 0, 0, 0, 60)),
            rest_seconds=chance.choice((0, 0, 0, 0, 0, 120)),
        )
        for edge in way
    )
    start, end = streets.edge_from[way[0]], streets.edge_to[way[-1]]
    seconds = sum(p.seconds + p.wait_seconds + p.rest_seconds for p in pieces)
    return Walk(
        WalkKind.DIRECT,
        Point("", float(streets.node_lat[start]), float(streets.node_lon[start])),
        Point("", float(streets.node_lat[end]), float(streets.node_lon[end])),
        EIGHT,
        EIGHT + timedelta(seconds=seconds),
        sum(piece.metres for piece in pieces),
        False,
        path=pieces,
    )


def test_whatever_way_is_told_whole(city: City) -> None:
    teller, chance = Teller(city), Random(1)
    met: set[Kind] = set()
    for number in range(RAMBLES):
        walk = ramble(city, chance)
        language = list(LANGUAGES)[number % len(LANGUAGES)]
        for someone in (None, WHEELCHAIR, BLIND, DEAF, LOST):
            told = teller.instructions(walk, someone, language)
            met |= {one.kind for one in told}
            ElementTree.fromstring(ssml(told, language).encode())
            assert sum(one.metres for one in told) == pytest.approx(walk.metres)
            assert sum(one.seconds for one in told) == walk.seconds
            assert sum(one.kind is Kind.UNKNOWN for one in told) <= 1
            for one in told:
                assert "".join(text for text, _ in one.ruby) == one.text
            assert teller.summary(walk, someone, language)
    # A town as it is has all of these.
    assert met >= {
        Kind.STEPS,
        Kind.LIFT,
        Kind.ESCALATOR,
        Kind.CROSSING,
        Kind.ENTER,
        Kind.EXIT,
        Kind.SURFACE,
        Kind.TACTILE,
        Kind.UNKNOWN,
    }
