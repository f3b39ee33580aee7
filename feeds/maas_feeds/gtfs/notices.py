"""What can be said about a feed: notices, and the report that holds them.

Codes are those of MobilityData's GTFS validator where it has one for the fault
(https://gtfs-validator.mobilitydata.org/rules.html); the others are marked ours in
``docs/reading-gtfs.md``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Final, Literal

Severity = Literal["error", "warning", "info"]

SHOWN_EACH: Final = 5
"""Notices of one kind that are given line by line; the rest are only counted."""

SEVERITIES: Final[Mapping[str, Severity]] = {
    "calendar_range_bounded": "warning",
    "csv_parsing_failed": "error",
    "decreasing_shape_distance": "warning",
    "duplicate_key": "error",
    "duplicate_row": "warning",
    "duplicate_route_name": "warning",
    "duplicated_column": "error",
    "duplicated_file": "error",
    "empty_column_name": "info",
    "empty_file": "error",
    "empty_row": "info",
    "flex_trip": "info",
    "foreign_key_violation": "error",
    "i_o_error": "error",
    "inconsistent_agency_timezone": "error",
    "invalid_character": "error",
    "invalid_color": "error",
    "invalid_date": "error",
    "invalid_float": "error",
    "invalid_input_files_in_subfolder": "error",
    "invalid_integer": "error",
    "invalid_row_length": "error",
    "invalid_time": "error",
    "invalid_timezone": "error",
    "leading_or_trailing_whitespaces": "warning",
    "line_ending": "warning",
    "location_with_unexpected_stop_time": "error",
    "location_without_parent_station": "error",
    "missing_calendar_and_calendar_date_files": "error",
    "missing_required_column": "error",
    "missing_required_field": "error",
    "missing_required_file": "error",
    "missing_trip_edge": "error",
    "mixed_case_name": "warning",
    "new_line_in_value": "error",
    "not_utf_8": "error",
    "null_byte": "error",
    "number_out_of_range": "error",
    "older_translations_form": "info",
    "overlapping_frequency": "error",
    "point_near_origin": "error",
    "row_too_long": "error",
    "route_both_short_and_long_name_missing": "warning",
    "separator_not_comma": "error",
    "service_without_days": "warning",
    "start_and_end_range_out_of_order": "error",
    "station_with_parent_station": "error",
    "stop_time_timepoint_without_times": "error",
    "stop_time_with_arrival_before_previous_departure_time": "error",
    "stop_time_with_only_arrival_or_departure_time": "error",
    "stop_without_location": "error",
    "stop_without_stop_time": "info",
    "trailing_separator": "info",
    "unclosed_quote": "error",
    "unexpected_enum_value": "warning",
    "unknown_column": "info",
    "unknown_file": "info",
    "unsorted_rows": "warning",
    "unusable_trip": "warning",
    "wrong_parent_location_type": "error",
}
"""Every code, with its severity: an error breaks the specification, a warning harms
the feed's use, an info harms nothing."""


@dataclass(frozen=True, slots=True)
class Notice:
    """One fault, or the count of further ones of its kind.

    ``line`` counts from 1, the header's line. ``repaired`` tells that the feed as
    read differs, because of this, from the feed as written.
    """

    code: str
    severity: Severity
    file: str
    line: int | None
    field: str | None
    message: str
    count: int = 1
    repaired: bool = False

    def __str__(self) -> str:
        where = self.file + (f" line {self.line}" if self.line is not None else "")
        if self.field:
            where += f", {self.field}"
        return f"{where}: {self.message}" if where else self.message


