"""No itinerary of an answer may be needless beside another or the direct walk."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .asked import Asked
from .itineraries import Summary
from .verdict import Fault


def dominated(
    summaries: Sequence[Summary | None], direct_seconds: int | None, asked: Asked
) -> Iterator[Fault]:
    """Faults of itineraries that another, or walking all the way, makes needless."""
    costs = [None if s is None else _costs(s, asked) for s in summaries]
    for i, (summary, mine) in enumerate(zip(summaries, costs, strict=True)):
        if summary is None or mine is None:
            continue
        if direct_seconds is not None and _walk_is_as_good(
            summary, direct_seconds, asked
        ):
            yield Fault(
                i, None, "dominated", f"walking all the way takes {direct_seconds} s"
            )
        for k, other in enumerate(costs):
            if k == i or other is None:
                continue
            no_worse = all(b <= a for a, b in zip(mine, other, strict=True))
            if no_worse and (other != mine or k < i):
                yield Fault(
                    i,
                    None,
                    "dominated",
                    f"itinerary {k + 1} is as good in departure, arrival and boardings",
                )
                break


def _costs(summary: Summary, asked: Asked) -> tuple[int, ...]:
    """What is compared, less is better. Departure and arrival as far as they count."""
    if asked.single and asked.arrive_by:
        return (-summary.departure, summary.boardings)
    if asked.single:
        return (summary.arrival, summary.boardings)
    return (-summary.departure, summary.arrival, summary.boardings)


def _walk_is_as_good(summary: Summary, seconds: int, asked: Asked) -> bool:
    """The direct walk can start whenever one likes, from the time asked for."""
    departure, arrival = summary.departure, summary.arrival
    if asked.single and asked.time is not None:
        if asked.arrive_by:
            arrival = asked.time
        else:
            departure = asked.time
    return departure + seconds <= arrival
