"""Why not, worked out by hand: one small town, one thing in the way at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from maas.journeys.barriers import Fixer
from maas.journeys.explain import Explanation, Why, explain
from maas.journeys.explain_words import FIXERS, LANGUAGES, REASONS, TESTS, sentences
from maas.journeys.planner import Planner
from maas.journeys.request import At, Request, StopRef
from maas.people import profile
from maas.people.profile import Person
from maas.streets.closures import Closures
from maas.streets.graph import EdgeKind
from tests.journeys.test_person_against_oracle import planner_of
from tests.kernel import FEED
from tests.oracle_text import TOKYO, instant, tables
from tests.person_oracle_edges import Edge
from tests.person_oracle_text import somebody
from tests.person_towns import edge, town

# H is at home, G the goal; the bus goes from A to B every 20 minutes. Nothing else
# matters of the night buses but that H and G are stops, so that they can be asked for.
BUSES = {
    "red 1": "A 08:00 B 08:10",
    "red 2": "A 08:20 B 08:30",
    "night 1": "H 23:00 Y 23:30",
    "night 2": "G 23:00 Z 23:30",
}
NEAR = edge("H", "A", metres=200.0)  # 3 min 20 s at 1 m/s
AROUND = [edge("H", "m", metres=400.0), edge("m", "A", metres=400.0)]  # 13 min 20 s
OUT = edge("B", "G", metres=60.0)


@contextmanager
def asked(
    edges: list[Edge],
    person: Person,
    at: str = "07:55",
    closed: tuple[tuple[int, int, int], ...] = (),
    **facts: Any,
) -> Iterator[tuple[Planner, Request]]:
    rows = tables(BUSES)
    for name, values in facts.items():
        column, table = name, "stops.txt" if "stop" in name else "trips.txt"
        key = "stop_id" if table == "stops.txt" else "trip_id"
        column = "wheelchair_boarding" if key == "stop_id" else "wheelchair_accessible"
        rows[table] = [
            {**row, column: values.get(row[key], "1")} for row in rows[table]
        ]
    with planner_of(town(rows, edges, closed)) as planner:
        when = datetime.fromtimestamp(instant(at), UTC)
        yield (
            planner,
            Request(
                StopRef(FEED, "H"),
                StopRef(FEED, "G"),
                when,
                person=person,
                max_direct_seconds=0,
            ),
        )


def explained(*args: Any, **facts: Any) -> Explanation:
    with asked(*args, **facts) as (planner, request):
        return explain(planner, request)


def clock(epoch: int | None) -> str | None:
    if epoch is None:
        return None
    return f"{datetime.fromtimestamp(epoch, ZoneInfo(TOKYO)):%H:%M:%S}"


def test_nothing_is_in_the_way() -> None:
    found = explained([NEAR, *AROUND, OUT], somebody())
    assert (found.status, clock(found.arrival)) == ("certain", "08:11:00")
    assert found.reasons == found.relaxations == ()


STAIRS = edge("H", "A", metres=200.0, kind=EdgeKind.STEPS, steps=20, rises=1)


def test_stairs_cost_a_bus() -> None:
    # Around, one is at A at 8:08:20 and takes the bus of 8:20; up 20 steps at 1 s
    # each, at 7:55:20, that of 8:00.
    wheels = somebody(max_steps=0, wheels="wheelchair")
    found = explained([STAIRS, *AROUND, OUT], wheels)
    assert (found.status, clock(found.arrival)) == ("certain", "08:31:00")
    assert found.reasons == (Why.BARRIER,)
    past, lifted = found.relaxations
    assert [barrier.tests for barrier in past.barriers] == [("steps",)]
    (stairs,) = past.barriers
    assert (stairs.kind, stairs.value, stairs.fixer) == ("steps", 20.0, Fixer.ROADS)
    assert (past.limit, past.gain_seconds) == (None, 20 * 60)
    assert (lifted.limit, lifted.needed) == ("max_steps", 20.0)
    assert (clock(lifted.arrival), lifted.gain_seconds) == ("08:11:00", 20 * 60)


def test_without_any_other_way_there_is_none() -> None:
    kerb = edge("H", "A", metres=200.0, kind=EdgeKind.CROSSING, kerb_cm=12.0)
    found = explained([kerb, OUT], somebody(max_kerb_cm=3.0))
    assert (found.status, found.arrival) == ("none", None)
    assert found.reasons == (Why.BARRIER,)
    past, lifted = found.relaxations
    assert (past.gain_seconds, past.barriers[0].value) == (None, 12.0)
    assert (lifted.limit, lifted.needed) == ("max_kerb_cm", 12.0)


def test_the_fewest_barriers_come_first_and_are_all_told() -> None:
    # Two kerbs in a row, or one flight of stairs for which the bus of 8:00 is missed.
    kerbs = [
        edge("H", "k", metres=10.0, kerb_cm=12.0),
        edge("k", "A", metres=10.0, kerb_cm=12.0),
    ]
    stairs = edge("H", "A", metres=200.0, kind=EdgeKind.STEPS, steps=400)
    person = somebody(max_kerb_cm=3.0, max_steps=0)
    found = explained([*kerbs, stairs, OUT], person)
    ways = [
        (clock(one.arrival), [barrier.tests for barrier in one.barriers])
        for one in found.relaxations
        if one.limit is None
    ]
    assert ways == [
        ("08:11:00", [("kerb",), ("kerb",)]),
        ("08:31:00", [("steps",)]),
    ]


def test_what_nobody_knows_is_told_as_such() -> None:
    ramp = edge("H", "A", metres=200.0, surface=0, smoothness=0)
    person = somebody(worst_smoothness="bad", unknown="forbid")
    found = explained([ramp, *AROUND, OUT], person)
    assert (found.status, clock(found.arrival)) == ("certain", "08:31:00")
    first = found.relaxations[0]
    assert first.why is Why.UNKNOWN_DATA
    assert first.barriers[0].fixer is Fixer.ANYBODY
    assert first.gain_seconds == 20 * 60
    # Who allows the unknown takes it, and is told that not all is known.
    allowed = explained(
        [ramp, *AROUND, OUT], replace(person, unknown=profile.Policy.ALLOW)
    )
    assert (allowed.status, clock(allowed.arrival)) == ("possible", "08:11:00")
    assert allowed.reasons == (Why.UNKNOWN_DATA,)


def test_a_lift_out_of_service() -> None:
    lift = edge("H", "A", metres=0.0, seconds=60.0, kind=EdgeKind.LIFT)
    closed = ((0, instant("07:00"), instant("12:00")),)
    found = explained([lift, *AROUND, OUT], somebody(), closed=closed)
    assert clock(found.arrival) == "08:31:00"
    (out,) = found.relaxations
    assert (out.why, out.gain_seconds) == (Why.LIFT_OUT, 20 * 60)
    assert [barrier.fixer for barrier in out.barriers] == [Fixer.STATION]
    # Back at 7:58: one waits for it.
    back = ((0, instant("07:00"), instant("07:58")),)
    assert clock(explained([lift, OUT], somebody(), closed=back).arrival) == "08:11:00"


@pytest.mark.parametrize(
    ("facts", "fixer", "place"),
    [
        ({"stop_facts": {"A": "2"}}, Fixer.STATION, "A"),
        ({"trip_facts": {"red 1": "2", "red 2": "2"}}, Fixer.OPERATOR, "red"),
    ],
)
def test_vehicles_and_stops_with_steps(
    facts: dict[str, Any], fixer: Fixer, place: str
) -> None:
    person = somebody(step_free_boarding=True)
    found = explained([NEAR, OUT], person, **facts)
    assert found.status == "none"
    (ride,) = found.relaxations
    assert (ride.why, ride.limit) == (Why.NO_STEP_FREE_RIDE, "step_free_boarding")
    assert {(b.fixer, b.name) for b in ride.barriers} == {(fixer, place)}
    assert clock(ride.arrival) == "08:11:00"


def test_too_far_without_a_rest() -> None:
    found = explained([NEAR, OUT], somebody(max_stretch_metres=150.0))
    (far,) = found.relaxations
    assert (found.status, far.why) == ("none", Why.TOO_FAR)
    assert (far.limit, far.needed) == ("max_stretch_metres", 200)


def test_no_service_and_no_stop_and_nobody() -> None:
    with asked([NEAR, OUT], somebody(), at="07:55") as (planner, request):
        later = replace(request, time=datetime(2031, 1, 1, tzinfo=UTC))
        assert explain(planner, later).reasons == (Why.NO_SERVICE,)
    assert explained([OUT], somebody()).reasons == (Why.NOBODY,)
    with asked([NEAR, OUT], somebody()) as (planner, request):
        away = replace(request, origin=At(10.0, 10.0))
        assert explain(planner, away).reasons == (Why.OUTSIDE,)


def test_every_reason_test_and_fixer_has_words() -> None:
    for language in LANGUAGES:
        assert set(REASONS[language]) == set(Why)
        assert set(FIXERS[language]) == set(Fixer)
        assert set(TESTS[language]) == {*profile.TESTS, *profile.BOARDING_TESTS}


def test_reads_well() -> None:
    wheels = somebody(max_steps=0, wheels="wheelchair")
    found = explained([STAIRS, *AROUND, OUT], wheels)
    zone = ZoneInfo(TOKYO)
    said = list(sentences(found, zone))
    assert said[0] == "There is a journey that is certain; it arrives at 08:31."
    assert "one would arrive 20 min sooner, at 08:11." in said[2]
    assert "With max_steps of 20" in said[3]
    japanese = list(sentences(found, zone, "ja"))
    assert japanese[0] == "確実に行ける経路があります。08:31に着きます。"
    assert "階段（20 段）" in japanese[2]


def test_takes_the_closures_of_the_planner_and_leaves_them() -> None:
    lift = edge("H", "A", metres=0.0, seconds=60.0, kind=EdgeKind.LIFT)
    closed = ((0, instant("07:00"), instant("12:00")),)
    with asked([lift, *AROUND, OUT], somebody(), closed=closed) as (planner, request):
        before: Closures = planner.closures
        explain(planner, request)
        assert planner.closures is before
        assert np.array_equal(before.from_epoch, [instant("07:00")])
