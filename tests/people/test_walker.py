"""The profile ``walker`` goes as a question for nobody in particular goes."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from maas.people.catalog import get_person
from maas.streets.graph import EdgeKind, Streets
from maas.streets.verdict import judge
from maas.streets.walking import edge_seconds
from maas.units import WALK_METRES_PER_SECOND
from maas_feeds.osm import build_streets, no_pathways, no_stops

PORTO_ALEGRE = Path(__file__).parents[3] / "shared/data/porto_alegre/poa_osm.pbf"


@pytest.fixture(scope="module")
def streets() -> Streets:
    if not PORTO_ALEGRE.exists():
        pytest.skip(f"{PORTO_ALEGRE} is not there")
    built, _ = build_streets([PORTO_ALEGRE], (), no_stops(), no_pathways())
    return built


def test_takes_the_same_seconds_on_all_but_stairs(streets: Streets) -> None:
    walker = judge(streets, get_person("walker"))
    stairs = streets.kind == EdgeKind.STEPS
    assert 0 < stairs.sum() < streets.edge_count / 10
    np.testing.assert_array_equal(
        walker.seconds[~stairs], edge_seconds(streets, WALK_METRES_PER_SECOND)[~stairs]
    )
    assert walker.possible.all() and walker.certain.all()
