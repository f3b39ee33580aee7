"""What a town knows better than its feeds: its facts file, and residents' reports."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from .apply import Known, apply_claims
from .claims import Claim
from .facts_file import read_facts_file
from .on_transit import Transit
from .reports import read_reports

__all__ = ["Claim", "Known", "Transit", "apply_claims", "read_claims"]


def read_claims(
    facts: Sequence[Path], reports: Iterable[tuple[Path, int, int]]
) -> tuple[list[Claim], list[str]]:
    """Return all claims of a town, and what to know about its files.

    ``reports`` are files with the confirmations needed and the days within which.
    Raises ``CityError`` for a file that cannot be used.
    """
    claims = [claim for path in facts for claim in read_facts_file(path)]
    warnings: list[str] = []
    for path, needed, days in reports:
        confirmed, said = read_reports(path, needed, days)
        claims += confirmed
        warnings += said
    return claims, warnings
