"""What is wrong with a feed: the report behind ``maas check``."""

from __future__ import annotations

from pathlib import Path

from .gtfs import Report, find_feed


def check_feed(path: Path) -> Report:
    """Read a feed for its faults only; a refusal is in the report, nothing is raised."""
    _, report = find_feed(path, path.stem)
    return report
