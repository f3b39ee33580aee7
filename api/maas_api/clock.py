"""The time of day, so that it can be another one in tests."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""Gives the present as an aware time."""


def now() -> datetime:
    """Tell the present, to the second."""
    return datetime.now(UTC).replace(microsecond=0)
