"""The sample city on disk: facts in, five files out."""

from __future__ import annotations

from pathlib import Path

from maas.errors import MaasError

from .buses import bus_feed
from .chance import Chance
from .facts import read_places, read_stations, read_table
from .ground import read_ground
from .gtfs_zip import write_gtfs
from .headers import BUS, RAIL
from .osm_xml import write_osm
from .poles import Courses, Poles
from .streets import plan_streets
from .terrain import Terrain, write_elevation
from .town import draw_town
from .trains import rail_feed

CITY_FILE = """\
# The sample city: a stylised Mitaka. Names, positions and service patterns of stations and
# main bus routes are facts; all streets, times, heights and furniture are invented.
name = "三鷹（見本・道路は架空） / Mitaka (sample, streets invented)"
timezone = "Asia/Tokyo"
languages = ["ja", "en"]
notice = "見本：道路・時刻は架空です。 / Sample: streets and times are invented."

[[gtfs]]
id = "rail"
path = "rail.zip"

[[gtfs]]
id = "bus"
path = "bus.zip"

[[osm]]
path = "streets.osm.gz"

[[elevation]]
path = "heights.tif"
"""


def write_sample(folder: Path, seed: int = 0) -> Path:
    """Write the sample city into a folder and return its city file.

    The same seed gives the same bytes. An earlier sample is overwritten; a folder of
    anything else is refused with ``MaasError``, and nothing was written.
    """
    try:
        _refuse_what_is_not_ours(folder)
        folder.mkdir(parents=True, exist_ok=True)
        return _write(folder, seed)
    except OSError as error:
        raise MaasError(
            f"The sample cannot be written to {folder}: {error.strerror}; name another "
            f"folder."
        ) from error


def _refuse_what_is_not_ours(folder: Path) -> None:
    """Leave people's own files alone: only nothing or a sample may be there."""
    if not folder.exists():
        return
    if not folder.is_dir():
        raise MaasError(f"{folder} is a file; name a folder for the sample.")
    marker = CITY_FILE.partition(":")[0].encode()
    city_file = folder / "city.toml"
    if any(folder.iterdir()) and not (
        city_file.is_file() and city_file.read_bytes().startswith(marker)
    ):
        raise MaasError(
            f"{folder} holds files that are not of the sample; name a new folder."
        )


def _write(folder: Path, seed: int) -> Path:
    # First, so that a sample that was cut short can be written again.
    city_file = folder / "city.toml"
    city_file.write_text(CITY_FILE, encoding="utf-8")
    chance = Chance(seed)
    stops, stations = read_places("stops.csv"), read_stations()
    routes, ground, terrain = read_table("routes.toml"), read_ground(), Terrain()
    plan = plan_streets(stops, stations, routes, ground, chance)
    poles = Poles(plan, {s.id: s for s in stops})
    bus = bus_feed(routes, poles, Courses(plan), chance)
    rail = rail_feed(read_table("lines.toml"), stations, chance)
    write_gtfs(folder / "bus.zip", BUS, bus)
    write_gtfs(folder / "rail.zip", RAIL, rail)
    standing = [(pole.place.name, pole.point) for pole in poles.all()]
    facilities = read_places("facilities.csv")
    town = draw_town(plan, stations, facilities, standing, ground, terrain, chance)
    write_osm(town, folder / "streets.osm.gz")
    write_elevation(terrain, folder / "heights.tif")
    return city_file
