"""The person's oracle on foot: rests, limits, doors and effort, worked out by hand."""

from __future__ import annotations

from itertools import product
from math import inf

import pytest

from .oracle_text import BERLIN, TOKYO, instant, tables
from .person_oracle_text import somebody
from .person_oracle_walks import Bounds, Door, Network, Spot, Tie, Walked
from .person_towns import Edge, Town, edge, town

NO_TRIPS = tables({"red 1": "A 08:00 B 08:10"})
BENCH = 1


def streets(*edges: Edge, **more: object) -> Town:
    return town(NO_TRIPS, edges, **more)  # type: ignore[arg-type]


def both_ways(a: str, b: str, metres: float, **columns: object) -> list[Edge]:
    return [edge(x, y, metres=metres, **columns) for x, y in ((a, b), (b, a))]


def walk(
    place: Town,
    a: str | Spot,
    b: str | Spot,
    certain_only: bool = False,
    with_effort: bool = False,
    seconds: int | None = None,
    **numbers: object,
) -> set[tuple[int, int]]:
    """Return (seconds, effort) of walks from a to b, the same in both directions."""
    network = Network(place, somebody(**numbers), certain_only, with_effort)
    ends = [[p] if isinstance(p, str) else p for p in (a, b)]
    there = network.walks(ends[0], ends[1], 0, Bounds(seconds))
    back = network.walks(ends[0], ends[1], 0, Bounds(seconds), forward=False)
    if not network.waits:
        assert there == back
    return {(int(clock), effort) for clock, effort in there}


def test_walks_the_quickest_way() -> None:
    place = streets(
        edge("a", "b", metres=300.0),
        edge("b", "c", metres=300.0),
        edge("a", "c", metres=601.0),
    )
    assert walk(place, "a", "c") == {(600, 0)}
    assert walk(place, "c", "a") == set()
    assert walk(place, "a", "a") == {(0, 0)}


def test_walks_only_where_the_person_can() -> None:
    place = streets(
        edge("a", "b", metres=100.0, kerb_cm=9.0),
        edge("a", "c", metres=100.0, width_cm=float("nan")),
        edge("c", "b", metres=50.0),
        edge("a", "d", metres=100.0),
        edge("d", "b", metres=100.0),
    )
    # Over the kerb 100 m, through the lane of unknown width 150 m, around 200 m.
    assert walk(place, "a", "b") == {(100, 0)}
    assert walk(place, "a", "b", max_kerb_cm=3.0, min_width_cm=90.0) == {(150, 0)}
    assert walk(
        place, "a", "b", certain_only=True, max_kerb_cm=3.0, min_width_cm=90.0
    ) == {(200, 0)}
    # Who needn't know the width is certain of the lane.
    assert walk(
        place,
        "a",
        "b",
        certain_only=True,
        max_kerb_cm=3.0,
        must_know=(),
        min_width_cm=90.0,
    ) == {(150, 0)}


def test_takes_nothing_of_more_than_a_day() -> None:
    place = streets(edge("a", "b", metres=86_400.0), edge("b", "c", metres=86_401.0))
    assert walk(place, "a", "b") == {(86_400, 0)}
    assert walk(place, "b", "c") == set()


def test_gives_every_walk_that_is_quicker_or_easier() -> None:
    place = streets(
        edge("a", "b", metres=100.0, lit=2),
        edge("a", "c", metres=100.0),
        edge("c", "b", metres=20.0),
        edge("a", "d", metres=70.0),
        edge("d", "b", metres=70.0),
    )
    # In the dark 100 s x 15 = 1500; lit ways of 120 s, 1200, and of 140 s, 1400.
    dark = {"unlit_weight": 5}
    assert walk(place, "a", "b", with_effort=True, **dark) == {(100, 1500), (120, 1200)}
    assert walk(place, "a", "b", **dark) == {(100, 0)}


def line(*rests: str) -> Town:
    """a - b - c - d, 100 m each."""
    edges = [e for a, b in ("ab", "bc", "cd") for e in both_ways(a, b, 100.0)]
    return streets(*edges, rests=dict.fromkeys(rests, BENCH))


