"""``maas build``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer

from .console import out, print_json, progress_bars

_WARNINGS_SHOWN: Final = 12


def build(
    city_file: Annotated[Path, typer.Argument(help="The city file, city.toml.")],
    to: Annotated[
        Path, typer.Option("--out", help="Folder to write the city to.", metavar="DIR")
    ],
    force: Annotated[
        bool, typer.Option("--force", help="Build also where nothing has changed.")
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Write a JSON summary.")
    ] = False,
) -> None:
    """Build a city from the files that a city file names.

    \b
    A city file:
      name = "Mitaka"
      timezone = "Asia/Tokyo"
      [[gtfs]]
      id = "bus"
      path = "bus.zip"
      [[osm]]
      path = "mitaka.osm.pbf"

    Inputs that have not changed are not built again.

    \b
    Example:
      maas build city.toml --out city
    """
    from maas import snapshot
    from maas_feeds.build import build_city

    # Now, not after minutes of building.
    snapshot.refuse_unless_free(to)
    with progress_bars() as tell:
        summary = build_city(city_file, to, progress=tell, force=force)
    content = summary.as_dict()
    if as_json:
        print_json(content)
        return
    console = out()
    built = "Built" if summary.rebuilt else "Nothing has changed in"
    console.print(f"{built} {to}")
    for name, value in content.items():
        if name not in ("rebuilt", "warnings"):
            said = f"{value:,}" if isinstance(value, int) else str(value)
            console.print(f"  {name.replace('_', ' ')}: {said}")
    warnings = content["warnings"]
    for warning in warnings[:_WARNINGS_SHOWN]:
        console.print(f"  warning: {warning}")
    if len(warnings) > _WARNINGS_SHOWN:
        rest = len(warnings) - _WARNINGS_SHOWN
        console.print(f"  and {rest:,} more warnings; --json has all")
