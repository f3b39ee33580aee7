"""Which difficulties the made-up feeds and queries may have."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date

from hypothesis import strategies as st


@dataclass(frozen=True)
class Profile:
    """Difficulties that may occur; sizes are upper bounds.

    `contested` allows what the rules leave open, such as a via visited on foot where
    transfers.txt has a word on the change: see the list in `oracle`.
    """

    stops: int = 6
    trips: int = 8
    edges: int = 6
    loops: bool = False
    midnight: bool = False
    clock_changes: bool = False
    calendars: bool = False
    frequencies: bool = False
    bans: bool = False
    blanks: bool = False
    blocks: bool = False
    transfers: bool = False
    stations: bool = False
    pathways: bool = False
    limits: bool = False
    own_transfers: bool = False
    exclusions: bool = False
    vias: bool = False
    contested: bool = False

    def clocks(self) -> list[tuple[str, date]]:
        """Return time zones, each with the first of the days on which trips run."""
        found = [("Asia/Tokyo", date(2026, 4, 6))]
        if self.clock_changes:
            found.append(("Europe/Berlin", date(2026, 3, 28)))
            found.append(("Europe/Berlin", date(2026, 10, 24)))
        return found

    def hours(self) -> list[tuple[int, ...]]:
        """Return sets of hours of the service day, near which the trips of a case start.

        Those past midnight meet those of the next day.
        """
        night = [(24, 0), (25, 1), (26, 2), (28, 4)] if self.midnight else []
        return [(8,), *night]


PLAIN = Profile()
HARD = Profile(
    stops=7,
    trips=12,
    edges=8,
    loops=True,
    midnight=True,
    clock_changes=True,
    calendars=True,
    frequencies=True,
    bans=True,
    blanks=True,
    blocks=True,
    transfers=True,
    stations=True,
    pathways=True,
    limits=True,
    own_transfers=True,
    exclusions=True,
    vias=True,
)


@st.composite
def some_of(draw: st.DrawFn, profile: Profile) -> Profile:
    """Give about half of a profile's difficulties, or all where they are few.

    All of many at once would leave no journeys.

    Source: A. Groce et al., "Swarm Testing", ISSTA 2012.
    """
    difficulties = [
        one.name
        for one in fields(profile)
        if getattr(profile, one.name) is True and one.name != "contested"
    ]
    if len(difficulties) < 4:
        return profile
    return replace(profile, **{name: draw(st.booleans()) for name in difficulties})


def up_to(most: int, least: int = 1) -> st.SearchStrategy[int]:
    """Give sizes, mostly of the upper half: small feeds hold few journeys."""
    sizes = list(range(least, most + 1))
    return st.sampled_from([*sizes, *3 * sizes[len(sizes) // 2 :]])
