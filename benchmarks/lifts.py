"""How long it takes until plans heed a report of lifts out of service.

    python -m benchmarks.lifts --city DIR [--reports 100] [--json]

``DIR`` as in ``benchmarks.journeys``. A report names every lift and escalator of the
city, and as many other ways as make up ``--items``; it is read from JSON, its edges are
found, and its closures take the place of those before. CPU of one process; checking the
operator's token and HTTP itself are not in it.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np

from maas.city import City
from maas.errors import MaasError
from maas.streets.closures import LIFTED, Closures, OsmRef, PathwayRef, Ref, close
from maas_feeds.lifts import parse_lifts

from .report import milliseconds, print_json, progress, table
from .timing import Spread, cpu_of
from .towns import open_town


def main(argv: Sequence[str] | None = None) -> int:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.lifts",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--city", type=Path, required=True)
    parser.add_argument("--reports", type=int, default=100)
    parser.add_argument("--items", type=int, nargs="+", default=[1, 100, 1000])
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(argv)
    try:
        with open_town(options.city) as town:
            city = City.open(town.folder)
    except MaasError as error:
        print(error, file=sys.stderr)
        return 1
    found = {
        count: measure(city, count, options.reports)
        for count in progress(options.items, "closing lifts")
    }
    if options.json:
        results = [
            {"items": n, "closed_edges": edges} | spread.milliseconds()
            for n, (edges, spread) in found.items()
        ]
        print_json({"street_edges": city.streets.edge_count, "reports": results})
        return 0
    print(f"{city.name}: {city.streets.edge_count:,} edges")
    rows = [
        [f"{n:,}", f"{edges:,}", milliseconds(spread.median), milliseconds(spread.p95)]
        for n, (edges, spread) in found.items()
    ]
    print(table(["items", "edges closed", "median ms", "p95 ms"], rows))
    return 0


def measure(city: City, items: int, reports: int) -> tuple[int, Spread]:
    """Return how many edges a report of so many items closes, and what it costs."""
    zone = ZoneInfo(city.timezone)
    body = _body(some_lifts(city, items))
    pathways = city.pathway_index  # made once, when the server starts

    def heed() -> Closures:
        _, outages = parse_lifts(body, zone)
        closures, unmatched = close(city.streets, pathways, outages)
        assert not unmatched
        return closures

    edges = len(heed().edges())
    return edges, Spread.of([cpu_of(heed)[1] for _ in range(reports)])


def some_lifts(city: City, most: int) -> list[Ref]:
    """Every lift and escalator of a city, then other ways, up to so many."""
    streets = city.streets
    lifted = np.isin(streets.kind, LIFTED)
    tail = streets.node_osm[streets.edge_from[lifted]]
    head = streets.node_osm[streets.edge_to[lifted]]
    nodes = tail[(tail == head) & (tail > 0)]
    rows = {row: ref for ref, row in city.pathway_index.items()}
    way, other = streets.osm_way[lifted], streets.osm_way[~lifted]
    found: list[Ref] = [OsmRef("node", n) for n in np.unique(nodes).tolist()]
    found += [OsmRef("way", n) for n in np.unique(way[way > 0]).tolist()]
    for row in np.unique(streets.pathway[lifted]).tolist():
        found += [PathwayRef(*rows[row])] if row >= 0 else []
    found += [OsmRef("way", n) for n in np.unique(other[other > 0]).tolist()]
    return found[:most]


def _body(refs: Sequence[Ref]) -> bytes:
    start, end = "2026-05-01T09:00", "2026-05-01T15:00"
    state = {"from": start, "to": end, "state": "out_of_service"}
    return json.dumps([{"id": str(ref)} | state for ref in refs]).encode()


if __name__ == "__main__":
    raise SystemExit(main())