@pytest.mark.parametrize(
    ("rests", "stretch", "takes"),
    [
        ("", 300.0, {(300, 0)}),
        ("", 299.9, set()),
        # A rest is 120 s; nobody rests who need not.
        ("b", 200.0, {(420, 0)}),
        ("bc", 200.0, {(420, 0)}),
        ("bc", 300.0, {(300, 0)}),
        ("bc", 100.0, {(540, 0)}),
        # 199.9 m from b to d are too far.
        ("b", 199.9, set()),
        ("c", 200.0, {(420, 0)}),
        # Resting where one starts or ends is of no use.
        ("ad", 299.0, set()),
    ],
)
def test_rests_so_as_to_get_on(
    rests: str, stretch: float, takes: set[tuple[int, int]]
) -> None:
    place = line(*rests)
    found = walk(place, "a", "d", max_stretch_metres=stretch, rest_seconds=120)
    assert found == takes
    assert walk(place, "d", "a", max_stretch_metres=stretch, rest_seconds=120) == takes


def test_goes_out_of_the_way_to_rest() -> None:
    place = streets(
        *both_ways("a", "b", 100.0),
        *both_ways("b", "bench", 30.0),
        *both_ways("b", "c", 100.0),
        rests={"bench": BENCH},
    )
    # 100 + 30, rest 60 s, 30 + 100: 260 s of walking, 320 s; no more than 130 at once.
    far = {"rest_seconds": 60}
    assert walk(place, "a", "c", max_stretch_metres=130.0, **far) == {(320, 0)}
    assert walk(place, "a", "c", max_stretch_metres=129.9, **far) == set()
    # Rests are walking time, not walking distance.
    for seconds, found in ((320, {(320, 0)}), (319, set())):
        assert (
            walk(place, "a", "c", seconds=seconds, max_stretch_metres=130.0, **far)
            == found
        )
    assert walk(
        place, "a", "c", max_stretch_metres=130.0, max_walk_metres=260.0, **far
    ) == {(320, 0)}
    assert (
        walk(place, "a", "c", max_stretch_metres=130.0, max_walk_metres=259.9, **far)
        == set()
    )


def test_keeps_a_slower_walk_that_has_more_left() -> None:
    # From a to c by the short way without a bench, or by the long one with a rest;
    # from c on it is 100 m.
    place = streets(
        edge("a", "c", metres=100.0),
        edge("a", "b", metres=100.0),
        edge("b", "c", metres=50.0),
        edge("c", "d", metres=100.0),
        rests={"b": BENCH},
    )
    # The short way has 200 m at once. The long: 100, rest 60 s, 50 + 100 = 310 s.
    numbers = {"rest_seconds": 60}
    assert walk(place, "a", "d", max_stretch_metres=200.0, **numbers) == {(200, 0)}
    assert walk(place, "a", "d", max_stretch_metres=150.0, **numbers) == {(310, 0)}
    assert walk(place, "a", "c", max_stretch_metres=150.0, **numbers) == {(100, 0)}


def test_counts_whole_decimetres() -> None:
    # 1.25 m are rint(12.5) = 12 dm, twice 24, though 2.5 m are more than 2.4.
    place = streets(edge("a", "b", metres=1.25), edge("b", "c", metres=1.25))
    assert walk(place, "a", "c", max_walk_metres=2.4) == {(2, 0)}
    assert walk(place, "a", "c", max_walk_metres=2.3) == set()


def test_keeps_a_slower_walk_that_is_shorter() -> None:
    # Uphill 100 m at half the pace, around 150 m.
    place = streets(
        edge("a", "b", metres=100.0, mean_slope=8.0), edge("a", "b", metres=150.0)
    )
    slow = {"by_slope": ((0.0, 1.0), (8.0, 0.5))}
    assert walk(place, "a", "b", **slow) == {(150, 0)}
    assert walk(place, "a", "b", max_walk_metres=149.0, **slow) == {(200, 0)}


def test_starts_and_ends_within_an_edge() -> None:
    place = streets(
        edge("a", "b", metres=101.0, lit=2, twin=1),
        edge("b", "a", metres=101.0, lit=2, twin=0),
        edge("b", "c", metres=101.0),
    )
    middle = Spot(leave=(Tie(0, 0.5, 10.0), Tie(1, 0.5, 10.0)), reach=())
    # Half of 101 s is 50.5 -> 50, and 10 m at 1 m/s; then 101 s.
    assert walk(place, middle, "b") == {(60, 0)}
    assert walk(place, middle, "c") == {(161, 0)}
    # The effort: half of 101 x 15 = 1515 is 757.5 -> 758; 10 s are 100; 1010.
    dark = {"unlit_weight": 5}
    assert walk(place, middle, "c", with_effort=True, **dark) == {(161, 1868)}
    # Its decimetres: half of 1010 is 505; 100 straight; 1010.
    assert walk(place, middle, "c", max_walk_metres=161.5) == {(161, 0)}
    assert walk(place, middle, "c", max_walk_metres=161.4) == set()
    third = Spot(leave=(), reach=(Tie(2, 0.25, 4.0),))
    # A quarter of 101 s is 25.25 -> 25, and 4 s.
    assert walk(place, "b", third) == {(29, 0)}
    assert walk(place, middle, third) == {(89, 0)}


