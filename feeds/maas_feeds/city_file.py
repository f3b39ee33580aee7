"""The city file: a TOML text that names everything a city is built from.

    name = "Mitaka"
    timezone = "Asia/Tokyo"
    languages = ["ja", "en"]

    [[gtfs]]
    id = "bus"
    path = "bus.zip"

    [[osm]]
    path = "mitaka.osm.pbf"

Paths are absolute, or relative to the file. Every fault is one sentence that names the
file, the line where it can be told, and what to write instead.
"""

from __future__ import annotations

import difflib
import tomllib
import zoneinfo
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
    model_validator,
)
from pydantic_core import ErrorDetails

from maas.errors import CityError

from .toml_lines import line_of


def _existing(value: object, info: ValidationInfo) -> Path:
    """Resolve a path against the city file's folder."""
    if not isinstance(value, str) or not value:
        raise ValueError("must be a path in quotes")
    path = Path((info.context or {}).get("folder", ".")) / Path(value).expanduser()
    if not path.exists():
        raise ValueError(f"there is no file {path}")
    return path.resolve()


def _known_zone(name: str) -> str:
    if name not in zoneinfo.available_timezones():
        near = difflib.get_close_matches(name, zoneinfo.available_timezones(), 1)
        hint = f"; did you mean {near[0]!r}?" if near else ", such as 'Asia/Tokyo'"
        raise ValueError(f"{name!r} is not an IANA time zone{hint}")
    return name


def _four_numbers(value: object) -> object:
    numbers = value if isinstance(value, list | tuple) else ()
    if value is not None and not (
        len(numbers) == 4 and all(type(number) in (int, float) for number in numbers)
    ):
        raise ValueError(
            "bounds must be four numbers: south, west, north, east, such as "
            "[35.65, 139.50, 35.75, 139.65]"
        )
    return value


SourcePath = Annotated[Path, BeforeValidator(_existing)]
FeedId = Annotated[
    str,
    Field(
        pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$",
        max_length=64,
        description="Tells the feeds apart: ids in answers begin with it.",
    ),
]
_CONFIG = ConfigDict(extra="forbid", frozen=True)


class FileSource(BaseModel):
    """One file of streets (OSM) or heights (GeoTIFF)."""

    model_config = _CONFIG

    path: SourcePath


class GtfsSource(FileSource):
    """One timetable: a GTFS zip or folder."""

    id: FeedId


class ReportsSource(FileSource):
    """What residents report and confirm, a line each."""

    confirmations_needed: Annotated[int, Field(ge=1, le=100)] = 2
    """How many people other than who reports it must say the same."""
    within_days: Annotated[int, Field(ge=0, le=3650)] = 90
    """How many days after the report they may do so."""


class PedestrianSource(BaseModel):
    """One pedestrian network: link and node file (``docs/pedestrian-network.md``)."""

    model_config = _CONFIG

    links: SourcePath
    nodes: SourcePath | None = None
    """May be left out where links carry their lines."""
    mode: Literal["merge", "instead"] = "merge"
    """What becomes of the streets that it covers: mixed with it, or left out."""
    edition: Literal[2018, 2024] | None = None
    """Of its specification; None: told from its fields and codes."""


class CityFile(BaseModel):
    """What a city is built from."""

    model_config = _CONFIG

    name: Annotated[str, Field(min_length=1)]
    timezone: Annotated[str, AfterValidator(_known_zone)]
    languages: Annotated[tuple[str, ...], Field(min_length=1)] = ("en",)
    bounds: Annotated[
        tuple[float, float, float, float] | None, BeforeValidator(_four_numbers)
    ] = None
    """South, west, north, east, in degrees; None: what the feeds cover."""
    notice: str = ""
    """A sentence that every face shows beside its answers."""
    gtfs: Annotated[tuple[GtfsSource, ...], Field(min_length=1)]
    osm: tuple[FileSource, ...] = ()
    pedestrian: tuple[PedestrianSource, ...] = ()
    elevation: tuple[FileSource, ...] = ()
    facts: tuple[FileSource, ...] = ()
    """What the town knows better than its feeds (``docs/facts.md``)."""
    reports: tuple[ReportsSource, ...] = ()

    @model_validator(mode="after")
    def _bounds_are_a_box(self) -> CityFile:
        if self.bounds is not None:
            south, west, north, east = self.bounds
            if not (-90 <= south < north <= 90 and -180 <= west < east <= 180):
                raise ValueError(
                    "bounds must be [south, west, north, east] in degrees, "
                    "south below north and west before east"
                )
        return self

    @model_validator(mode="after")
    def _feed_ids_can_be_told_apart(self) -> CityFile:
        ids = [source.id for source in self.gtfs]
        for i, feed_id in enumerate(ids):
            if feed_id in ids[:i]:
                raise ValueError(
                    f"two [[gtfs]] sections have the id {feed_id!r}; give each its own"
                )
        for a in ids:
            for b in ids:
                # Answers join feed and stop with "_": a + "_b_1" must mean one stop.
                if b.startswith(a + "_"):
                    raise ValueError(
                        f"the ids {a!r} and {b!r} of [[gtfs]] cannot be told apart in "
                        f"answers, where ids are joined by '_'; rename one"
                    )
        return self


