"""Every limit of the HTTP face, in one table (docs/api.md shows it)."""

from __future__ import annotations

from dataclasses import dataclass

HOUR = 3600


@dataclass(frozen=True, slots=True)
class Limits:
    """What one request, one client and one server may ask for."""

    window_seconds: int = 24 * HOUR
    """Longest ``searchWindow``."""
    extended_window_seconds: int = 12 * HOUR
    """How far a window grows to find ``numItineraries``."""
    itineraries: int = 200
    """Most ``numItineraries`` and ``maxItineraries``."""
    travel_seconds: int = 24 * HOUR
    """Longest journey: a longer ``maxTravelTime`` is cut to it."""
    walk_seconds: int = 2 * HOUR
    """Longest walk to, from or without transit: longer ones are cut to it."""
    transfers: int = 14
    """Most changes of vehicle: a larger ``maxTransfers`` is cut to it."""
    vias: int = 2
    """Most stops to visit on the way."""
    concurrent_plans: int = 8
    """Plans computed at once; 503 after ``wait_seconds`` in the queue."""
    wait_seconds: float = 2.0
    requests_per_minute: int = 600
    """Plans per client and minute, in bursts of as many; 429 beyond. 0: no limit."""
    lifts_bytes: int = 1 << 20
    """Longest body of ``POST /maas/v1/lifts``; 413 beyond."""
