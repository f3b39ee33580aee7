"""A person's journeys against the person's oracle: whole Pareto sets are equal."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, seed, settings
from hypothesis import strategies as st

from maas.city import City
from maas.journeys.ends import End, entry_seconds
from maas.journeys.personal_journey import PersonalJourney
from maas.journeys.planner import Planner
from maas.journeys.request import PLAIN_CRITERIA, Criterion, Request, StopRef
from maas.journeys.traveller import Traveller
from maas.people.profile import Person
from maas.streets.closures import Closures
from maas.streets.snap import Entry, Snap
from maas.streets.walking import build_walking
from maas.transit.build import build_timetable
from maas_feeds.gtfs import read_feed
from maas_feeds.join import join_tables
from tests.journeys.test_against_oracle import SOME
from tests.kernel import FEED
from tests.person_oracle import Journey, NetworkName, Question, ask
from tests.person_oracle_walks import Spot
from tests.person_strategies import Case, cases
from tests.person_strategies_profile import ALL, EACH, NONE, Difficulties
from tests.person_strategies_questions import questions
from tests.person_towns import Town, streets
from tests.proof import proof_size


def city_of(town: Town, folder: Path) -> City:
    """The town as the planner reads it."""
    feed, _ = read_feed(town.write(folder), FEED)
    made = streets(town, list(feed.stops.stop_id))
    return City(
        name="a test",
        timezone=town.timezone,
        languages=("en",),
        bounds=(-90.0, -180.0, 90.0, 180.0),
        timetable=build_timetable([feed]),
        streets=made,
        walking=build_walking(made),
        sources={},
        **join_tables([feed]),
    )


@contextmanager
def planner_of(town: Town) -> Iterator[Planner]:
    """A planner that knows what is closed."""
    with tempfile.TemporaryDirectory() as name:
        planner = Planner(city_of(town, Path(name)))
        rows = np.array(sorted(town.closures), dtype=np.int64).reshape(-1, 3)
        planner.closures = Closures(rows[:, 0].astype(np.int32), rows[:, 1], rows[:, 2])
        yield planner


def request_of(question: Question) -> Request:
    """The question in the planner's words, its places apart."""
    limits = dict(question.limits)
    limits.pop("allow_direct", None)
    limits = {"max_boardings": 24, "max_travel_seconds": 24 * 3600} | {
        name: limit for name, limit in limits.items() if limit is not None
    }
    nowhere = StopRef(FEED, "")
    return Request(
        nowhere,
        nowhere,
        datetime.fromtimestamp(question.when, UTC),
        arrive_by=question.kind == "arrive",
        person=question.person,
        criteria=frozenset(Criterion) if question.with_effort else PLAIN_CRITERIA,
        slack_seconds=question.slack_seconds,
        **limits,
    )


def end_of(planner: Planner, town: Town, place: str | Spot) -> End:
    """An end of a journey: a stop, a station, a node, or a place beside an edge."""
    if isinstance(place, Spot):
        ways = []
        for ties, ahead in ((place.leave, True), (place.reach, False)):
            ends = (
                planner.city.streets.edge_to
                if ahead
                else planner.city.streets.edge_from
            )
            ways.append(
                tuple(Entry(int(ends[t.edge]), t.edge, t.share, t.metres) for t in ties)
            )
        none = np.zeros(0, dtype=np.int32)
        # Far from the other end: nobody walks straight across.
        lat = 1.0 + 1e-3 * place.leave[0].edge if place.leave else 0.0
        return End(none, none, (), Snap(lat, 0.0, lat, 0.0, 0.0, *ways, False))
    stop = planner.city.find_stop(FEED, place)
    if stop is None:
        node = list(town.rests).index(place)
        return End(np.array([node], dtype=np.int32), np.zeros(1, dtype=np.int32))
    members = tuple(planner.city.members(stop))
    nodes = planner.city.streets.stop_node[list(members)]
    return End(nodes, np.zeros(len(nodes), dtype=np.int32), members)


