"""Strategies for the rules of a feed: transfers.txt and pathways.txt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hypothesis import strategies as st

from .strategies_trips import GRID, Row, TripDraft, changes


@st.composite
def transfers(
    draw: st.DrawFn, parents: Mapping[str, str], trips: Sequence[TripDraft]
) -> list[Row]:
    """Rows of all types, of every specificity, no two with the same key.

    `parents` gives each stop's station, or "".
    """
    found: dict[tuple[str, ...], Row] = {}
    in_seat = set()
    relevant = changes(trips)
    if not relevant:
        return []
    change = relevant[0]
    for _ in range(draw(st.sampled_from([0, 1, 2, 4, 8, 12]))):
        kind = draw(st.sampled_from("23210345"))
        # Another row for the same change, or one for another.
        change = draw(st.just(change) | st.sampled_from(relevant))
        a, off, b, on = change
        if kind in "45":
            # In order, so that no chain leads back to where it began.
            if (a.calls[0].departure, a.id) > (b.calls[0].departure, b.id):
                a, b = b, a
            # Two words on the same trips, or one on frequencies that others follow,
            # would contradict each other.
            if a.windows or (a.id, b.id) in in_seat:
                continue
            in_seat.add((a.id, b.id))
            row = seated(a, b, with_stops=draw(st.booleans()))
        else:
            row = draw(bound("from", a, a.calls[off].stop, parents))
            row |= draw(bound("to", b, b.calls[on].stop, parents))
            time = st.sampled_from(["600", "300", "", "900", "0", "120"])
            row["min_transfer_time"] = draw(time)
        found.setdefault(
            tuple(value for name, value in row.items() if name.endswith("_id")),
            row | {"transfer_type": kind},
        )
    return list(found.values())


def seated(a: TripDraft, b: TripDraft, with_stops: bool) -> Row:
    """Return the cells that name two trips, and where one ends and the other starts."""
    return {
        "from_stop_id": a.calls[-1].stop if with_stops else "",
        "from_route_id": "",
        "from_trip_id": a.id,
        "to_stop_id": b.calls[0].stop if with_stops else "",
        "to_route_id": "",
        "to_trip_id": b.id,
        "min_transfer_time": "",
    }


@st.composite
def bound(
    draw: st.DrawFn,
    side: str,
    trip: TripDraft,
    stop: str,
    parents: Mapping[str, str],
) -> Row:
    """One side of a change: the stop or its station, perhaps with route and trip."""
    named = draw(st.sampled_from(["", "", "route", "trip", "route and trip"]))
    places = [stop, stop, parents[stop] or stop]
    return {
        f"{side}_stop_id": draw(st.sampled_from(places)),
        f"{side}_route_id": trip.route if "route" in named else "",
        f"{side}_trip_id": trip.id if "trip" in named else "",
    }


@st.composite
def pathways(
    draw: st.DrawFn, parents: Mapping[str, str]
) -> tuple[list[Row], list[Row]]:
    """Entrances and nodes of some stations, and pathways among these and platforms.

    Stairs and walkways, one-way or not, all with their traversal_time.
    """
    inner: list[Row] = []
    found: list[Row] = []
    for station in sorted(set(parents.values()) - {""}):
        nodes = {f"{station}-in": "2", f"{station}-mid": "3"}
        ends = [stop for stop, parent in parents.items() if parent == station]
        end = st.sampled_from([*nodes, *ends])
        way = st.tuples(
            end,
            end,
            st.sampled_from(["1", "2"]),
            st.sampled_from(["1", "0"]),
            st.sampled_from([60, 120, GRID, 1]),
        )
        ways = draw(st.lists(way, max_size=5))
        drawn = [one for one in ways if one[0] != one[1]]
        if drawn:
            inner += [
                {"stop_id": node, "location_type": kind, "parent_station": station}
                for node, kind in nodes.items()
            ]
        for a, b, mode, both_ways, time in drawn:
            found.append(
                {
                    "pathway_id": f"p{len(found)}",
                    "from_stop_id": a,
                    "to_stop_id": b,
                    "pathway_mode": mode,
                    "is_bidirectional": both_ways,
                    "traversal_time": str(time),
                }
            )
    return inner, found
