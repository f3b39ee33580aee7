"""``maas check``, ``fetch``, ``verify`` and ``sample``: work on files."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table
from rich.text import Text

from maas.errors import MaasError

from ..town import open_town
from .console import err, out, print_json

AsJson = Annotated[bool, typer.Option("--json", help="Write JSON.")]


def check(
    feed: Annotated[Path, typer.Argument(help="GTFS zip or folder.")],
    as_json: AsJson = False,
) -> None:
    """Report every fault of a GTFS feed, with file, line and field.

    Exits with 1 where the feed cannot be used at all.

    \b
    Example:
      maas check bus.zip
    """
    from maas_feeds.check import check_feed

    report = check_feed(feed)
    if as_json:
        print_json(report.as_dict())
    else:
        console = out()
        table = Table("", "file", "line", "field", "times", "what", box=None)
        for row in report.rows():
            table.add_row(*map(Text, row))
        if report.notices:
            console.print(table)
        console.print(Text(f"{feed.name}: {report.outcome}: {report.why()}"))
    if report.outcome == "refused":
        raise typer.Exit(1)


def fetch(
    city_file: Annotated[Path, typer.Argument(help="The city file to add streets to.")],
    place: Annotated[
        str, typer.Option(help="A place's name, as OpenStreetMap knows it.")
    ],
) -> None:
    """Download a place's streets from OpenStreetMap (needs the internet).

    Writes them beside the city file and names them in it.

    \b
    Example:
      maas fetch --place "三鷹市" city.toml
    """
    from maas_feeds.fetch import fetch_place

    err().print(f"Asking OpenStreetMap for {place} …")
    fetch_place(place, city_file)
    err().print(f"{city_file} now names the streets of {place}.")


def verify(
    city: Annotated[Path, typer.Argument(help="Folder that `maas build` wrote.")],
    answer: Annotated[
        Path, typer.Argument(help="A plan answer in MOTIS's form, `maas plan --json`.")
    ],
    as_json: AsJson = False,
) -> None:
    """Hold every leg of an answer against the feeds and streets themselves.

    Reads the raw GTFS again, by code of its own: times, calendar, boarding, changes. Of
    an answer for a person it also reads raw OpenStreetMap: slope, kerb, width, surface,
    steps and rests of every walk. Exits with 1 where a leg is wrong.

    \b
    Example:
      maas plan city --from … --to … --json > answer.json
      maas verify city answer.json
    """
    from maas_feeds.verify import verify_answer

    content = _read_json(answer)
    town = open_town(city)
    feeds = {feed_id: Path(path) for feed_id, path in town.feeds.items()}
    verdict = verify_answer(
        feeds,
        town.timezone,
        content,
        osm=[Path(path) for path in town.streets],
        elevation=[Path(path) for path in town.elevation],
    )
    if as_json:
        print_json(asdict(verdict))
    else:
        console = out()
        for fault in verdict.faults:
            console.print(Text(str(fault)))
        console.print(f"{verdict.certified} of {verdict.legs} legs certified")
    if verdict.faults:
        raise typer.Exit(1)


def sample(
    folder: Annotated[Path, typer.Argument(help="Folder to write the files to.")],
) -> None:
    """Write the files of the sample city: a stylised Mitaka, its streets invented.

    The folder must be new, empty or an earlier sample.

    \b
    Example:
      maas sample sample
      maas build sample/city.toml --out city
    """
    from maas_feeds.sample import write_sample

    city_file = write_sample(folder)
    out().print(f"Wrote {city_file}")


def _read_json(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise MaasError(f"{path} cannot be read: {error.strerror}.") from error
    except ValueError as error:
        raise MaasError(f"{path} is not JSON: {error}.") from error
    if not isinstance(content, dict):
        raise MaasError(f"{path} is not a plan answer: it must be one JSON object.")
    for name in ("itineraries", "direct"):
        if not isinstance(content.get(name), list):
            raise MaasError(f"{path} is not a plan answer: it has no list {name!r}.")
    return content
