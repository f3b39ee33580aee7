"""OpenTripPlanner's Raptor module tests, as far as its rules are ours.

OpenTripPlanner's profiles look for different things: earliest arrival, latest
departure, least cost. Whatever any of them is expected to find is a journey, so that
our answer must be the best of all these in departure, arrival and boardings.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from pathlib import Path

import pytest

from ..kernel import journeys
from ..oracle import Oracle
from ..otp_cases import Case, Reach, RideTaken, Route, pareto, read_cases
from ..text import MONDAY, TextFeed, feed, seconds

CASES = (
    Path(__file__).resolve().parents[2]
    / ".."
    / "shared"
    / "data"
    / "journeys"
    / "otp_raptor_cases.json"
)

pytestmark = pytest.mark.skipif(not CASES.exists(), reason=f"{CASES.name} is not here")


@dataclass(frozen=True)
class Ours:
    """What has to be added to a case to say the same in our words."""

    rules: str = ""  # transfers.txt
    board_slack: int = 0  # seconds to be at the first stop before it leaves
    alight_slack: int = 0  # seconds to leave the last vehicle
    times: Mapping[str, str] = field(default_factory=dict)  # marks of restrictions


RUN = {
    "A01": Ours(),
    "A04": Ours(),
    "B01": Ours(),
    "B02": Ours(),
    "B03": Ours(),
    "B04": Ours(),
    "B05": Ours(),
    # Its restrictions stand in code only: here one may only board at B and only
    # alight at D, and neither at C.
    "D01": Ours(times={"0:01:00": "u0:01", "0:03:00": "x0:03", "0:05:00": "s0:05"}),
    # Slacks on first boarding and last alighting become part of access and egress.
    "E01": Ours("* * 4 from=R1/1 to=R2/1", board_slack=20, alight_slack=10),
    # A guaranteed change is one where the vehicle waits, type 1.
    "E02": Ours("B C 1", board_slack=20, alight_slack=10),
    "E03": Ours("B B 3 from=R1 to=R2"),
}

MADE_IN_CODE = "its timetable and slacks stand in the test's code, not in the file"
TWO_WALKS = "two walks one after the other are one walk here, there they are forbidden"
FLEX = "access or egress by a flexible service, whose rides count as transfers there"

NOT_RUN = {
    "C01": MADE_IN_CODE,
    "C02": MADE_IN_CODE,
    "C03": TWO_WALKS,
    "F01": FLEX,
    "F02": FLEX,
    "F03": FLEX,
    "F04": FLEX,
    "F05": FLEX,
    "F11": FLEX,
    "F12": FLEX,
}


def cases() -> dict[str, Case]:
    return {case.name: case for case in read_cases(CASES)} if CASES.exists() else {}


def write(case: Case, folder: Path) -> TextFeed:
    text = "\n\n".join(map(Route.as_text, case.routes))
    for plain, marked in RUN[case.name].times.items():
        text = text.replace(plain, marked)
    walks = ", ".join(f"{a} > {b} {long}" for a, b, long in case.transfers)
    rules = RUN[case.name].rules
    return feed(folder, text, walks=walks, transfers=rules, timezone="UTC")


def ways(reaches: tuple[Reach, ...], slack: int) -> dict[str, int]:
    return {reach.stop: reach.seconds + slack for reach in reaches}


def test_every_case_is_run_or_has_a_reason_not_to_be() -> None:
    assert not RUN.keys() & NOT_RUN.keys()
    assert RUN.keys() | NOT_RUN.keys() == cases().keys()
    for name, case in cases().items():
        by_flex = not all(way.on_foot for way in case.access + case.egress)
        if NOT_RUN.get(name) == MADE_IN_CODE:
            assert not case.routes
        if by_flex:
            assert NOT_RUN[name] == FLEX


@pytest.mark.parametrize("name", RUN)
def test_the_oracle_finds_the_best_of_what_is_expected(
    tmp_path: Path, name: str
) -> None:
    case, ours = cases()[name], RUN[name]
    written = write(case, tmp_path)
    zero = int(datetime.combine(MONDAY, time(), UTC).timestamp())
    found = Oracle(written.folder, written.walks, "UTC").range(
        ways(case.access, ours.board_slack),
        ways(case.egress, ours.alight_slack),
        zero + case.earliest_departure,
        case.latest_arrival - case.earliest_departure,
    )
    assert {
        (departure - zero, arrival - zero, boardings - 1)
        for departure, arrival, boardings in found
        if arrival - zero <= case.latest_arrival
    } == pareto(case.expected)


@pytest.mark.parametrize("arrive_by", [False, True])
@pytest.mark.parametrize("name", RUN)
def test_the_planner_finds_the_best_of_what_is_expected(
    tmp_path: Path, name: str, arrive_by: bool
) -> None:
    case, ours = cases()[name], RUN[name]
    written = write(case, tmp_path)
    found = journeys(
        written.folder,
        written.walks,
        ways(case.access, ours.board_slack),
        ways(case.egress, ours.alight_slack),
        depart=case.latest_arrival if arrive_by else case.earliest_departure,
        window=case.latest_arrival - case.earliest_departure,
        arrive_by=arrive_by,
        day=MONDAY.isoformat(),
    )
    assert {
        (departure, arrival, boardings - 1)
        for departure, arrival, boardings, _ in found
        if case.earliest_departure <= departure and arrival <= case.latest_arrival
    } == pareto(case.expected)
    for departure, arrival, boardings, text in found:
        paths = [
            path.rides
            for path in case.expected
            if (path.departure, path.arrival, path.transfers)
            == (departure, arrival, boardings - 1)
            and path.rides is not None
        ]
        assert not paths or rides_of(text) in paths


def rides_of(text: str) -> tuple[RideTaken, ...]:
    """The rides of ``A 00:10 -R1 1-> B 00:18 00:20 -R4 1-> …``."""
    stops = r"(\w+)(?: [\d:]+)*? ([\d:]+) -(\w+)[^>]*-> (?=(\w+) ([\d:]+))"
    return tuple(
        RideTaken(origin, seconds(departs), route, seconds(arrives), destination)
        for origin, departs, route, destination, arrives in re.findall(stops, text)
    )


def test_reads_rides_from_text() -> None:
    text = "A 00:10 -R1 1-> B 00:18 00:20 -R4-> C 00:30 ~walk 5m~ D 00:35 -R5-> E 01:00"
    assert [(r.origin, r.route, r.destination) for r in rides_of(text)] == [
        ("A", "R1", "B"),
        ("B", "R4", "C"),
        ("D", "R5", "E"),
    ]
    assert rides_of(text)[1].departure == 20 * 60
