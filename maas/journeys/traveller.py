"""Who walks and rides: what the searches of one traveller share, made once and kept.

A traveller is somebody without limits at one walking speed, or one person in one of two
networks: the certain one, or the possible one, which holds what nobody knows as well
(``docs/person-rules.md``).
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count

import numpy as np

from ..city import City
from ..columns import I32, U8
from ..people.profile import Person, Policy
from ..streets.snap import Snapper
from ..streets.verdict import LONG_LINK_METRES, Verdict, judge, knows_the_ground
from ..streets.walking import HORIZON, Walking, build_walking, build_walking_at
from ..transit.changes import Changes, build_changes, pairs_without_a_way
from ..transit.day import Allowed
from ..transit.footpaths import Footpaths, build_footpaths
from ..transit.search import Kept
from ..units import UNREACHED, WALK_METRES_PER_SECOND

YES, NO = 1, 2
PERSONS_KEPT, TRAVELLERS_KEPT = 32, 48


@dataclass(frozen=True, eq=False)
class Traveller:
    """One traveller in one network of one city. Immutable but for what is made late."""

    city: City
    snapper: Snapper
    metres_per_second: float  # off the streets, and on the flat
    person: Person | None = None
    verdict: Verdict | None = None
    certain: bool = False
    allowed: Allowed | None = None
    mute: AbstractSet[tuple[int, int]] | None = None
    changes: tuple[Changes, Changes] | None = None
    """Rules of changing, for forward and backward searches on the streets."""
    uses: Iterator[int] = field(default_factory=count)
    """Counts questions: what takes a second to make is not made for a single one."""

    @property
    def is_prepared(self) -> bool:
        """Is there what makes walks quick to find?"""
        return "walking" in self.__dict__

    def prepare(self) -> None:
        """Make what makes walks quick to find."""
        _ = self.walking, self.footpaths

    @cached_property
    def usable(self) -> U8:
        """Shape (edges,): 1 where this traveller may walk."""
        if self.verdict is None:
            return np.ones(self.city.streets.edge_count, dtype=np.uint8)
        return self.verdict.certain if self.certain else self.verdict.possible

    @cached_property
    def edge_seconds(self) -> I32:
        """Shape (edges,): ``UNREACHED`` where this traveller does not walk."""
        if self.verdict is None:
            return self.walking.edge_seconds
        seconds = np.where(self.usable, self.verdict.seconds, UNREACHED)
        return seconds.astype(np.int32)

    @cached_property
    def walking(self) -> Walking:
        """What makes walks quick to find: takes a second or so to make."""
        streets = self.city.streets
        if self.verdict is not None:
            return build_walking_at(streets, self.metres_per_second, self.edge_seconds)
        if self.metres_per_second == self.city.walking.metres_per_second:
            return self.city.walking
        return build_walking(streets, self.metres_per_second)

    @cached_property
    def footpaths(self) -> tuple[Footpaths, Footpaths]:
        """Changes on foot, for forward and backward searches."""
        walking = self.walking
        return build_footpaths(
            self.city.timetable,
            walking.overlay_at,
            walking.overlay_to,
            walking.overlay_seconds,
            HORIZON,
            self.mute,
        )

    @property
    def boarding_seconds(self) -> int:
        """To be at the stop before a departure."""
        return self.person.speeds.boarding_seconds if self.person else 0

    @property
    def transfer_seconds(self) -> int:
        """Slack of every change."""
        return self.person.speeds.transfer_seconds if self.person else 0


class Travellers:
    """The travellers of one city, the least used forgotten first. Safe in threads."""

    def __init__(self, city: City) -> None:
        self._city = city
        self._snapper = Snapper(city.streets)
        self._kept = Kept(TRAVELLERS_KEPT)
        self._verdicts = Kept(PERSONS_KEPT)

    def plain(self, metres_per_second: float | None) -> Traveller:
        """Return somebody without limits."""
        speed = metres_per_second or WALK_METRES_PER_SECOND
        return self._kept.get(
            speed, lambda: Traveller(self._city, self._snapper, speed)
        )

    def of(self, person: Person, policy: Policy, certain: bool) -> Traveller:
        """Return a person in the certain or in the possible network."""
        name = _key(person), policy is Policy.AVOID, certain
        return self._kept.get(name, lambda: self._new(person, policy, certain))

    def one_network(self, person: Person, policy: Policy) -> bool:
        """Is all that is possible certain, as nothing unknown matters?"""
        sure, all_ = (self.of(person, policy, certain) for certain in (True, False))
        # Off the streets the two differ for who has to know the ground.
        if knows_the_ground(person):
            return False
        return not all_.mute and (
            np.array_equal(sure.usable, all_.usable)
            and _key_of(sure.allowed) == _key_of(all_.allowed)
        )

    def verdict(self, person: Person, policy: Policy) -> Verdict:
        """Return what a person can do on every edge."""
        name = _key(person), policy is Policy.AVOID
        return self._verdicts.get(
            name, lambda: judge(self._city.streets, person, policy)
        )

    def _new(self, person: Person, policy: Policy, certain: bool) -> Traveller:
        verdict = self.verdict(person, policy)
        mute = frozenset() if certain else self._mute()
        return Traveller(
            city=self._city,
            snapper=self._snapper.restricted(
                verdict.certain if certain else verdict.possible,
                LONG_LINK_METRES if certain and knows_the_ground(person) else math.inf,
            ),
            metres_per_second=person.speeds.flat,
            person=person,
            verdict=verdict,
            certain=certain,
            allowed=rides_allowed(self._city, person, certain),
            mute=mute,
            changes=self._kept.get(
                ("changes", certain), lambda: build_changes(self._city.timetable, mute)
            ),
        )

    def _mute(self) -> AbstractSet[tuple[int, int]]:
        """Pairs of stops with a rule between them that no way joins for anybody."""
        walking = self._city.walking
        return self._kept.get(
            "mute",
            lambda: pairs_without_a_way(
                self._city.timetable,
                walking.overlay_at,
                walking.overlay_to,
                walking.overlay_seconds,
                HORIZON,
            ),
        )


def rides_allowed(city: City, person: Person, certain: bool) -> Allowed | None:
    """Return which trips and stops a person may use; None: all."""
    if not person.limits.step_free_boarding:
        return None
    trips, stops = city.trips.wheelchair, city.stops.wheelchair
    trip_ok = trips == YES if certain and "trip" in person.must_know else trips != NO
    stop_ok = stops == YES if certain and "stop" in person.must_know else stops != NO
    rows = trip_ok[city.timetable.row_trip]
    return Allowed(rows.astype(np.uint8), stop_ok.astype(np.uint8))


def _key_of(allowed: Allowed | None) -> bytes | None:
    return None if allowed is None else allowed.key


def _key(person: Person) -> str:
    """What tells travellers apart: all that a search depends on."""
    return repr(
        (
            person.speeds,
            person.limits,
            sorted(person.efforts.surface_weights.items()),
            person.efforts,
            sorted(person.must_know),
            sorted(person.limits.barred_surfaces),
        )
    )
