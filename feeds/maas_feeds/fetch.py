"""Download a place's streets from OpenStreetMap with OSMnx, for those who are online."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from maas.errors import CityError, FeedError

WANTED: Final[dict[str, bool | str | list[str]]] = {
    "highway": True,
    "railway": "platform",
    "public_transport": "platform",
    "indoor": ["corridor", "area"],
    "amenity": "bench",
}
"""What to ask for; the nodes and member ways of it come along, with all their tags."""


def fetch_place(
    place: str,
    city_file: Path,
    *,
    nominatim_url: str | None = None,
    overpass_url: str | None = None,
) -> Path:
    """Save the OSM data of a place beside the city file, and name it there.

    ``place`` is what Nominatim finds an area by. The URLs default to OSMnx's public
    servers. Returns the OSM file. Raises CityError where the city file cannot take it,
    FeedError where the place cannot be had.
    """
    city_file = Path(city_file)
    target = city_file.parent / f"{_file_name(place)}.osm"
    text = _with_osm(city_file, target.name)
    elements = _download(place, nominatim_url, overpass_url)
    if not any(element["type"] == "way" for element in elements):
        raise FeedError(
            f"OpenStreetMap has no ways in {place!r}; give a larger place, or one by "
            "its full name."
        )
    _write_osm(target, elements)
    _replace(city_file, text)
    return target


def _file_name(place: str) -> str:
    return re.sub(r"[^\w-]+", "-", place.lower()).strip("-_") or "place"


def _with_osm(city_file: Path, name: str) -> str:
    """The text of the city file with an [[osm]] section for ``name``."""
    try:
        text = city_file.read_text(encoding="utf-8-sig")
        city = tomllib.loads(text)
    except OSError as error:
        raise CityError(
            f"{city_file} cannot be read ({error.strerror}); write a city file first, "
            "with at least name and timezone."
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CityError(f"{city_file} is not a TOML file: {error}.") from error
    sources = city.get("osm", [])
    if not isinstance(sources, list):
        raise CityError(f"In {city_file} osm must be written as [[osm]] sections.")
    named = [source.get("path") for source in sources if isinstance(source, dict)]
    if name in named or str(city_file.parent / name) in named:
        return text
    section = f"[[osm]]\npath = {json.dumps(name, ensure_ascii=False)}\n"
    longer = f"{text.rstrip()}\n\n{section}" if text.strip() else section
    try:
        tomllib.loads(longer)
    except tomllib.TOMLDecodeError as error:
        raise CityError(
            f"In {city_file} osm must be written as [[osm]] sections, so that another "
            "one can be added."
        ) from error
    return longer


def _download(
    place: str, nominatim_url: str | None, overpass_url: str | None
) -> list[dict[str, Any]]:
    """OSM elements of a place, each once: nodes, ways, relations, each by id."""
    import requests
    from osmnx import _overpass, geocoder
    from osmnx._errors import InsufficientResponseError, ResponseStatusCodeError

    found: dict[tuple[str, int], dict[str, Any]] = {}
    with _osmnx_settings(nominatim_url, overpass_url):
        try:
            area = geocoder.geocode_to_gdf(place).geometry.iloc[0]
            for answer in _overpass._download_overpass_features(area, WANTED):
                if answer.get("remark"):
                    raise FeedError(
                        f"The Overpass server gave up: {answer['remark']}; "
                        "try again later, or give a smaller place."
                    )
                for element in answer["elements"]:
                    found[element["type"], element["id"]] = element
        except requests.exceptions.RequestException as error:
            raise FeedError(
                f"The servers of OpenStreetMap cannot be reached "
                f"({type(error).__name__}); fetching needs the internet. Off-line, "
                "put an .osm.pbf file beside the city file and name it under [[osm]]."
            ) from error
        except (InsufficientResponseError, TypeError) as error:
            raise FeedError(
                f"No area called {place!r} was found; give a name that "
                "openstreetmap.org finds, such as '三鷹市' or 'Mitaka, Tokyo'."
            ) from error
        except (ResponseStatusCodeError, KeyError) as error:
            raise FeedError(
                f"The server's answer for {place!r} is of no use "
                f"({' '.join(str(error).split())}); try again later."
            ) from error
    order = {"node": 0, "way": 1, "relation": 2}
    known = [key for key in found if key[0] in order]
    return [found[key] for key in sorted(known, key=lambda k: (order[k[0]], k[1]))]


@contextmanager
def _osmnx_settings(
    nominatim_url: str | None, overpass_url: str | None
) -> Iterator[None]:
    """OSMnx's settings for one download; its globals are put back afterwards."""
    from osmnx import settings

    wanted: dict[str, Any] = {"use_cache": False, "requests_timeout": 300}
    if nominatim_url is not None:
        wanted["nominatim_url"] = nominatim_url
    if overpass_url is not None:
        # Other servers rarely say how long to wait.
        wanted |= {"overpass_url": overpass_url, "overpass_rate_limit": False}
    before = {name: getattr(settings, name) for name in wanted}
    try:
        for name, value in wanted.items():
            setattr(settings, name, value)
        yield
    finally:
        for name, value in before.items():
            setattr(settings, name, value)


def _write_osm(target: Path, elements: Iterable[dict[str, Any]]) -> None:
    """Write OSM XML; there is never half a file."""
    import osmium
    from osmium.osm import mutable

    half = target.with_name(f".half-{target.name}")
    with osmium.SimpleWriter(str(half), overwrite=True) as writer:
        for element in elements:
            common = {"id": element["id"], "tags": element.get("tags", {})}
            if element["type"] == "node":
                place = (element["lon"], element["lat"])
                writer.add_node(mutable.Node(location=place, **common))
            elif element["type"] == "way":
                writer.add_way(mutable.Way(nodes=element.get("nodes", []), **common))
            else:
                members = [
                    (member["type"][0], member["ref"], member.get("role", ""))
                    for member in element.get("members", [])
                ]
                writer.add_relation(mutable.Relation(members=members, **common))
    half.replace(target)


def _replace(path: Path, text: str) -> None:
    half = path.with_name(f".half-{path.name}")
    half.write_text(text, encoding="utf-8")
    half.replace(path)