@dataclass(frozen=True, slots=True)
class Report:
    """What was found in a feed, and what it came to."""

    feed_id: str
    notices: tuple[Notice, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    """Rows read, by what they are: stops, routes, trips, calls, …"""
    refused: str | None = None
    """Why no feed came of it."""

    @property
    def outcome(self) -> Literal["loaded", "repaired", "refused"]:
        """Refused; repaired where something breaks the specification or was read
        otherwise than it was written; else loaded."""
        if self.refused is not None:
            return "refused"
        changed = any(n.repaired or n.severity == "error" for n in self.notices)
        return "repaired" if changed else "loaded"

    def tally(self) -> dict[Severity, int]:
        """Faults of each severity."""
        total: Counter[str] = Counter()
        for notice in self.notices:
            total[notice.severity] += notice.count
        return {"error": total["error"], "warning": total["warning"],
                "info": total["info"]}  # fmt: skip

    def why(self) -> str:
        """The outcome's reason in one line."""
        if self.refused is not None:
            return self.refused
        told = [n for n in self.notices if n.repaired or n.severity == "error"]
        if not told:
            return ", ".join(f"{n:,} {what}" for what, n in self.counts.items())
        told.sort(key=lambda notice: not notice.repaired)  # what changed comes first
        kinds: dict[tuple[str, str | None], list[Notice]] = {}
        for notice in told:
            kinds.setdefault((notice.code, notice.field), []).append(notice)
        parts = []
        for group in list(kinds.values())[:3]:
            more = sum(notice.count for notice in group) - group[0].count
            parts.append(f"{group[0]}" + (f" (and {more:,} more)" if more else ""))
        if len(kinds) > 3:
            parts.append(f"and {len(kinds) - 3} other kinds of fault")
        return "; ".join(parts)

    def rows(self) -> list[tuple[str, str, str, str, str, str]]:
        """For a table: severity, file, line, field, count, message; worst first."""
        order = ("error", "warning", "info")
        return [
            (
                notice.severity,
                notice.file,
                "" if notice.line is None else str(notice.line),
                notice.field or "",
                str(notice.count),
                notice.message,
            )
            for notice in sorted(self.notices, key=lambda n: order.index(n.severity))
        ]

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "feed": self.feed_id,
            "outcome": self.outcome,
            "why": self.why(),
            "counts": dict(self.counts),
            "tally": self.tally(),
            "notices": [asdict(notice) for notice in self.notices],
        }


class Faults:
    """Gathers notices while a feed is read, the first few of each kind in full."""

    def __init__(self) -> None:
        self._kinds: dict[tuple[str, str, str | None, bool], list[Notice]] = {}
        self._more: Counter[tuple[str, str, str | None, bool]] = Counter()

    def add(
        self,
        code: str,
        file: str,
        message: str,
        *,
        line: int | None = None,
        field: str | None = None,
        repaired: bool = False,
        count: int = 1,
    ) -> None:
        """Say one thing."""
        kind = (code, file, field, repaired)
        told = self._kinds.setdefault(kind, [])
        if len(told) < SHOWN_EACH:
            severity = SEVERITIES[code]
            told.append(
                Notice(code, severity, file, line, field, message, count, repaired)
            )
        else:
            self._more[kind] += count

    def add_rows(
        self,
        code: str,
        file: str,
        lines: Sequence[int],
        message: Callable[[int], str],
        *,
        field: str | None = None,
        repaired: bool = False,
    ) -> None:
        """Say one thing of many rows; ``message(i)`` is asked for the first few."""
        kind = (code, file, field, repaired)
        room = max(SHOWN_EACH - len(self._kinds.get(kind, ())), 0)
        for i in range(min(room, len(lines))):
            self.add(
                code,
                file,
                message(i),
                line=int(lines[i]),
                field=field,
                repaired=repaired,
            )
        if len(lines) > room:
            self._kinds.setdefault(kind, [])
            self._more[kind] += len(lines) - room

    def notices(self) -> Iterable[Notice]:
        """Everything said, kinds in the order in which they were met."""
        for kind, told in self._kinds.items():
            yield from told
            more = self._more[kind]
            if more:
                code, file, field, repaired = kind
                yield Notice(
                    code,
                    SEVERITIES[code],
                    file,
                    None,
                    field,
                    f"{more:,} more rows with this fault",
                    more,
                    repaired,
                )
