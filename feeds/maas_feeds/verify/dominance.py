"""No itinerary of an answer may be needless beside another or the direct walk."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .asked import Asked
from .itineraries import Summary
from .verdict import Fault


def dominated(
    summaries: Sequence[Summary | None], walks: Sequence[Summary], asked: Asked
) -> Iterator[Fault]:
    """Faults of itineraries that another, or walking all the way, makes needless."""
    costs = [None if s is None else _costs(s, asked) for s in summaries]
    for i, (summary, mine) in enumerate(zip(summaries, costs, strict=True)):
        if summary is None or mine is None:
            continue
        for walk in walks:
            if _walk_is_as_good(summary, walk, asked):
                seconds = walk.arrival - walk.departure
                message = f"walking all the way takes {seconds} s"
                yield Fault(i, None, "dominated", message)
                break
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


def _costs(summary: Summary, asked: Asked) -> tuple[float, ...]:
    """What is compared, less is better. Departure and arrival as far as they count.

    What is certain stands beside what is better if all goes well; less effort counts.
    """
    told = (summary.boardings, summary.uncertain, summary.effort)
    if asked.single and asked.arrive_by:
        return (-summary.departure, *told)
    if asked.single:
        return (summary.arrival, *told)
    return (-summary.departure, summary.arrival, *told)


def _walk_is_as_good(summary: Summary, walk: Summary, asked: Asked) -> bool:
    """The direct walk can start whenever one likes, from the time asked for."""
    if walk.uncertain > summary.uncertain or walk.effort > summary.effort:
        return False
    seconds = walk.arrival - walk.departure
    departure, arrival = summary.departure, summary.arrival
    if asked.single and asked.time is not None:
        if asked.arrive_by:
            arrival = asked.time
        else:
            departure = asked.time
    return departure + seconds <= arrival
