"""Which journeys each mobility profile gets, and how long they take to find.

    python -m benchmarks.people --city DIR [--pairs 1000] [--depart T] [--json]

``DIR`` as in ``benchmarks.journeys``. Every profile asks the same random pairs of doors,
what is unknown avoided: *certain* counts pairs with a journey that can be made for
certain, a walk all the way among them; *possible* those with none but where not all is
known; *none* the rest. Timed are ``plan`` with two criteria (arrival, boardings) and with
three (and effort), and ``explain`` for the first ``--explained`` pairs. CPU of one
process and one thread. ``first`` is what a person's first question takes, which judges
every street; what makes walks quick is made at the third, and neither is in the medians.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, Final

from maas.city import City
from maas.errors import MaasError
from maas.journeys.explain import explain
from maas.journeys.itinerary import Answer
from maas.journeys.met import Status
from maas.journeys.planner import Planner
from maas.journeys.request import At, Criterion, Request
from maas.people.catalog import find_person, profile_ids
from maas.people.profile import Person, Policy

from .pairs import busiest_time, position, random_pairs
from .report import milliseconds, print_json, progress, table
from .timing import Spread, cpu_of
from .towns import Town, open_town

WARM_UP: Final = 3
GOAL_MS: Final = {"three": 5.0, "explain": 50.0}
"""Medians, for Porto Alegre."""
NONE: Final = "none"


def main(argv: Sequence[str] | None = None) -> int:
    """Run the benchmark."""
    options = _options(argv)
    try:
        people = [find_person(name) for name in options.profiles]
        with open_town(options.city) as town:
            result = measure(town, people, options)
    except MaasError as error:
        print(error, file=sys.stderr)
        return 1
    if options.json:
        print_json(result)
    else:
        print(describe(result))
    return 0


def _options(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.people",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--city", type=Path, required=True, metavar="DIR")
    parser.add_argument("--pairs", type=int, default=1000)
    parser.add_argument(
        "--explained", type=int, default=100, help="pairs to explain; default 100"
    )
    parser.add_argument(
        "--depart",
        type=datetime.fromisoformat,
        help="local time, as 2019-05-13T13:00; default: the busiest day and hour",
    )
    parser.add_argument(
        "--profiles",
        nargs="+",
        default=list(profile_ids()),
        help="profiles or TOML files; default: all that come with maas",
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    return parser.parse_args(argv)


def measure(
    town: Town, people: Sequence[Person], options: argparse.Namespace
) -> dict[str, object]:
    """Measure every profile in one city."""
    city = City.open(town.folder)
    depart = options.depart or busiest_time(city.timetable)
    asked = _requests(city, depart, options.pairs, options.seed)
    return {
        "city": town.name,
        "street_edges": city.streets.edge_count,
        "depart": depart.isoformat(),
        "seed": options.seed,
        "pairs": options.pairs,
        "goals_ms": GOAL_MS,
        "people": [
            measure_person(Planner(city), person, asked, options.explained)
            for person in people
        ],
    }


def _requests(city: City, depart: datetime, count: int, seed: int) -> list[Request]:
    streets = city.streets
    pairs = random_pairs(streets, count, seed)
    return [
        Request(
            At(*position(streets, origin)),
            At(*position(streets, destination)),
            depart,
            unknown=Policy.AVOID,
        )
        for origin, destination in zip(
            pairs.origin.tolist(), pairs.destination.tolist(), strict=True
        )
    ]


def measure_person(
    planner: Planner, person: Person, asked: Sequence[Request], explained: int
) -> dict[str, object]:
    """Ask all questions for one profile, each kind in turn."""
    two = [replace(request, person=person) for request in asked]
    three = [replace(request, criteria=frozenset(Criterion)) for request in two]
    _, first = cpu_of(partial(planner.plan, two[0]))
    counted: Counter[str] = Counter()

    def count(answer: Answer) -> None:
        counted[outcome(answer)] += 1

    spreads = {
        "two": _time(planner.plan, two, f"{person.id}: two criteria", count),
        "three": _time(planner.plan, three, f"{person.id}: three criteria"),
        "explain": _time(
            partial(explain, planner), two[:explained], f"{person.id}: explain"
        ),
    }
    return {
        "profile": person.id,
        **{name: counted[name] for name in (*Status, NONE)},
        "first_ms": round(first * 1000, 3),
        **{kind: spread.milliseconds() for kind, spread in spreads.items()},
    }


def outcome(answer: Answer) -> str:
    """Return the best that can be said of any journey of an answer."""
    journeys = [*answer.itineraries, *answer.more_direct]
    if answer.direct is not None:
        journeys.append(answer.direct)
    said = {journey.status for journey in journeys}
    return next((status for status in Status if status in said), NONE)


def _time(
    ask: Callable[[Request], Any],
    requests: Sequence[Request],
    name: str,
    heed: Callable[[Any], None] = lambda answer: None,
) -> Spread:
    """Return the CPU seconds of all questions; a few are asked before to warm up."""
    for request in requests[:WARM_UP]:
        ask(request)
    seconds = []
    for request in progress(requests, name):
        answer, cpu = cpu_of(partial(ask, request))
        seconds.append(cpu)
        heed(answer)
    return Spread.of(seconds)


def describe(result: Mapping[str, Any]) -> str:
    """The result for people."""
    kinds = ("two", "three", "explain")
    head = ("profile", "certain", "possible", NONE, "first", *_heads(kinds))
    rows = [
        (
            one["profile"],
            *(_share(one[name], result["pairs"]) for name in (*Status, NONE)),
            f"{one['first_ms']:.1f}",
            *(_ms(one[kind][key]) for kind in kinds for key in ("median_ms", "p95_ms")),
        )
        for one in result["people"]
    ]
    goals = [result["goals_ms"].get(kind) for kind in kinds]
    beside = [text for goal in goals for text in (f"≤ {goal:g}" if goal else "", "")]
    asked = f"{result['pairs']} pairs at {result['depart']}"
    return "\n".join(
        [
            f"{result['city']}: {result['street_edges']} street edges, {asked}; CPU, ms",
            "",
            table(head, [*rows, ("goal", "", "", "", "", *beside)]),
            "",
            _verdict(result),
        ]
    )


def _verdict(result: Mapping[str, Any]) -> str:
    """Say how many profiles meet each goal."""
    said = []
    for kind, goal in result["goals_ms"].items():
        medians = [one[kind]["median_ms"] for one in result["people"]]
        met = sum(one is not None and one <= goal for one in medians)
        said.append(f"{kind} ≤ {goal:g} ms: {met} of {len(medians)} profiles")
    return "; ".join(said)


def _heads(kinds: Sequence[str]) -> list[str]:
    return [text for kind in kinds for text in (kind, "p95")]


def _share(count: int, of: int) -> str:
    return f"{100 * count / of:.1f} %"


def _ms(value: float | None) -> str:
    return milliseconds(math.nan if value is None else value / 1000)


if __name__ == "__main__":
    sys.exit(main())
