"""Do two planners find the same? By the arrival of the best journey of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from .worker import Reply


@dataclass(frozen=True, slots=True)
class Quality:
    """A peer's arrivals beside ours, over questions that both may answer."""

    asked: int
    same: int  # within the tolerance
    later: int
    earlier: int
    only_ours: int  # we found a way, the peer none
    only_theirs: int
    neither: int
    later_seconds: int  # median of those that are later
    earlier_seconds: int  # median of those that are earlier
    earliest_seconds: int  # the largest of those
    earlier_questions: tuple[int, ...]  # their numbers, the largest difference first


def best_arrival(reply: Reply, walk_arrival: int | None = None) -> int | None:
    """The earliest arrival of a reply, or of walking all the way."""
    arrivals = [arrival for _, arrival in reply["found"]]
    if walk_arrival is not None:
        arrivals.append(walk_arrival)
    return min(arrivals, default=None)


def compare(
    ours: Sequence[int | None], theirs: Sequence[int | None], tolerance_seconds: int
) -> Quality:
    """Compare best arrivals, question by question.

    >>> compare([100, 100, None], [130, 190, None], 60).later
    1
    """
    both = [
        (number, their - our)
        for number, (our, their) in enumerate(zip(ours, theirs, strict=True))
        if our is not None and their is not None
    ]
    later = [gap for _, gap in both if gap > tolerance_seconds]
    earlier = sorted((gap, n) for n, gap in both if gap < -tolerance_seconds)
    only_ours = sum(
        o is not None and t is None for o, t in zip(ours, theirs, strict=True)
    )
    only_theirs = sum(
        o is None and t is not None for o, t in zip(ours, theirs, strict=True)
    )
    return Quality(
        asked=len(ours),
        same=len(both) - len(later) - len(earlier),
        later=len(later),
        earlier=len(earlier),
        only_ours=only_ours,
        only_theirs=only_theirs,
        neither=len(ours) - len(both) - only_ours - only_theirs,
        later_seconds=round(median(later)) if later else 0,
        earlier_seconds=round(-median(gap for gap, _ in earlier)) if earlier else 0,
        earliest_seconds=-earlier[0][0] if earlier else 0,
        earlier_questions=tuple(n for _, n in earlier),
    )
