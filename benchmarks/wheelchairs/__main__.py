"""The same pairs of places by Valhalla's wheelchair pedestrian and by our profile.

    python -m benchmarks.wheelchairs --osm FILE [--elevation TIF] [--pairs 200] [--json]

Valhalla lives in a virtual environment of its own under ``.venv-peers/``, made by a
Python that it is built for (``--python``). Both read the same OSM files; places are
junctions of the largest part of the streets. Every edge that Valhalla passes is judged
by our rules: what bars there is told with the tag that says so. Where both could go
either way, ``longer`` is what Valhalla's takes more at our person's pace, lifts not
counted.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from maas.errors import MaasError
from maas.people.catalog import find_person
from maas.people.profile import Policy
from maas.streets.verdict import judge
from maas_feeds.osm import build_streets, no_pathways, no_stops

from ..pairs import position, random_pairs
from ..peers.environments import Missing
from ..report import print_json, progress, say, table
from .asking import ask_valhalla, find_python
from .compare import Barrier, Compared, Comparer, Outcome
from .tags import Tags, off_feet, read_tags, told_by

MOST: Final = 20
"""Barriers shown to people; JSON has all."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the comparison."""
    options = _options(argv)
    try:
        result = measure(options)
    except (MaasError, Missing) as error:
        print(error, file=sys.stderr)
        return 1
    if options.json:
        print_json(result)
    else:
        print(describe(result))
    return 0


def _options(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.wheelchairs",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--osm", type=Path, nargs="+", required=True)
    parser.add_argument("--elevation", type=Path, nargs="*", default=[])
    parser.add_argument("--pairs", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--profile", default="manual_wheelchair")
    parser.add_argument(
        "--python", help="a Python of 3.12 or later, for Valhalla; default: on the path"
    )
    parser.add_argument("--json", action="store_true")
    return parser.parse_args(argv)


def measure(options: argparse.Namespace) -> dict[str, Any]:
    """Ask both for all pairs and compare."""
    person = find_person(options.profile)
    python = find_python(options.python)
    say("building our streets")
    streets, _ = build_streets(
        options.osm, options.elevation, no_stops(), no_pathways()
    )
    drawn = random_pairs(streets, options.pairs, options.seed)
    pairs = list(zip(drawn.origin.tolist(), drawn.destination.tolist(), strict=True))
    say("asking Valhalla")
    theirs = ask_valhalla(
        python,
        options.osm,
        [(*position(streets, a), *position(streets, b)) for a, b in pairs],
    )
    comparer = Comparer(streets, judge(streets, person, Policy.ALLOW), person.must_know)
    compared = [
        comparer.compare(*pair, way)
        for pair, way in zip(progress(pairs, "comparing"), theirs, strict=True)
    ]
    barriers = Counter(one for each in compared for one in each.barriers)
    elsewhere = Counter(way for each in compared for way in each.elsewhere)
    tags = read_tags(options.osm, barriers, elsewhere)
    longer = sorted(
        each.longer_seconds for each in compared if each.longer_seconds is not None
    )
    return {
        "profile": person.id,
        "street_edges": streets.edge_count,
        "pairs": len(pairs),
        "seed": options.seed,
        "outcomes": {
            outcome: sum(each.outcome is outcome for each in compared)
            for outcome in Outcome
        },
        "ours_certain": sum(each.certain for each in compared),
        "longer_seconds": longer[len(longer) // 2] if longer else None,
        "theirs_unknown": _unknown(compared),
        "elsewhere": _elsewhere(compared, tags),
        "barriers": [
            {
                "test": barrier.test,
                "way": barrier.way,
                "value": barrier.value,
                "tags": [f"{thing} {tag}" for thing, tag in told_by(barrier, tags)],
                "pairs": count,
            }
            for barrier, count in _by_way(barriers).most_common()
        ],
    }


def _by_way(barriers: Counter[Barrier]) -> Counter[Barrier]:
    """Count a way's barriers of one kind once, by the one that most pairs meet."""
    groups = defaultdict(list)
    for barrier, count in barriers.most_common():
        groups[barrier.test, barrier.way].append((barrier, count))
    return Counter(dict(group[0] for group in groups.values()))


def _elsewhere(
    compared: Sequence[Compared], tags: Mapping[tuple[str, int], Tags]
) -> dict[str, int]:
    """Count the pairs whose way by Valhalla is not ours, by the tag that keeps us off."""
    counted: Counter[str] = Counter()
    for each in compared:
        counted.update({off_feet(tags.get(("w", way), {})) for way in each.elsewhere})
    return dict(counted.most_common())


def _unknown(compared: Sequence[Compared]) -> dict[str, int]:
    """Count the pairs on whose way by Valhalla something is not known, by test."""
    counted = Counter(test for each in compared for test in each.unknown)
    return dict(counted.most_common())


def describe(result: Mapping[str, Any]) -> str:
    """The result for people."""
    pairs = result["pairs"]
    outcomes = [
        (outcome, str(count), f"{100 * count / pairs:.1f} %")
        for outcome, count in result["outcomes"].items()
    ]
    barriers = [
        (
            f"{one['test'].replace('_', ' ')}  way/{one['way']}  {one['value']}",
            str(one["pairs"]),
            "; ".join(one["tags"]) or "from heights along the way",
        )
        for one in result["barriers"][:MOST]
    ]
    unknown = ", ".join(f"{t} {n}" for t, n in result["theirs_unknown"].items())
    elsewhere = [(tag, str(count)) for tag, count in result["elsewhere"].items()]
    longer = result["longer_seconds"]
    unexplained = result["outcomes"][Outcome.UNEXPLAINED]
    head = f"{pairs} pairs, {result['street_edges']} street edges, {result['profile']}"
    sure = f"Ours is certain for {result['ours_certain']} pairs; "
    return "\n".join(
        [
            head,
            "",
            table(("outcome", "pairs", ""), outcomes),
            "",
            table(
                (f"barriers on its ways, {MOST} at most", "pairs", "told by"), barriers
            ),
            "",
            table(("where Valhalla walks and we do not", "pairs"), elsewhere),
            "",
            f"Another preferred: longer by {longer} s at our pace, in the middle.",
            sure + f"not known on Valhalla's ways, by pairs: {unknown or 'nothing'}.",
            f"{pairs - unexplained} of {pairs} pairs explained",
        ]
    )


if __name__ == "__main__":
    sys.exit(main())
