"""The time of day, so that it can be another one in tests."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

FIRST_YEAR: Final = 1970
LAST_YEAR: Final = 2200
"""Years that can be searched: any feed lies far within."""

Clock = Callable[[], datetime]
"""Gives the present as an aware time."""


def now() -> datetime:
    """Tell the present, to the second."""
    return datetime.now(UTC).replace(microsecond=0)
