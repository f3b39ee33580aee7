"""Put what a network says on the street that it runs along.

What the street does not know is taken from the network. Where both know, a value inside
of the network's class is kept; what contradicts is settled for the worse, and counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from maas.streets.graph import Crossing, EdgeSource, SlopeSource
from maas_feeds.osm.draft import Draft
from maas_feeds.osm.hours import common
from maas_feeds.osm.values import NO, UNKNOWN, known

from .network import Network

_TENTH: Final = 0.1

_FACTS: Final = ("tactile_paving", "handrail", "covered", "signal_sound")
"""Three-valued, and no is the worse."""

_FILLED: Final = (
    ("signal_button", UNKNOWN),
    ("indoor", UNKNOWN),
    ("wheelchair", UNKNOWN),
    ("rises", UNKNOWN),
)
"""Taken where the street does not know; else the street's own stays."""

_FILLED_NUMBERS: Final = ("level", "crossing_metres", "cross_slope_percent")

_WORDS: Final = {
    "kerb_cm": "kerb",
    "width_cm": "width",
    "steepest_up": "slope",
    "tactile_paving": "tactile paving",
    "signal_sound": "sound of the signal",
    "covered": "roof",
    "steps": "number of steps",
    "forward": "direction",
}


@dataclass(slots=True)
class Mixture:
    """Counts what is mixed."""

    streets: int = 0
    contradictions: Counter[str] = field(default_factory=Counter)

    def sentence(self) -> str | None:
        """What the two sources contradict each other in, None where in nothing."""
        if not self.contradictions:
            return None
        what = ", ".join(
            f"{_WORDS.get(name, name)} {count}"
            for name, count in sorted(self.contradictions.items())
        )
        return (
            f"contradicts the streets it runs along ({what} of {self.streets} stretches)"
            ": the worse counts"
        )


def mix(
    draft: Draft,
    street: int,
    network: Network,
    link: int,
    opposite: bool,
    sum_: Mixture,
) -> None:
    """Put link ``link`` on stretch ``street``; ``opposite``: drawn the other way."""
    _Mixing(draft, street, network, link, opposite, sum_).run()


@dataclass(slots=True)
class _Mixing:
    draft: Draft
    street: int
    network: Network
    link: int
    opposite: bool
    sum: Mixture
    taken: bool = False

    def run(self) -> None:
        self.sum.streets += 1
        self._class("kerb_cm", "kerb_cm", max)
        self._class("width_cm", "width_cm", min)
        self._slopes()
        for name in _FACTS:
            self._settle(name, UNKNOWN, lambda mine, theirs: NO)
        for name, unknown in _FILLED:
            self._settle(name, unknown, lambda mine, theirs: mine, quietly=True)
        for name in _FILLED_NUMBERS:
            if not known(self._mine(name)) and known(self._theirs(name)):
                self._set(name, self._theirs(name))
        self._settle("smoothness", UNKNOWN, max, quietly=True)
        self._settle("steps", -1, max)
        self._crossing()
        self._ways()
        if self._theirs("private"):
            self._set("private", 1)
        self._hours()
        self._name()
        if self.taken:
            self.draft["source"][self.street] = EdgeSource.NETWORK
            if self._theirs("dated"):
                self.draft["dated"][self.street] = self._theirs("dated")

    def _mine(self, name: str) -> float:
        value: float = self.draft[name][self.street].item()
        return value

    def _theirs(self, name: str) -> float:
        """The link's value, as the street is drawn."""
        if self.opposite and name in ("steepest_up", "steepest_down"):
            name = "steepest_down" if name == "steepest_up" else "steepest_up"
        value: float = self.network.draft[name][self.link].item()
        if self.opposite and name == "mean_slope":
            return -value
        if self.opposite and name == "rises" and value:
            return 3 - value
        return value

    def _set(self, name: str, value: float) -> None:
        if value != self._mine(name):
            self.draft[name][self.street] = value
            self.taken = True

    def _class(
        self, name: str, other_end: str, worse: Callable[[float, float], float]
    ) -> None:
        """A number against a class of numbers, of which the network has both ends."""
        mine, theirs = self._mine(name), self._theirs(name)
        if not known(theirs):
            return
        if not known(mine):
            self._set(name, theirs)
            return
        ends = (theirs, float(self.network.least[other_end][self.link]))
        if not min(ends) - _TENTH <= mine <= max(ends) + _TENTH:
            self.sum.contradictions[name] += 1
            self._set(name, worse(mine, theirs))

    def _slopes(self) -> None:
        if self._theirs("slope_source") == SlopeSource.NONE:
            return
        names = ("steepest_up", "steepest_down", "mean_slope")
        theirs = [self._theirs(name) for name in names]
        tag = self._mine("slope_percent")
        if not known(tag):
            for name, value in zip(names, theirs, strict=True):
                self.draft[name][self.street] = value
            self.draft["slope_source"][self.street] = SlopeSource.NETWORK
            self.taken = True
            return
        mine = [max(tag, 0.0), max(-tag, 0.0), tag]
        least = float(self.network.least["slope_percent"][self.link])
        fits = all(a <= b + _TENTH for a, b in zip(mine[:2], theirs[:2], strict=True))
        if fits and abs(tag) >= least - _TENTH:
            return
        self.sum.contradictions["steepest_up"] += 1
        steeper = mine if max(mine[:2]) >= max(theirs[:2]) else theirs
        worst = [max(a, b) for a, b in zip(mine[:2], theirs[:2], strict=True)]
        for name, value in zip(names, [*worst, steeper[2]], strict=True):
            self.draft[name][self.street] = value
        self.draft["slope_source"][self.street] = SlopeSource.NETWORK
        self.taken = True

    def _settle(
        self,
        name: str,
        unknown: int,
        worse: Callable[[float, float], float],
        quietly: bool = False,
    ) -> None:
        mine, theirs = self._mine(name), self._theirs(name)
        if theirs in (unknown, mine):
            return
        if mine != unknown:
            theirs = worse(mine, theirs)
            if not quietly:
                self.sum.contradictions[name] += 1
        self._set(name, theirs)

    def _crossing(self) -> None:
        mine, theirs = self._mine("crossing"), self._theirs("crossing")
        if theirs <= Crossing.UNKNOWN or mine == theirs:
            return
        if mine > Crossing.UNKNOWN:
            self.sum.contradictions["crossing"] += 1
            theirs = min(mine, theirs)
        self._set("crossing", theirs)

    def _ways(self) -> None:
        """Only the ways that both say are open are."""
        theirs = [bool(self._theirs(name)) for name in ("forward", "backward")]
        if self.opposite:
            theirs.reverse()
        for name, open_ in zip(("forward", "backward"), theirs, strict=True):
            if self._mine(name) and not open_:
                self.sum.contradictions["forward"] += 1
                self._set(name, False)

    def _hours(self) -> None:
        mine, theirs = int(self._mine("hours")), int(self._theirs("hours"))
        if theirs == -1 or mine == -2:
            return
        if theirs == -2:
            self._set("hours", -2)
            return
        week = self.network.draft.weeks[theirs]
        if mine >= 0:
            week = common(self.draft.weeks[mine], week)
        if week not in self.draft.weeks:
            self.draft.weeks.append(week)
        self._set("hours", self.draft.weeks.index(week))

    def _name(self) -> None:
        theirs = int(self._theirs("name"))
        if self._mine("name") < 0 <= theirs:
            names = self.network.draft.names
            self._set("name", self.draft.name_row(names[theirs]))
