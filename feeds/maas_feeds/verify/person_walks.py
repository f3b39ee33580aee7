"""Walks of an answer for a person, held against raw OpenStreetMap."""

from __future__ import annotations

from .answer import BrokenRule, Json, instant, part, parts
from .person import Person
from .person_claims import check_whole
from .person_crossings import check_crossings
from .person_edges import RawGround, check_edge, check_unknown, find_edges
from .person_hours import check_hours
from .person_pace import check_pace
from .person_rests import check_chain, check_duration, check_rests
from .street_pieces import read_edge


def check_person_walk(raw: RawGround, leg: Json, person: Person) -> list[BrokenRule]:
    """Every broken rule of one walk."""
    broken: list[BrokenRule] = []
    try:
        told = part(leg, "x-accessibility")
        edges = [read_edge(edge) for edge in parts(told, "edges")]
        _check_status(leg, told, broken)
        broken += check_chain(leg, edges)
        pieces = find_edges(raw, edges, person, broken)
        for edge, found in zip(edges, pieces, strict=True):
            broken += check_edge(raw, edge, found, person)
            broken += check_pace(edge, found, person)
        broken += check_crossings(raw.finder, pieces, person)
        broken += check_whole(told, edges, person)
        broken += check_unknown(raw, told, pieces, person)
        broken += check_rests(raw.rests, told, leg, edges, person)
        broken += check_duration(leg, edges, person)
        broken += check_hours(raw.finder, leg, edges, pieces, person, raw.zone)
    except BrokenRule as rule:
        broken.append(rule)
    return broken


def _check_status(leg: Json, told: Json, broken: list[BrokenRule]) -> None:
    """A walk is certain if and only if all its edges are."""
    status = told.get("status")
    outcomes = [edge.get("outcome") for edge in parts(told, "edges")]
    if status not in ("certain", "possible"):
        raise BrokenRule("form", "x-accessibility has no status")
    walks = instant(leg, "endTime") > instant(leg, "startTime")
    if status == "certain" and walks and not outcomes:
        broken.append(BrokenRule("certainty", "told certain, but no way is told"))
    if status == "certain" and any(outcome != "certain" for outcome in outcomes):
        broken.append(BrokenRule("certainty", "told certain, but an edge is not"))
    if status == "possible" and outcomes and all(o == "certain" for o in outcomes):
        broken.append(
            BrokenRule("certainty", "told possible only, but every edge is certain")
        )
