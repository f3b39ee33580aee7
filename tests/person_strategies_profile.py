"""Which difficulties made-up towns, people and questions may have."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

from hypothesis import strategies as st

from .strategies_profile import PLAIN, Profile


@dataclass(frozen=True)
class Difficulties:
    """Switches, one for each; sizes are upper bounds.

    ``contested`` allows what the rules leave open: see the list in ``person_oracle``.
    """

    stops: int = 5
    trips: int = 7
    crossroads: int = 6  # nodes of the streets that are no stops
    shortcuts: int = 5  # stretches beyond those that join the nodes
    slopes: bool = False  # speeds and limits by slope
    barriers: bool = False  # steps, kerbs, widths, surfaces, crossings, lifts …
    unknowns: bool = False  # what is not known, what must be, policies
    rests: bool = False  # the longest stretch without a rest
    walk_limit: bool = False  # the longest walk
    closures: bool = False
    hours: bool = False
    effort: bool = False
    slack: bool = False  # seconds for boarding and changing
    rules: bool = False  # transfers.txt
    seated: bool = False  # blocks
    stations: bool = False
    step_free: bool = False  # of stops and trips
    limits: bool = False  # of the question
    spots: bool = False  # places beside the streets
    contested: bool = False

    def of_feed(self) -> Profile:
        """Return what the feed may have."""
        return replace(
            PLAIN,
            stops=self.stops,
            trips=self.trips,
            edges=0,
            blocks=self.seated,
            transfers=self.rules,
            stations=self.stations,
        )


NONE = Difficulties()
SWITCHES = tuple(
    one.name
    for one in fields(Difficulties)
    if one.type == "bool" and one.name != "contested"
)
ALL = replace(NONE, **dict.fromkeys(SWITCHES, True))
EACH = {name: replace(NONE, **{name: True}) for name in SWITCHES}
# Where nobody asks, nothing is unknown.
EACH["unknowns"] = replace(EACH["unknowns"], barriers=True, slopes=True)


@st.composite
def some_of(draw: st.DrawFn, difficulties: Difficulties) -> Difficulties:
    """Give about half of the difficulties, or all where they are few.

    Source: A. Groce et al., "Swarm Testing", ISSTA 2012.
    """
    given = [name for name in SWITCHES if getattr(difficulties, name)]
    if len(given) < 4:
        return difficulties
    return replace(difficulties, **{name: draw(st.booleans()) for name in given})
