"""Where a network's nodes meet the streets, and streets' nodes the network."""

from __future__ import annotations

from typing import Final

import numpy as np

from maas.columns import F64, I64, Bool
from maas.geo import ground_metres
from maas.streets.graph import EdgeKind
from maas_feeds.osm.draft import Draft
from maas_feeds.osm.nearest import Nearest, nearest_stretch

from .along import MEET_METRES, floor_of
from .codes import INDOORS
from .network import Network

LOOSE_METRES: Final = 15.0
"""A loose end of the network is linked to a street this near."""

_NEVER_CUT: Final = (EdgeKind.STEPS, EdgeKind.ESCALATOR, EdgeKind.LIFT, EdgeKind.LINK)

_SAME_SPOT_METRES: Final = 0.5


def joining_levels(network: Network) -> F64:
    """The level on which each node may be joined to streets, NaN where on none.

    A node of unknown floor is on the ground if a link on the ground touches it. What is
    inside a building at ground level is joined to no street.
    """
    draft = network.draft
    level = draft.node_level.astype(np.float64)
    touched = np.zeros(len(level), dtype=bool)
    ground = draft["raised"] == 0
    touched[draft["tail"][ground]] = touched[draft["head"][ground]] = True
    level[np.isnan(level) & touched] = 0.0
    level[(level == 0) & (network.place == INDOORS)] = np.nan
    return level


def meet_streets(draft: Draft, network: Network, covered: Bool) -> tuple[Nearest, Bool]:
    """The foot on a street of each node that meets one or ends near one.

    ``covered`` are links that run along a street. Also says which nodes lie on their
    street (else they are linked to it).
    """
    own, level = network.draft, joining_levels(network)
    lat, lon = own.node_lat, own.node_lon
    usable = ~np.isin(draft["kind"], _NEVER_CUT)
    found = nearest_on_level(draft, lat, lon, level, MEET_METRES, usable)
    on_street = (found.stretch >= 0) & ~_leading_away(draft, network, covered, found)
    ends = np.concatenate([own["tail"], own["head"]])
    loose = (np.bincount(ends, minlength=len(lat)) == 1) & ~on_street
    public = usable & (draft["private"] == 0)
    far = nearest_on_level(
        draft, lat, lon, np.where(loose, level, np.nan), LOOSE_METRES, public
    )
    # A link that leads away from a street is not tied to it with both of its ends.
    far.stretch[found.stretch >= 0] = -1
    both = Nearest(
        *(
            np.where(on_street, near, there)
            for near, there in (
                (found.stretch, far.stretch),
                (found.point, far.point),
                (found.along, far.along),
                (found.metres, far.metres),
            )
        )
    )
    return both, on_street


def nearest_on_level(
    draft: Draft, lat: F64, lon: F64, level: F64, max_metres: float, usable: Bool
) -> Nearest:
    """The nearest usable stretch on each point's own level; none where that is NaN."""
    count = len(lat)
    stretch, point = np.full((2, count), -1, dtype=np.int64)
    along, metres = np.zeros((2, count))
    floor = floor_of(draft)
    for one in np.unique(level[~np.isnan(level)]).tolist():
        rows = np.flatnonzero(level == one)
        rank = (usable & (floor == one)).astype(np.uint8)
        if rank.any():
            found = nearest_stretch(draft, lat[rows], lon[rows], max_metres, rank)
            stretch[rows], point[rows] = found.stretch, found.point
            along[rows], metres[rows] = found.along, found.metres
    return Nearest(stretch, point, along, metres)


def _leading_away(
    draft: Draft, network: Network, covered: Bool, found: Nearest
) -> Bool:
    """Farther ends of links that lie with both ends beside one spot of a street.

    Such a link (a kerb beside the way, say) leads away from it: were both ends put on
    the street, what it says would be passed by.
    """
    own = network.draft
    tail, head = own["tail"], own["head"]
    lat, lon = foot_places(draft, found)
    apart = ground_metres(lat[tail], lon[tail], lat[head], lon[head])
    one_spot = apart < np.maximum(own["metres"] / 2, _SAME_SPOT_METRES)
    both = (found.stretch[tail] >= 0) & (found.stretch[head] >= 0) & (tail != head)
    away = np.zeros(len(own.node_lat), dtype=bool)
    rows = np.flatnonzero(one_spot & both & ~covered)
    farther = np.where(
        found.metres[tail[rows]] > found.metres[head[rows]], tail[rows], head[rows]
    )
    away[farther] = True
    # What a link along the street ends in lies on it all the same.
    ends = np.concatenate([tail[covered], head[covered]])
    away[ends] = False
    return away


def foot_places(draft: Draft, found: Nearest) -> tuple[F64, F64]:
    """Latitude and longitude of each foot point, NaN where there is none."""
    there = found.stretch >= 0
    point = np.where(there, found.point, 0)
    places = []
    for values in (draft.shape_lat, draft.shape_lon):
        after = values[np.minimum(point + 1, len(values) - 1)]
        place = values[point] + found.along * (after - values[point])
        places.append(np.where(there, place, np.nan))
    return places[0], places[1]


def dead_ends(draft: Draft) -> I64:
    """Nodes of a draft at which only one stretch ends."""
    ends = np.concatenate([draft["tail"], draft["head"]])
    alone: I64 = np.flatnonzero(np.bincount(ends, minlength=len(draft.node_lat)) == 1)
    return alone