# Doors


CLOSED = ((instant("08:00"), instant("08:30")),)


@pytest.mark.parametrize(
    ("hours", "closures", "at", "following", "before"),
    [
        (None, CLOSED, "07:59:59", "07:59:59", "07:59:59"),
        (None, CLOSED, "08:00", "08:30", "07:59:59"),
        (None, CLOSED, "08:29:59", "08:30", "07:59:59"),
        (None, CLOSED, "08:30", "08:30", "08:30"),
        # Monday from 9:00 to 17:00.
        (((9 * 3600, 17 * 3600),), (), "08:00", "09:00", None),
        (((9 * 3600, 17 * 3600),), (), "09:00", "09:00", "09:00"),
        (((9 * 3600, 17 * 3600),), (), "16:59:59", "16:59:59", "16:59:59"),
        (((9 * 3600, 17 * 3600),), (), "17:00", None, "16:59:59"),
        # Open from 7:00 on, closed from 8:00 to 8:30, and for good at 8:15.
        (((7 * 3600, 8 * 3600 + 900),), CLOSED, "08:05", None, "07:59:59"),
        # Closed while it would open.
        (((8 * 3600 + 900, 9 * 3600),), CLOSED, "08:00", "08:30", None),
        # Never open.
        ((), (), "08:00", None, None),
    ],
)
def test_a_door_opens_and_closes(
    hours: tuple[tuple[int, int], ...] | None,
    closures: tuple[tuple[int, int], ...],
    at: str,
    following: str | None,
    before: str | None,
) -> None:
    door = Door(hours, closures, TOKYO)
    when = instant(at)
    # Of other weeks, a week later or earlier.
    after, last = door.next_open(when), door.last_open(when)
    if hours and following is None:
        assert after is not None
        assert after > when + 5 * 86_400
    else:
        assert after == (instant(following) if following else None)
    if hours and before is None:
        assert last is not None
        assert last < when - 5 * 86_400
    else:
        assert last == (instant(before) if before else None)


def test_opening_hours_are_of_the_local_week() -> None:
    tuesday = ((86_400 + 10 * 3600, 86_400 + 12 * 3600),)
    door = Door(tuesday, (), TOKYO)
    assert door.next_open(instant("13:00")) == instant("10:00", "2026-04-07")
    assert door.next_open(instant("12:00", "2026-04-07")) == instant(
        "10:00", "2026-04-14"
    )
    # The night of 29 March has 23 hours in Berlin: 9:00 on the wall is 8 h after midnight.
    sunday = ((6 * 86_400 + 9 * 3600, 6 * 86_400 + 10 * 3600),)
    midnight = instant("00:00", "2026-03-29", BERLIN)
    assert Door(sunday, (), BERLIN).next_open(midnight) == midnight + 8 * 3600


def closed_from(start: str, end: str) -> Town:
    """a - b - c, 60 m each; b to c is closed for a while."""
    return streets(
        edge("a", "b", metres=60.0),
        edge("b", "c", metres=60.0),
        closures=[(1, instant(start), instant(end))],
    )


@pytest.mark.parametrize(
    ("leaves", "arrives"),
    [
        # At b by 7:59, before it closes; inside one may go on to the end.
        ("07:58", "08:00"),
        ("07:58:59", "08:00:59"),
        # At b by 8:00: waits until 8:30.
        ("07:59", "08:31"),
        ("08:29", "08:31"),
        ("08:30", "08:32"),
    ],
)
def test_waits_at_a_closed_edge(leaves: str, arrives: str) -> None:
    network = Network(closed_from("08:00", "08:30"), somebody(), False, False)
    found = network.walks(["a"], ["c"], instant(leaves))
    assert found == {Walked(instant(arrives), 0)}
    # Waiting is not walking.
    assert network.walks(["a"], ["c"], instant(leaves), Bounds(120)) == found
    assert network.walks(["a"], ["c"], instant(leaves), Bounds(119)) == frozenset()


@pytest.mark.parametrize(
    ("arrives", "leaves"),
    [
        ("08:00", "07:58"),
        ("08:00:59", "07:58:59"),
        # Entered by 7:59:59, or not before 8:30.
        ("08:01", "07:58:59"),
        ("08:30:59", "07:58:59"),
        ("08:31", "08:29"),
        ("08:32", "08:30"),
    ],
)
def test_leaves_as_late_as_a_closed_edge_lets_it(arrives: str, leaves: str) -> None:
    network = Network(closed_from("08:00", "08:30"), somebody(), False, False)
    found = network.walks(["a"], ["c"], instant(arrives), forward=False)
    assert found == {Walked(-instant(leaves), 0)}


