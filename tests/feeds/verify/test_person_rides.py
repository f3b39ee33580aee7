"""Rides for somebody who boards without a step, and ways within stations."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from maas_feeds.verify import Verifier

from .answers import Writer, write_feed
from .person_answers import Json, edge, person, summed_up
from .test_person_scenes import HALL

# A thousandth of a degree of latitude is 111 m.
POSITIONS = {
    "A": (50.0, 8.0),
    "B": (50.02, 8.0),
    "C": (50.04, 8.0),
    "D": (50.06, 8.0),
}


def town(folder: Path, pathways: str = "") -> Path:
    """A is for wheelchairs, B not, C says nothing, D says what its station says."""
    return write_feed(
        folder,
        agency="""
            agency_id, agency_name, agency_url, agency_timezone
            1, Town, https://example.org, UTC
        """,
        stops="""
            stop_id, stop_name, stop_lat, stop_lon, location_type, parent_station,\
 wheelchair_boarding
            A, A, 50.0, 8.0, 0, , 1
            B, B, 50.02, 8.0, 0, , 2
            C, C, 50.04, 8.0, 0, ,
            S, S, 50.06, 8.0, 1, , 1
            D, D, 50.06, 8.0, 0, S, 0
            gate, gate, 50.0, 8.001, 2, S, 1
            hall, hall, 50.0, 8.002, 3, S,
        """,
        routes="""
            route_id, agency_id, route_short_name, route_long_name, route_type
            red, 1, red, , 3
        """,
        calendar="""
            service_id, monday, tuesday, wednesday, thursday, friday, saturday, sunday,\
 start_date, end_date
            week, 1, 1, 1, 1, 1, 1, 1, 20260101, 20261231
        """,
        trips="""
            route_id, service_id, trip_id, wheelchair_accessible
            red, week, low, 1
            red, week, high, 2
            red, week, mute,
        """,
        stop_times="\n".join(
            [
                "trip_id, arrival_time, departure_time, stop_id, stop_sequence",
                *(
                    f"{trip}, 8:{10 * i:02}:00, 8:{10 * i:02}:00, {stop}, {i}"
                    for trip in ("low", "high", "mute")
                    for i, stop in enumerate("ABCD")
                ),
            ]
        ),
        pathways=f"""
            pathway_id, from_stop_id, to_stop_id, pathway_mode, is_bidirectional,\
 stair_count, max_slope, min_width
            {pathways or "none, gate, hall, 1, 1, , ,"}
        """,
    )


def ride(trip: str, start: str, end: str, status: str = "certain") -> Json:
    write = Writer("t", "UTC", date(2026, 3, 10), POSITIONS)
    calls = [f"{stop} 8:{10 * i:02}" for i, stop in enumerate("ABCD")]
    first, last = "ABCD".index(start), "ABCD".index(end)
    leg = write.ride(trip, "8:00", ", ".join(calls[first : last + 1]))
    leg["x-accessibility"] = {"status": status, "dataSources": []}
    return write.answer(write.itinerary(leg))


def broken(folder: Path, answer: Json, **limits: Any) -> set[str]:
    answer["x-person"] = person(mustKnow=["stop", "trip"], **limits)
    verdict = Verifier({"t": town(folder)}, "UTC").check(answer)
    return {fault.rule for fault in verdict.faults}


@pytest.mark.parametrize(
    ("trip", "start", "end", "status", "rules"),
    [
        ("low", "A", "D", "certain", set()),
        ("low", "A", "B", "certain", {"step_free"}),
        ("low", "B", "D", "possible", {"step_free"}),
        ("low", "A", "C", "certain", {"certainty"}),
        ("low", "A", "C", "possible", set()),
        ("high", "A", "D", "certain", {"step_free"}),
        ("high", "A", "D", "possible", {"step_free"}),
        ("mute", "A", "D", "certain", {"certainty"}),
        ("mute", "A", "D", "possible", set()),
    ],
)
def test_boards_without_a_step(
    tmp_path: Path, trip: str, start: str, end: str, status: str, rules: set[str]
) -> None:
    answer = ride(trip, start, end, status)
    assert broken(tmp_path, answer, step_free_boarding=True) == rules
    # Nobody else minds.
    assert broken(tmp_path, answer) == set()


def test_stays_seated_where_nobody_could_board(tmp_path: Path) -> None:
    write = Writer("t", "UTC", date(2026, 3, 10), POSITIONS)
    one = write.ride("low", "8:00", "A 8:00, B 8:10")
    two = write.ride("low", "8:00", "B 8:10, D 8:30", interlineWithPreviousLeg=True)
    for leg in (one, two):
        leg["x-accessibility"] = {"status": "certain"}
    answer = write.answer(write.itinerary(one, two))
    # Nobody need stay on, it is one trip: but B, closed to wheelchairs, is not at fault.
    assert broken(tmp_path, answer, step_free_boarding=True) == {"stops"}


def test_a_journey_is_as_certain_as_its_legs(tmp_path: Path) -> None:
    answer = ride("low", "A", "D")
    answer["itineraries"][0]["x-status"] = "certain"
    assert broken(tmp_path, answer) == set()
    answer["itineraries"][0]["x-status"] = "possible"
    assert broken(tmp_path, answer) == {"certainty"}


def test_what_is_certain_stands_beside_what_is_better(tmp_path: Path) -> None:
    late, soon = ride("low", "A", "D"), ride("mute", "A", "C", "possible")
    better = soon["itineraries"][0]
    better["legs"][0]["to"] |= {"stopId": "t_D", "name": "D"}
    answer = late | {"itineraries": [late["itineraries"][0], better]}
    answer["requestParameters"] = {"timetableView": "false"}
    # C is not where the question ends; neither makes the other needless.
    assert "dominated" not in broken(tmp_path, answer)
    better["legs"][0]["x-accessibility"]["status"] = "certain"
    assert "dominated" in broken(tmp_path, answer)


def test_the_town_may_know_more_than_the_feed(tmp_path: Path) -> None:
    answer = ride("mute", "A", "C")
    leg = answer["itineraries"][0]["legs"][0]
    leg["x-accessibility"]["dataSources"] = ["facts"]
    assert broken(tmp_path, answer, step_free_boarding=True) == set()


@pytest.mark.parametrize(("arrival", "rules"), [("7:58", set()), ("7:59", {"ready"})])
def test_is_at_the_stop_in_time_to_board(
    tmp_path: Path, arrival: str, rules: set[str]
) -> None:
    write = Writer("t", "UTC", date(2026, 3, 10), {**POSITIONS, "@": (50.0, 8.0)})
    walk = write.walk("@ 7:57", f"A {arrival}")
    # 111 m are not walked: the leg stands for no way at all.
    walk["x-accessibility"] = summed_up(()) | {"status": "possible"}
    on = write.ride("low", "8:00", "A 8:00, B 8:10")
    answer = write.answer(write.itinerary(walk, on))
    assert broken(tmp_path, answer, boarding_seconds=120) == rules


def test_slack_at_a_change_is_the_person_s_own(tmp_path: Path) -> None:
    write = Writer("t", "UTC", date(2026, 3, 10), POSITIONS)
    one = write.ride("low", "8:00", "A 8:00, B 8:10")
    two = write.ride("high", "8:00", "B 8:10, C 8:20")
    answer = write.answer(write.itinerary(one, two))
    assert broken(tmp_path, answer) == set()
    assert broken(tmp_path, answer, transfer_seconds=60) == {"transfer"}


@pytest.mark.parametrize(
    ("row", "told", "limits", "rules"),
    [
        ("p, gate, hall, 1, 1, , ,", {}, {}, set()),
        ("p, hall, gate, 1, 1, , ,", {}, {}, set()),
        ("p, hall, gate, 1, 0, , ,", {}, {}, {"way"}),
        ("q, gate, hall, 1, 1, , ,", {}, {}, {"way"}),
        ("p, gate, A, 1, 1, , ,", {}, {}, {"way"}),
        ("p, gate, hall, 2, 1, 12, ,", {"kind": "steps"}, {"max_steps": 12}, set()),
        ("p, gate, hall, 2, 1, 12, ,", {"kind": "steps"}, {"max_steps": 11}, {"steps"}),
        ("p, gate, hall, 2, 1, -12, ,", {"kind": "steps"}, {"max_steps": 11}, {"steps"}),
        ("p, gate, hall, 2, 1, 12, ,", {}, {}, {"claim"}),
        ("p, gate, hall, 5, 1, , ,", {"kind": "lift"}, {}, set()),
        ("p, gate, hall, 5, 1, , ,", {"kind": "lift"}, {"lifts": False}, {"needs"}),
        ("p, gate, hall, 4, 0, , ,", {"kind": "escalator"}, {"escalators": False},
         {"needs"}),
        ("p, gate, hall, 1, 1, , , 0.8", {}, {"min_width_cm": 90.0}, {"width"}),
        ("p, gate, hall, 1, 1, , 0.07,", {}, {"max_slope_up": 6.0}, {"slope"}),
        ("p, gate, hall, 1, 1, , -0.07,", {}, {"max_slope_up": 6.0}, set()),
        ("p, hall, gate, 1, 1, , -0.07,", {}, {"max_slope_up": 6.0}, {"slope"}),
    ],
)  # fmt: skip
def test_ways_within_a_station(
    tmp_path: Path, row: str, told: Json, limits: Json, rules: set[str]
) -> None:
    write = Writer(
        "t", "UTC", date(2026, 3, 10), {"@in": (50.0, 8.001), "@on": (50.0, 8.002)}
    )
    # 0.001 degrees of longitude at 50 degrees north: 71.7 m, 72 s.
    through = edge(HALL, "pathway/t/p", "walkway", "A", "B")
    through |= {"from": [50.0, 8.001], "to": [50.0, 8.002], "metres": 71.7}
    through |= {"seconds": 72, **told}
    walk = write.walk("@in 8:00", "@on 8:01:12", distance=71.7)
    walk["x-accessibility"] = summed_up((through,))
    answer = write.answer(direct=[write.itinerary(walk)])
    answer["x-person"] = person(**limits)
    verdict = Verifier({"t": town(tmp_path, row)}, "UTC").check(answer)
    assert {fault.rule for fault in verdict.faults} == rules, verdict.faults
