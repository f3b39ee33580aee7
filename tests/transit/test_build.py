"""From trips to patterns."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from maas.transit.build import ALIGHT, BOARD, build_timetable
from tests.text import seconds

from .cities import built, patterns, read, times


def test_trips_with_the_same_stops_are_one_pattern_in_order_of_time(
    tmp_path: Path,
) -> None:
    found = built(
        tmp_path,
        """
        red    A     B          C
         1     8:30  8:40/8:41  8:50
         2     8:00  8:10/8:11  8:20
         3     9:00  -          9:10
        """,
    )
    assert sorted(patterns(*found)) == [["red 2", "red 1"], ["red 3"]]
    (pattern,) = (i for i, rows in enumerate(patterns(*found)) if len(rows) == 2)
    assert times(found[0], pattern)[0] == [
        (seconds("8:00"), seconds("8:00")),
        (seconds("8:10"), seconds("8:11")),
        (seconds("8:20"), seconds("8:20")),
    ]


def test_a_trip_that_overtakes_is_of_another_pattern(tmp_path: Path) -> None:
    found = built(
        tmp_path,
        """
        red    A     B     C
         slow  8:00  8:30  9:00
         fast  8:10  8:20  8:30
         next  9:00  9:30  10:00
        """,
    )
    assert patterns(*found) == [["red slow", "red next"], ["red fast"]]


def test_no_trip_of_a_pattern_overtakes_another(tmp_path: Path) -> None:
    rng = np.random.default_rng(4)
    rows = []
    for trip in range(60):
        start, *runs = (rng.integers(0, 60), *rng.integers(1, 20, 3))
        minutes = 480 + start + np.cumsum([0, *runs])
        rows.append(f"{trip} " + " ".join(f"{m // 60}:{m % 60:02}" for m in minutes))
    found, trip_ids = built(tmp_path, "\n".join(["red A B C D", *rows]))
    assert sorted(trip_ids) == sorted(f"red {n}" for n in range(60))
    for pattern in range(found.pattern_count):
        calls = np.array(times(found, pattern))
        assert (np.diff(calls, axis=0) >= 0).all()


def test_trips_of_the_same_times_stay_together(tmp_path: Path) -> None:
    found = built(
        tmp_path,
        """
        red    A     B
         1     8:00  8:10
         2     8:00  8:10
        """,
    )
    assert patterns(*found) == [["red 1", "red 2"]]


def test_routes_are_never_mixed(tmp_path: Path) -> None:
    found = built(
        tmp_path,
        """
        red    A     B
         1     8:00  8:10

        blue   A     B
         1     8:05  8:15
        """,
    )
    assert sorted(patterns(*found)) == [["blue 1"], ["red 1"]]


def test_where_one_may_get_on_and_off_parts_patterns(tmp_path: Path) -> None:
    found, trip_ids = built(
        tmp_path,
        """
        red    A     B      C
         1     8:00  8:10   8:20
         2     8:30  u8:40  8:50
         3     9:00  s9:10  9:20
         4     9:30  x9:40  9:50
        """,
    )
    flags = {
        rows[0]: found.position_flags[
            found.pattern_at[p] : found.pattern_at[p + 1]
        ].tolist()
        for p, rows in enumerate(patterns(found, trip_ids))
    }
    # Nobody alights at the first call or boards at the last.
    assert flags == {
        "red 1": [BOARD, BOARD | ALIGHT, ALIGHT],
        "red 2": [BOARD, BOARD, ALIGHT],
        "red 3": [BOARD, ALIGHT, ALIGHT],
        "red 4": [BOARD, 0, ALIGHT],
    }


def test_a_circle_calls_at_its_first_stop_twice(tmp_path: Path) -> None:
    # The language of timetables names a stop once per column: two columns are A's.
    found, _ = built(
        tmp_path,
        """
        ring   A     B     A     B
         1     8:00  8:10  8:20  8:30
        """,
    )
    a, b = found.position_stop[:2].tolist()
    assert found.position_stop.tolist() == [a, b, a, b]


def test_frequencies_are_a_row_per_departure(tmp_path: Path) -> None:
    found, trip_ids = built(
        tmp_path,
        """
        red    A     B
         1     8:00  8:10  every=20m until=9:00
         2     9:00  9:10  every=30m until=9:31 exact=1
        """,
    )
    # At 9:00 the first has ended; 9:30 is before 9:31.
    assert patterns(found, trip_ids) == [["red 1"] * 3 + ["red 2"] * 2]
    departures = [calls[0][1] for calls in times(found, 0)]
    assert departures == [
        seconds(at) for at in ("8:00", "8:20", "8:40", "9:00", "9:30")
    ]
    assert found.row_headway.tolist() == [1200, 1200, 1200, 0, 0]
    assert found.row_shift.tolist() == [0, 1200, 2400, 0, 1800]


def test_trips_made_of_frequencies_are_in_no_block(tmp_path: Path) -> None:
    found, trip_ids = built(
        tmp_path,
        """
        red    A     B
         1     8:00  8:10  block=b
         2     9:00  9:10  block=b every=30m until=10:00
        """,
    )
    block = dict(zip(trip_ids, (found.row_block >= 0).tolist(), strict=True))
    assert block == {"red 1": True, "red 2": False}


def test_a_trip_of_one_call_is_no_trip(tmp_path: Path) -> None:
    found = built(
        tmp_path,
        """
        red    A     B
         1     8:00  8:10
         2     8:00  -
        """,
    )
    assert patterns(*found) == [["red 1"]]


def test_links_and_partings_name_rows(tmp_path: Path) -> None:
    found, trip_ids = built(
        tmp_path,
        """
        red    A     B
         1     8:00  8:10
         2     8:30  8:40

        blue   B     C
         1     8:15  8:30
         2     8:45  8:50
        """,
        transfers="""
        * * 4 from=red/1 to=blue/1
        * * 5 from=red/2 to=blue/2
        """,
    )

    def names(rows: np.ndarray) -> list[str]:
        return [trip_ids[row] for row in rows]

    assert (names(found.link_from), names(found.link_to)) == (["red 1"], ["blue 1"])
    assert (names(found.unlink_from), names(found.unlink_to)) == (["red 2"], ["blue 2"])


def test_feeds_are_joined_without_mixing_indices(tmp_path: Path) -> None:
    one = read(
        tmp_path / "one",
        """
        red    A     B
         1     8:00  8:10  block=x service=feast
        """,
        services={"feast": "2026-03-10"},
    )
    two = read(
        tmp_path / "two",
        """
        red    A     B     C
         1     9:00  9:10  9:20  block=x
        """,
    )
    found = build_timetable([one, two])
    assert found.position_stop.tolist() == [0, 1, 2, 3, 4]
    assert found.pattern_route.tolist() == [0, 1]
    assert found.row_trip.tolist() == [0, 1]
    assert len(set(found.row_block.tolist())) == 2
    # 9 to 15 March for both, the feast on the 10th only.
    assert found.service_runs[found.row_service].tolist() == [
        [0, 1, 0, 0, 0, 0, 0],
        [1, 1, 1, 1, 1, 1, 1],
    ]


def test_no_feeds_are_an_empty_timetable() -> None:
    found = build_timetable([])
    assert (found.pattern_count, found.row_count, found.event_count) == (0, 0, 0)