def test_goes_around_what_stays_closed_for_longer() -> None:
    place = streets(
        edge("a", "b", metres=60.0),
        edge("a", "c", metres=300.0),
        edge("c", "b", metres=300.0),
        closures=[(0, instant("08:00"), instant("08:30"))],
    )
    network = Network(place, somebody(unlit_weight=1), False, True)

    def found(at: str) -> set[tuple[float, int]]:
        walks = network.walks(["a"], ["b"], instant(at))
        return {(clock - instant(at), effort) for clock, effort in walks}

    # Around it is 600 s, and 6000; waiting is no effort.
    assert found("07:59") == {(60, 600)}
    assert found("08:00") == {(600, 6000), (1860, 600)}
    assert found("08:21") == {(600, 600)}


def test_rests_while_it_waits() -> None:
    place = streets(
        edge("a", "b", metres=100.0),
        edge("b", "c", metres=100.0),
        rests={"b": BENCH},
        closures=[(1, instant("08:00"), instant("08:10"))],
    )
    person = somebody(max_stretch_metres=100.0, rest_seconds=120)
    network = Network(place, person, False, False)

    def found(at: str) -> set[float]:
        return {w.clock for w in network.walks(["a"], ["c"], instant(at))}

    # 8:01:40 at b, rested by 8:03:40, open at 8:10, there at 8:11:40.
    assert found("08:00") == {instant("08:11:40")}
    # 8:09:40 at b, rested by 8:11:40, there at 8:13:20.
    assert found("08:08") == {instant("08:13:20")}


def test_leaves_a_place_beside_a_closed_edge_and_waits_to_reach_it() -> None:
    place = streets(
        edge("a", "b", metres=60.0),
        closures=[(0, instant("08:00"), instant("08:30"))],
    )
    network = Network(place, somebody(), False, False)
    beside = Spot(leave=(Tie(0, 0.5, 0.0),), reach=(Tie(0, 0.5, 0.0),))
    # Half of 60 s: who stands on the edge is not kept there, who comes to it is.
    leaves = network.walks(beside, ["b"], instant("08:00"))
    assert leaves == {Walked(instant("08:00:30"), 0)}
    reaches = network.walks(["a"], beside, instant("08:00"))
    assert reaches == {Walked(instant("08:30:30"), 0)}
    back = network.walks(["a"], beside, instant("08:15"), forward=False)
    assert back == {Walked(-instant("07:59:59"), 0)}


# Against all walks that there are


def every_walk(place: Town, a: str, b: str, stretch: int, pause: int) -> float:
    """Return the seconds of the quickest walk of at most seven nodes, each tried."""
    length = {(e["from"], e["to"]): e["metres"] for e in place.edges}
    nodes = sorted({name for pair in length for name in pair})
    quickest = 0.0 if a == b else inf
    for count in range(6):
        for inner in product(nodes, repeat=count):
            way = list(zip((a, *inner), (*inner, b), strict=True))
            if not all(pair in length for pair in way):
                continue
            for pauses in product((0, 1), repeat=count):
                since, time = 0.0, 0.0
                fits = True
                for (pair, rests), node in zip(
                    zip(way, (*pauses, 0), strict=True), (*inner, ""), strict=True
                ):
                    since += length[pair]
                    time += length[pair]
                    fits &= since <= stretch
                    if rests and place.rests[node]:
                        since, time = 0.0, time + pause
                if fits:
                    quickest = min(quickest, time)
    return quickest


@pytest.mark.parametrize("stretch", [60, 90, 120, 150, 300])
@pytest.mark.parametrize("pause", [0, 20, 100])
def test_no_walk_of_all_is_quicker(stretch: int, pause: int) -> None:
    lengths = {"ab": 60, "bc": 60, "cd": 90, "bx": 30, "xd": 120, "ad": 240, "cx": 30}
    edges = [e for (a, b), m in lengths.items() for e in both_ways(a, b, float(m))]
    place = streets(*edges, rests={"x": BENCH, "c": BENCH})
    for a, b in product("abcdx", repeat=2):
        found = walk(place, a, b, max_stretch_metres=float(stretch), rest_seconds=pause)
        quickest = every_walk(place, a, b, stretch, pause)
        assert min((time for time, _ in found), default=inf) == quickest
