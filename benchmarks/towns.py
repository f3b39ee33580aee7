"""The city a benchmark runs on: built already, or built here and measured.

``--city`` names one of

* a built city (a folder that ``maas build`` made),
* a city file, or a folder with a ``city.toml``,
* a folder of raw files: every GTFS zip or folder, OSM file and GeoTIFF in it counts.
"""

from __future__ import annotations

import csv
import io
import json
import re
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from maas.errors import CityError
from maas_feeds.city_file import read_city_file

from .report import say
from .timing import run_measured

OSM_ENDINGS = (".osm.pbf", ".pbf", ".osm", ".osm.gz")

_BUILD = (
    "import sys; from pathlib import Path; from maas_feeds.build import build_city; "
    "build_city(Path(sys.argv[1]), Path(sys.argv[2])); "
    "from benchmarks.timing import peak_bytes; print(peak_bytes())"
)


@dataclass(frozen=True, slots=True)
class Built:
    """What a build took."""

    cpu_seconds: float
    wall_seconds: float
    peak_bytes: int


@dataclass(frozen=True, slots=True)
class Town:
    """A built city on disk, and where it came from."""

    name: str
    folder: Path
    built: Built | None  # None where it was built before

    def snapshot_bytes(self) -> int:
        """Size of the built city on disk."""
        return sum(f.stat().st_size for f in self.folder.rglob("*") if f.is_file())


@contextmanager
def open_town(place: Path) -> Iterator[Town]:
    """Give a built city; what is built here is gone afterwards."""
    if (place / "manifest.json").exists():
        yield Town(place.resolve().name, place, None)
        return
    with tempfile.TemporaryDirectory(prefix="maas-benchmark-") as scratch:
        city_file = _city_file(place, Path(scratch))
        out = Path(scratch) / "city"
        say(f"building {city_file}")
        ran = run_measured([sys.executable, "-c", _BUILD, str(city_file), str(out)])
        built = Built(ran.cpu_seconds, ran.wall_seconds, int(ran.output))
        yield Town(read_city_file(city_file).name, out, built)


def _city_file(place: Path, scratch: Path) -> Path:
    if place.is_file():
        return place
    if (place / "city.toml").exists():
        return place / "city.toml"
    if not place.is_dir():
        raise CityError(f"There is no city at {place}: give a folder or a city file.")
    written = scratch / "city.toml"
    written.write_text(city_file_of(place.resolve()), "utf-8")
    return written


def city_file_of(folder: Path) -> str:
    """Write the city file of a folder of raw files."""
    entries = sorted(folder.iterdir())
    feeds = [path for path in entries if _is_feed(path)]
    if not feeds:
        raise CityError(
            f"{folder} holds neither a built city, nor a city.toml, nor a GTFS feed."
        )
    osm = [path for path in entries if path.name.endswith(OSM_ENDINGS)]
    heights = [path for path in entries if path.suffix in (".tif", ".tiff")]
    lines = [f"name = {json.dumps(folder.name)}"]
    lines += [f"timezone = {json.dumps(timezone_of(feeds[0]))}"]
    for path in feeds:
        feed_id = re.sub(r"[^A-Za-z0-9.-]+", "-", path.stem).strip("-.") or "feed"
        lines += ["[[gtfs]]", f"id = {json.dumps(feed_id)}", _path_line(path)]
    for section, paths in (("osm", osm), ("elevation", heights)):
        for path in paths:
            lines += [f"[[{section}]]", _path_line(path)]
    return "\n".join(lines) + "\n"


def _path_line(path: Path) -> str:
    return f"path = {json.dumps(str(path), ensure_ascii=False)}"


def _is_feed(path: Path) -> bool:
    return "stop_times.txt" in _names(path)


def _names(path: Path) -> Sequence[str]:
    if path.is_dir():
        return [entry.name for entry in path.iterdir()]
    if path.suffix != ".zip" or not zipfile.is_zipfile(path):
        return []
    with zipfile.ZipFile(path) as packed:
        return [name.rsplit("/", 1)[-1] for name in packed.namelist()]


def timezone_of(feed: Path) -> str:
    """The time zone of a feed's first agency."""
    if feed.is_dir():
        text = (feed / "agency.txt").read_text("utf-8-sig")
    else:
        with zipfile.ZipFile(feed) as packed:
            name = next(n for n in packed.namelist() if n.endswith("agency.txt"))
            text = packed.read(name).decode("utf-8-sig")
    first = next(csv.DictReader(io.StringIO(text)))
    return first["agency_timezone"].strip()
