"""The facts file: a TOML text of what a town knows better than its feeds.

    [[lift]]
    node = 4512
    wheelchair = "yes"
    width_cm = 90
    source = "survey of the city's barrier-free section"
    date = 2026-05-01

Every fault is one sentence that names the file, the line and what to write instead.
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from maas.errors import CityError

from ..toml_lines import TomlLines
from .claims import Claim
from .entries import (
    Fault,
    check_keys,
    read_day,
    read_place,
    read_text,
    read_values,
)
from .sections import SECTIONS


def read_facts_file(path: Path) -> list[Claim]:
    """Return every claim of a facts file; raises ``CityError`` with one sentence."""
    text = _read(path)
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CityError(f"{path} is not valid TOML: {error}.") from error
    lines = TomlLines(text)
    claims: list[Claim] = []
    count = 0
    for name, entries in content.items():
        _check_section(path, lines, name, entries)
        for number, entry in enumerate(entries):
            count += 1
            try:
                claims += [
                    replace(claim, entry=count)
                    for claim in _claims(path, lines, name, number, entry)
                ]
            except Fault as fault:
                loc = (name, number, fault.key) if fault.key else (name, number)
                raise CityError(f"{_where(path, lines, loc)}: {fault}") from None
    return claims


def _claims(
    path: Path, lines: TomlLines, name: str, number: int, entry: Mapping[str, Any]
) -> list[Claim]:
    check_keys(name, entry)
    source = read_text("source", entry["source"])
    day = read_day("date", entry["date"])
    if "note" in entry:
        read_text("note", entry["note"])
    place = read_place(name, entry)
    return [
        Claim(
            section=name,
            place=place,
            attribute=attribute,
            value=value,
            source=source,
            day=day,
            file=path,
            line=lines.of((name, number, attribute)) or 0,
        )
        for attribute, value in read_values(name, entry).items()
    ]


def _check_section(path: Path, lines: TomlLines, name: str, entries: object) -> None:
    if name not in SECTIONS:
        near = difflib.get_close_matches(name, SECTIONS, 1, cutoff=0.5)
        hint = f"did you mean [[{near[0]}]]?" if near else f"known are {_all()}."
        raise CityError(
            f"{_where(path, lines, (name,))}: {name!r} is nothing that a facts file "
            f"tells; {hint}"
        )
    if not isinstance(entries, list) or not all(
        isinstance(one, dict) for one in entries
    ):
        raise CityError(
            f"{_where(path, lines, (name,))}: write [[{name}]] with two brackets; there "
            f"may be several."
        )


def _all() -> str:
    return ", ".join(f"[[{name}]]" for name in SECTIONS)


def _where(path: Path, lines: TomlLines, loc: tuple[Any, ...]) -> str:
    line = lines.of(loc)
    return f"{path}, line {line}" if line else str(path)


def _read(path: Path) -> str:
    if path.is_dir():
        raise CityError(f"{path} is a folder; name a facts file, such as facts.toml.")
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise CityError(f"{path} is not UTF-8 text; save it as UTF-8.") from error
    except OSError as error:
        raise CityError(f"{path} cannot be read: {error.strerror}.") from error
