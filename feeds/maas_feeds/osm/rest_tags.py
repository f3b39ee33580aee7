"""What tags say of a place to rest."""

from __future__ import annotations

from typing import Final

from maas.streets.graph import RestPlace

from .raw import Tags

NOT_FOR_ALL: Final = frozenset(("no", "private", "customers", "permit", "employees"))

_STOPS: Final = (
    ("highway", "bus_stop"),
    ("highway", "platform"),
    ("public_transport", "platform"),
    ("railway", "platform"),
    ("railway", "tram_stop"),
)


def is_stop(tags: Tags) -> bool:
    """Whether passengers wait here."""
    return any(tags.get(key) == value for key, value in _STOPS)


def rest_bits(tags: Tags) -> RestPlace:
    """What there is for somebody who has to rest; NONE where it is not for everybody.

    Source: OSM wiki, Tag:amenity=bench, =shelter, =toilets, Key:changing_table.
    """
    amenity = tags.get("amenity")
    bits = RestPlace.NONE
    if tags.get("access") in NOT_FOR_ALL:
        return bits
    if amenity == "bench":
        bits |= RestPlace.BENCH
    if amenity == "shelter":
        bits |= RestPlace.SHELTER
        if tags.get("bench") == "yes":
            bits |= RestPlace.BENCH
    if is_stop(tags) and "yes" in (tags.get("bench"), tags.get("shelter")):
        bits |= RestPlace.STOP_SEAT
    if amenity == "toilets":
        bits |= RestPlace.TOILET
        if {tags.get("wheelchair"), tags.get("toilets:wheelchair")} & _FOR_WHEELS:
            bits |= RestPlace.WHEELCHAIR_TOILET
        if "yes" in (tags.get("changing_table"), tags.get("diaper")):
            bits |= RestPlace.CHANGING_TABLE
    return bits


_FOR_WHEELS: Final = frozenset(("yes", "designated", "only"))
