"""Build a city's streets from OSM files, elevation rasters, stops and pathways."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from maas.columns import I64
from maas.streets.graph import EdgeKind, Streets

from .crossings import measure_crossings
from .directed import directed, drop_lonely_nodes
from .draft import Draft, empty_draft
from .elevation import find_elevation
from .kerbs import with_kerb_lines
from .levels import find_node_levels
from .lifts import connect_lifts
from .network import cut_at_junctions, walkable_ways
from .oddities import tell_oddities
from .passing import pass_crossings, pass_points
from .pathways import add_pathways
from .places import Doors, StreetPathways, StreetStops, find_doors
from .plazas import cross_plazas, find_plazas
from .raw import RawOsm, merge, read_osm
from .rests import place_rests, rest_at_stops
from .rises import find_rises
from .sidewalks import leave_carriageways
from .slopes import find_slopes
from .stops import link_to_streets
from .straight import join_straight

Progress = Callable[[str, float], None]
"""Told what is being done, one short phrase, and what share of it is done."""


def build_streets(
    osm_paths: Sequence[Path],
    elevation_paths: Sequence[Path],
    stops: StreetStops,
    pathways: StreetPathways,
    progress: Progress | None = None,
    join: Callable[[Draft], None] | None = None,
) -> tuple[Streets, list[str]]:
    """Build the streets; also what a person should know about them, in sentences.

    ``join`` may add streets of other sources before stops are tied to them.
    Raises FeedError where a file cannot be read at all.
    """
    say = progress or (lambda phrase, share: None)
    raw = None
    draft = empty_draft()
    if osm_paths:
        say("reading streets", 0.0)
        raw = with_kerb_lines(merge([read_osm(Path(path)) for path in osm_paths]))
        say("reading streets", 1.0)
        say("cutting streets at junctions", 0.0)
        draft = draft_from_osm(raw)
        if not len(draft):
            draft.warnings.append(
                "The OSM files hold no way that can be walked on: stops are joined by "
                "straight lines."
            )
        say("cutting streets at junctions", 1.0)
    if join is not None:
        join(draft)
    say("tying stops to streets", 0.0)
    stop_node = _add_stops(draft, raw, stops, pathways)
    say("tying stops to streets", 1.0)
    say("sampling elevation", 0.0)
    stop_node = drop_lonely_nodes(draft, stop_node)
    rasters = [Path(path) for path in elevation_paths]
    elevation, source, smooth = find_elevation(draft, raw, rasters)
    find_rises(draft, elevation)
    find_slopes(draft, rasters, elevation, smooth)
    streets = directed(draft, stop_node, elevation, source)
    say("sampling elevation", 1.0)
    return streets, draft.warnings


def draft_from_osm(raw: RawOsm) -> Draft:
    """The street network alone, without stops."""
    ways = walkable_ways(raw)
    if not len(ways.tags):
        draft = empty_draft()
        draft.warnings += tell_oddities(raw, [], [])
        return draft
    plazas = find_plazas(raw, ways)
    none = np.zeros(0, dtype=np.int64)
    forced = np.concatenate([none, *(plaza.viewpoints for plaza in plazas)])
    draft = cut_at_junctions(raw, ways, forced)
    tags_of_way = dict(zip(ways.osm_id.tolist(), ways.tags, strict=True))
    find_node_levels(draft, raw, tags_of_way)
    cross_plazas(draft, raw, plazas)
    connect_lifts(draft, raw, tags_of_way)
    leave_carriageways(draft)
    measure_crossings(draft, raw)
    pass_crossings(draft, raw)
    draft.warnings += tell_oddities(raw, ways.osm_id.tolist(), draft.node_osm.tolist())
    place_rests(draft, raw)
    return draft


def _add_stops(
    draft: Draft, raw: RawOsm | None, stops: StreetStops, pathways: StreetPathways
) -> I64:
    """Make every stop with a position a node, tied to streets, stops and pathways."""
    doors, warnings = find_doors(stops, pathways)
    draft.warnings += warnings
    placed = np.flatnonzero(~(np.isnan(doors.lat) | np.isnan(doors.lon)))
    stop_node = np.full(len(stops.lat), -1, dtype=np.int64)
    stop_node[placed] = draft.add_nodes(
        doors.lat[placed], doors.lon[placed], stops.level[placed]
    )
    linked = np.flatnonzero(doors.linked)
    streets_known = len(draft) > 0
    reached = link_to_streets(draft, stop_node[linked], stops.level[linked])
    if raw is not None:
        # Now that nothing is cut any more: of a stretch in pieces only the piece at a
        # kerb has to pass it.
        pass_points(draft, raw)
        rest_at_stops(draft, raw, stop_node[linked])
    lines = join_straight(draft, stop_node[linked], reached)
    if lines and streets_known:
        draft.warnings.append(
            f"{int((~reached).sum())} of {len(linked)} stops are more than 250 m from "
            "any street: walks to and from them are straight lines."
        )
    _join_boarding_areas(draft, doors, stop_node)
    draft.warnings += add_pathways(draft, pathways, stop_node)
    return stop_node


def _join_boarding_areas(draft: Draft, doors: Doors, stop_node: I64) -> None:
    """A boarding area is a part of its platform: no way lies between them."""
    areas = np.flatnonzero(doors.area_of >= 0)
    tail, head = stop_node[areas], stop_node[doors.area_of[areas]]
    there = (tail >= 0) & (head >= 0)
    draft.add_straight(tail[there], head[there], kind=EdgeKind.LINK, metres=0.0)
