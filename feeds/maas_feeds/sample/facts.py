"""The fact tables of the sample: small, hand-written, each naming its sources."""

from __future__ import annotations

import csv
import tomllib
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Literal

Form = Literal["bridge", "viaduct", "ground", "underground"]
StepFree = Literal["yes", "no", "unknown"]


@dataclass(frozen=True, slots=True)
class Name:
    """A name in Japanese, its reading in hiragana, and in English."""

    ja: str
    kana: str
    english: str


@dataclass(frozen=True, slots=True)
class Place:
    """A bus stop (all its poles) or a public facility."""

    id: str
    name: Name
    lat: float
    lon: float
    kind: str = ""  # OSM tag "key=value" of a facility


@dataclass(frozen=True, slots=True)
class Station:
    """A railway station."""

    id: str
    name: Name
    lat: float
    lon: float
    form: Form
    step_free: StepFree
    exits: tuple[str, ...]  # compass points


def read_rows(name: str) -> list[dict[str, str]]:
    """Rows of a CSV fact table; lines that begin with # are its sources."""
    text = (files(__package__) / "facts" / name).read_text("utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines))


def read_table(name: str) -> dict[str, Any]:
    """A TOML fact table."""
    return tomllib.loads((files(__package__) / "facts" / name).read_text("utf-8"))


def read_places(name: str) -> tuple[Place, ...]:
    """Bus stops or facilities."""
    return tuple(
        Place(
            row.get("id", row["name"]),
            Name(row["name"], row["kana"], row["english"]),
            float(row["lat"]),
            float(row["lon"]),
            row.get("kind", ""),
        )
        for row in read_rows(name)
    )


def read_names(name: str) -> tuple[Name, ...]:
    """Names that stand alone, in order."""
    return tuple(Name(r["name"], r["kana"], r["english"]) for r in read_rows(name))


def read_stations() -> tuple[Station, ...]:
    """Railway stations."""
    return tuple(
        Station(
            row["id"],
            Name(row["name"] + "駅", row["kana"] + "えき", row["english"] + " Station"),
            float(row["lat"]),
            float(row["lon"]),
            row["form"],  # type: ignore[arg-type]
            row["step_free"],  # type: ignore[arg-type]
            tuple(row["exits"].split()),
        )
        for row in read_rows("stations.csv")
    )
