"""How large a feed may be. Beyond these it is an attack or not a town's feed.

The largest files that are meant to pass are a big city's: five million stop times
of about 130 bytes (the long ids of GTFS-JP) are 650 MB.
"""

from __future__ import annotations

from typing import Final

MAX_MEMBERS: Final = 5_000
MAX_FILE_BYTES: Final = 1 << 30
MAX_FEED_BYTES: Final = 3 << 30
MAX_LINE_BYTES: Final = 1 << 20
MAX_COLUMNS: Final = 500
MAX_ROWS: Final = 5_000_000
MAX_ROWS_OF: Final = {"stop_times.txt": 10_000_000, "shapes.txt": 10_000_000}

MAX_TIME_SECONDS: Final = 14 * 86_400
"""No trip is two weeks on its way."""

MAX_CALENDAR_CELLS: Final = 64_000_000
"""Services times days of the calendar, one byte each."""
FIRST_YEAR: Final = 1970
LAST_YEAR: Final = 2100
