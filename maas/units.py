"""Units and sentinels used all through the engine.

Times are ``int32`` seconds. A service day's seconds count from its noon minus
twelve hours (GTFS reference, "Time"), so they pass 86,400 after midnight.
"""

from __future__ import annotations

from typing import Final

UNREACHED: Final = 0x7FFFFFFF
"""No arrival, no cost: the largest ``int32``."""

DAY_SECONDS: Final = 86_400

WALK_METRES_PER_SECOND: Final = 80 / 60
"""Walking speed of the default walker: 80 m a minute.

Source: Japan's Fair Competition Code on indication of real estate, rule 9 (9): one
minute for each 80 m of walking.
"""
