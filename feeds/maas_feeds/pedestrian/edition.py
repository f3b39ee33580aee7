"""Tell which edition of the specification a link file follows."""

from __future__ import annotations

from typing import Final

from maas.errors import FeedError

from .codes import EDITIONS, Edition
from .files import Table

_NEW_FIELDS: Final = frozenset({"rank", "r_method", "maint_date"})
"""Fields that the edition of 2024 has and that of 2018 has not."""

_OLD_FIELDS: Final = frozenset(
    {
        "distance",
        "rt_struct",
        "route_type",
        "direction",
        "width",
        "vtcl_slope",
        "lev_diff",
        "tfc_signal",
        "tfc_s_type",
        "brail_tile",
        "elevator",
    }
)
"""Fields that every link of 2018 has; a file with fewer may be a simple one of 2024."""

_NEW_CODES: Final = {
    "vtcl_slope": frozenset("45678"),
    "lev_diff": frozenset("345"),
}

_CODED: Final = ("direction", "route_type")


def find_edition(table: Table, told: int | None) -> Edition:
    """Return the edition told, else the one that fields and codes show.

    Raises FeedError with one sentence where neither can be, or the file is older.
    """
    _refuse_older(table)
    if told is not None:
        return EDITIONS[told]
    if table.names & _NEW_FIELDS or _has_new_codes(table):
        return EDITIONS[2024]
    if table.names >= _OLD_FIELDS:
        return EDITIONS[2018]
    missing = ", ".join(sorted(_OLD_FIELDS - table.names)[:3])
    raise FeedError(
        f"{table.path} does not show which edition of the specification it follows (it "
        f"has no {missing}): write edition = 2018 or edition = 2024 in its "
        "[[pedestrian]] section."
    )


def _has_new_codes(table: Table) -> bool:
    return any(
        record.get(name) in codes
        for name, codes in _NEW_CODES.items()
        for record in table.records
    )


def _refuse_older(table: Table) -> None:
    if "リンクid" in table.names or "ノードid" in table.names:
        raise FeedError(
            f"{table.path} follows the specification of 2010 (its fields have Japanese "
            "names); give it in the edition of 2018 or 2024."
        )
    for name in _CODED:
        zeros = sum(record.get(name) == "0" for record in table.records)
        if zeros > len(table.records) / 2:
            raise FeedError(
                f"{table.path} counts its codes from 0 ({name}), as the draft of 2017 "
                "did; give it in the edition of 2018 or 2024, which count from 1."
            )
