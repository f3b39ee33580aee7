"""GTFS feeds: files to plain tables, with every fault named."""

from __future__ import annotations

from .feed import FLEX_STOP_TIMES, FLEX_TRIPS, find_feed, read_feed
from .notices import Notice, Report

__all__ = [
    "FLEX_STOP_TIMES",
    "FLEX_TRIPS",
    "Notice",
    "Report",
    "find_feed",
    "read_feed",
]