def answers(
    planner: Planner, town: Town, question: Question
) -> dict[NetworkName, frozenset[Journey]]:
    """The planner's answer in both networks, in the oracle's form."""
    request = request_of(question)
    found: dict[NetworkName, frozenset[Journey]] = {}
    for network in ("certain", "possible"):
        person, policy = question.person, question.person.unknown
        traveller = planner.traveller_of(person, policy, certain=network == "certain")
        ends = (
            beside(end_of(planner, town, question.origin), traveller, True),
            beside(end_of(planner, town, question.destination), traveller, False),
        )
        part = planner.search_network(traveller, request, ends)
        back = question.kind == "arrive"
        if part.quick is not None:
            told = {
                (one.departure if back else one.arrival, one.boardings)
                for one in part.quick.journeys
            }
            if (walk := part.quick.direct_seconds) is not None:
                told.add((question.when - walk if back else question.when + walk, 0))
            found[network] = frozenset(told)
            continue
        for one in part.careful:
            hold_together(one, question.person)
        found[network] = frozenset(
            (one.departure if back else one.arrival, one.boardings)
            + ((one.effort,) if question.with_effort else ())
            for one in part.careful
        )
    return found


def hold_together(journey: PersonalJourney, person: Person) -> None:
    """Walks last as long as their pieces, and lie between the rides."""
    boarded = [ride for ride in journey.rides if not ride.stays_seated]
    left: list[int] = []
    for ride in journey.rides:
        if ride.stays_seated:
            left[-1] = ride.arrival
        else:
            left.append(ride.arrival)
    assert len(journey.strolls) == len(boarded) + 1
    assert journey.strolls[0].start == journey.departure
    for number, stroll in enumerate(journey.strolls):
        pieces = stroll.pieces or ()
        told = sum(p.seconds + p.wait_seconds + p.rest_seconds for p in pieces)
        assert told == stroll.seconds
        assert all(p.wait_seconds >= 0 and p.rest_seconds >= 0 for p in pieces)
        end = stroll.start + stroll.seconds
        if number:
            assert left[number - 1] <= stroll.start
        if number < len(boarded):
            ready = boarded[number].departure - person.speeds.boarding_seconds
            # A vehicle that waits (transfers.txt, type 1) waits for the walk too.
            assert end <= ready or number, journey
        else:
            assert end == journey.arrival


def beside(end: End, traveller: Traveller, leaving: bool) -> End:
    """The end along the edges that this person may use."""
    if end.snap is None:
        return end
    leave = tuple(e for e in end.snap.leave if traveller.usable[e.edge])
    reach = tuple(e for e in end.snap.reach if traveller.usable[e.edge])
    ways = leave if leaving else reach
    return End(
        np.array([way.node for way in ways], dtype=np.int32),
        np.array([entry_seconds(way, traveller) for way in ways], dtype=np.int32),
        (),
        replace(end.snap, leave=leave, reach=reach),
    )


def run(difficulties: Difficulties, examples: int, number: int = 0) -> None:
    """Compare on made-up towns; another ``number`` makes other towns."""

    @seed(number)
    @settings(SOME, max_examples=examples)
    @given(st.data())
    def agree(data: st.DataObject) -> None:
        case: Case = data.draw(cases(difficulties))
        with planner_of(case.town) as planner:
            # Both ways of searching: from nothing, and guided by the quick search.
            planner.prepare_after = data.draw(st.sampled_from([0, 99]))
            for _ in range(2):
                question = data.draw(questions(case))
                expected = ask(case.town, question)
                assert answers(planner, case.town, question) == expected, question

    agree()


@pytest.mark.parametrize("difficulty", ["none", *EACH])
def test_agrees_on_each_difficulty_alone(difficulty: str) -> None:
    run(EACH.get(difficulty, NONE), 15)


@pytest.mark.long
@pytest.mark.parametrize("number", range(5))
def test_agrees_on_all_difficulties_together(number: int) -> None:
    run(ALL, proof_size(400), number)
