"""Strategies for the rules of a feed: transfers.txt and pathways.txt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hypothesis import strategies as st

from .strategies_trips import GRID, Row, TripDraft


@st.composite
def transfers(
    draw: st.DrawFn, parents: Mapping[str, str], trips: Sequence[TripDraft]
) -> list[Row]:
    """Rows of all types, of every specificity, no two with the same key.

    `parents` gives each stop's station, or "".
    """
    found: dict[tuple[str, ...], Row] = {}
    in_seat = set()
    for _ in range(draw(st.sampled_from([0, 0, 1, 2, 4, 6]))):
        kind = draw(st.sampled_from("213045"))
        a, b = draw(st.sampled_from(trips)), draw(st.sampled_from(trips))
        if kind in "45":
            # In order, so that no chain leads back to where it began.
            if (a.calls[0].departure, a.id) > (b.calls[0].departure, b.id):
                a, b = b, a
            # Two words on the same trips, or one on frequencies that others follow,
            # would contradict each other.
            if a == b or a.windows or (a.id, b.id) in in_seat:
                continue
            in_seat |= {(a.id, b.id), (b.id, a.id)}
            row = seated(a, b, with_stops=draw(st.booleans()))
        else:
            row = {}
            for side, trip in (("from", a), ("to", b)):
                row |= draw(bound(side, trip, parents))
            row["min_transfer_time"] = draw(
                st.sampled_from(["", "0", str(GRID), str(2 * GRID), "120"])
            )
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
    draw: st.DrawFn, side: str, trip: TripDraft, parents: Mapping[str, str]
) -> Row:
    """One side of a change: a stop or station of a trip, perhaps with route and trip."""
    stops = [call.stop for call in trip.calls]
    stations = [parents[stop] for stop in stops if parents[stop]]
    named = draw(st.sampled_from(["", "route", "trip", "route and trip"]))
    return {
        f"{side}_stop_id": draw(st.sampled_from(stops + stations)),
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
        drawn = draw(
            st.lists(
                st.tuples(
                    end,
                    end,
                    st.sampled_from(["1", "2"]),
                    st.sampled_from(["1", "0"]),
                    st.sampled_from([60, 120, GRID, 1]),
                ).filter(lambda one: one[0] != one[1]),
                max_size=5,
            )
        )
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
