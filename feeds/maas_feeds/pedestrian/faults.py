"""What is wrong with a network, in sentences that name file and record."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

_NAMED: Final = 3
"""So many further records of one fault are named; the rest are counted."""


@dataclass(slots=True)
class Faults:
    """Faults of one file, alike ones together."""

    path: Path
    found: dict[str, list[str]] = field(default_factory=dict)

    def add(self, record: str, problem: str) -> None:
        """Note a problem of a record, such as ``link L1 (record 3)``.

        ``problem`` goes on after the record's name and says what comes of it.
        """
        self.found.setdefault(problem, []).append(record)

    def sentences(self) -> list[str]:
        """One sentence for each kind of fault, in the order they were met."""
        return [
            f"{self.path.name}: {records[0]} {problem}{_others(records[1:])}."
            for problem, records in self.found.items()
        ]


def _others(records: list[str]) -> str:
    if not records:
        return ""
    named = ", ".join(records[:_NAMED])
    rest = len(records) - _NAMED
    return f"; so {named}" + (f" and {rest} more" if rest > 0 else "")