_SECTIONS: Final[dict[str, type[BaseModel]]] = {
    "gtfs": GtfsSource,
    "osm": FileSource,
    "pedestrian": PedestrianSource,
    "elevation": FileSource,
    "facts": FileSource,
    "reports": ReportsSource,
}


def read_city_file(path: Path) -> CityFile:
    """Read and check a city file.

    Raises
    ------
    CityError
        With one sentence: file, line, what is wrong and what to write.
    """
    text = _read(path)
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CityError(f"{path} is not valid TOML: {error}.") from error
    for section in _SECTIONS:
        if isinstance(content.get(section), dict):
            line = line_of(text, (section,))
            where = f"{path}, line {line}" if line else str(path)
            raise CityError(
                f"{where}: write [[{section}]] with two brackets; there may be several."
            )
    try:
        return CityFile.model_validate(
            content, context={"folder": path.resolve().parent}
        )
    except ValidationError as error:
        raise CityError(_sentence(path, text, error.errors())) from error


def _read(path: Path) -> str:
    if path.is_dir():
        raise CityError(f"{path} is a folder; give the city file, such as city.toml.")
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise CityError(f"There is no city file {path}.") from error
    except UnicodeDecodeError as error:
        raise CityError(f"{path} is not UTF-8 text; save it as UTF-8.") from error
    except OSError as error:
        raise CityError(f"{path} cannot be read: {error.strerror}.") from error


def _sentence(path: Path, text: str, faults: Sequence[ErrorDetails]) -> str:
    """Say the first fault; unknown keys first, as they often cause the others."""
    fault = min(faults, key=lambda item: item["type"] != "extra_forbidden")
    loc = fault["loc"]
    line = line_of(text, loc)
    where = f"{path}, line {line}" if line else str(path)
    message = fault["msg"].removeprefix("Value error, ")
    match fault["type"]:
        case "extra_forbidden":
            return f"{where}: {_unknown_key(loc)}"
        case "missing" if loc[-1] == "gtfs":
            return f"{where}: a city needs a timetable: add [[gtfs]] with id and path."
        case "missing":
            section = f" in [[{loc[0]}]]" if len(loc) > 1 else ""
            return f"{where}: {loc[-1]} is missing{section}."
        case "string_pattern_mismatch":
            return (
                f"{where}: the id {fault['input']!r} must be letters, digits, '.', '-' "
                f"and '_' only, and begin with a letter or digit."
            )
        case "value_error":
            return f"{where}: {message}{'' if message.endswith('?') else '.'}"
        case _:
            name = ".".join(str(part) for part in loc)
            return f"{where}: {name}: {message[:1].lower()}{message[1:]}."


def _unknown_key(loc: tuple[int | str, ...]) -> str:
    model: type[BaseModel] = CityFile
    if len(loc) > 1:
        model = _SECTIONS[str(loc[0])]
    known = list(model.model_fields)
    key = str(loc[-1])
    place = f"[[{loc[0]}]]" if len(loc) > 1 else "a city file"
    near = difflib.get_close_matches(key, known, 1, cutoff=0.5)
    hint = f"did you mean {near[0]!r}?" if near else f"known are {', '.join(known)}."
    return f"{key!r} is not a key of {place}; {hint}"
