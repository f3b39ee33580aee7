"""translations.txt in its current form; the older form is brought to it.

The older form (trans_id, lang, translation: Google's extension, GTFS-JP editions 1 and
2) translates a text wherever it stands. The current one names table and field, so an old
row becomes one row for every field in which its text occurs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from maas.columns import Strings
from maas.transit.tables import Translations

from .notices import Faults
from .rows import with_required
from .table import Table

FIELDS: Final = (
    ("agency.txt", "agency_name"),
    ("stops.txt", "stop_name"),
    ("stops.txt", "stop_desc"),
    ("stops.txt", "platform_code"),
    ("routes.txt", "route_short_name"),
    ("routes.txt", "route_long_name"),
    ("routes.txt", "route_desc"),
    ("trips.txt", "trip_headsign"),
    ("trips.txt", "trip_short_name"),
    ("stop_times.txt", "stop_headsign"),
    ("pathways.txt", "signposted_as"),
    ("levels.txt", "level_name"),
    ("feed_info.txt", "feed_publisher_name"),
)
"""Fields of text that a person reads, and that the older form may mean."""


def read_translations(
    table: Table, tables: Mapping[str, Table], faults: Faults
) -> Translations:
    """translations.txt, whichever its form."""
    if "trans_id" in table and "table_name" not in table:
        return _from_older(table, tables, faults)
    table = with_required(
        table, ["table_name", "field_name", "language", "translation"], faults
    )
    return Translations(
        table=table.strings("table_name"),
        field=table.strings("field_name"),
        language=table.strings("language"),
        text=table.strings("translation"),
        record_id=table.strings("record_id"),
        record_sub_id=table.strings("record_sub_id"),
        field_value=table.strings("field_value"),
    )


def _from_older(
    table: Table, tables: Mapping[str, Table], faults: Faults
) -> Translations:
    table = with_required(table, ["trans_id", "lang", "translation"], faults)
    where: dict[str, list[tuple[str, str]]] = {}
    for file, field in FIELDS:
        column = tables[file].column(field) if file in tables else None
        for text in set(column.values) if column is not None else ():
            where.setdefault(text, []).append((file.removesuffix(".txt"), field))
    rows: list[tuple[str, str, str, str, str]] = []
    unmet = 0
    for text, language, translation in zip(
        table.texts("trans_id"),
        table.texts("lang"),
        table.texts("translation"),
        strict=True,
    ):
        places: Iterable[tuple[str, str]] = where.get(text, ())
        unmet += not places
        for name, field in places or (("", ""),):
            rows.append((name, field, language, translation, text))
    if len(table):
        faults.add(
            "older_translations_form",
            table.file,
            f"{len(table):,} rows of the older form (trans_id) are brought to today's;"
            f" the text of {unmet:,} of them occurs nowhere",
        )
    columns = list(zip(*rows, strict=True)) if rows else [()] * 5
    blank = Strings.of("" for _ in rows)
    return Translations(
        table=Strings.of(columns[0]),
        field=Strings.of(columns[1]),
        language=Strings.of(columns[2]),
        text=Strings.of(columns[3]),
        record_id=blank,
        record_sub_id=blank,
        field_value=Strings.of(columns[4]),
    )
