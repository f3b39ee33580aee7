"""The same door-to-door journeys through our planner, pynigiri and ferrobus.

    python -m benchmarks.peers --city DIR [--depart T] [--pairs 1000] [--json]

Each peer lives in its own virtual environment under ``.venv-peers/``, made on demand;
one that cannot be installed is left out with a word. All are asked in one run, block
by block in turns. CPU seconds, all threads.

What each is given:

* ours: the built city; ``plan`` does everything, walking searches included, and gives
  the whole Pareto set with unrestricted walking.
* pynigiri: our timetable as GTFS, walks between stops of up to ``--walk-minutes`` as
  transfers.txt, and for each pair the walks to and from the stops in that reach and the
  time of the direct walk as its upper bound. Only its ``route`` is timed: the walking
  searches are done for it, and its times are whole minutes.
* ferrobus: our timetable as GTFS and the OSM file, with ``--walk-minutes`` for walks
  between stops and to stops. Its ``find_route`` is timed alone; making the two points
  (its walking searches) is timed apart.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from maas.errors import MaasError

from ..report import print_json
from ..towns import open_town
from .describe import describe
from .environments import PEERS
from .measure import Options, measure
from .turns import WorkerFailed


def main(argv: Sequence[str] | None = None) -> int:
    """Run the comparison."""
    options = _options(argv)
    try:
        with open_town(options.city) as town, tempfile.TemporaryDirectory() as scratch:
            result = measure(town, Path(scratch), options)
    except (MaasError, WorkerFailed) as error:
        print(error, file=sys.stderr)
        return 1
    if options.json:
        print_json(result)
    else:
        print(describe(result))
    return 0


def _options(argv: Sequence[str] | None) -> Options:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.peers",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--city", type=Path, required=True, metavar="DIR")
    parser.add_argument(
        "--depart",
        type=datetime.fromisoformat,
        help="local time, as 2019-05-13T13:00; default: the busiest day and hour",
    )
    parser.add_argument("--pairs", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--osm", type=Path, help="for ferrobus, with a built city")
    parser.add_argument("--walk-minutes", type=int, default=20)
    parser.add_argument(
        "--walk-speed",
        type=float,
        default=1.4,
        help="metres per second; default 1.4, which ferrobus cannot change",
    )
    parser.add_argument("--max-boardings", type=int, default=8)
    parser.add_argument(
        "--peers", nargs="*", choices=sorted(PEERS), default=list(PEERS)
    )
    parser.add_argument("--json", action="store_true")
    return Options(**vars(parser.parse_args(argv)))


if __name__ == "__main__":
    sys.exit(main())
