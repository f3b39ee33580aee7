"""The profiles that come with maas, those that users add, and limits changed for once.

A profile is a TOML file with the tables and fields of ``profile.py``; ``base`` names
another profile that it changes. Every fault is one sentence with the file and the line.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, Final

from ..errors import RequestError
from .fields import KINDS, full_name, read_fields
from .profile import (
    BOARDING_TESTS,
    TESTS,
    Efforts,
    Limits,
    Person,
    Policy,
    Speeds,
)

ORDER: Final = (
    "walker",
    "slow_walker",
    "stick",
    "walking_frame",
    "manual_wheelchair",
    "powered_wheelchair",
    "mobility_scooter",
    "pushchair",
    "low_vision",
    "blind",
    "deaf",
    "easily_confused",
)
"""The profiles that come with maas, in the order in which they are shown."""

WANTS: Final = (
    "fewest_changes",
    "landmarks",
    "spare_time",
    "tactile",
    "sound",
    "no_voice",
)
_TABLES: Final = {"speeds": Speeds, "limits": Limits, "efforts": Efforts}
_PLAIN: Final = ("id", "base", "must_know", "unknown", "wants", "sources")
_TEXTS: Final = ("names", "about")
_NOBODY: Final = Person(
    id="",
    names={},
    about={},
    speeds=Speeds(by_slope=((0.0, 80 / 60),)),
    limits=Limits(),
    efforts=Efforts(),
    must_know=frozenset(),
    unknown=Policy.ALLOW,
)


def profile_ids() -> tuple[str, ...]:
    """Return the ids of the profiles that come with maas."""
    return ORDER


def get_person(name: str) -> Person:
    """Return a profile by its id, or from a TOML file; raises ``RequestError``."""
    if name in ORDER:
        return _shipped(name)
    if name.endswith(".toml"):
        return read_profile(Path(name))
    near = difflib.get_close_matches(name, ORDER, 1, cutoff=0.4)
    hint = f"; did you mean {near[0]!r}?" if near else ""
    raise RequestError(
        f"there is no mobility profile {name!r}{hint} It is one of "
        f"{', '.join(ORDER)}, or a TOML file."
    )


def read_profile(path: Path) -> Person:
    """Read a profile of a user's own; raises ``RequestError`` with file and line."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RequestError(
            f"{path} cannot be read as a profile ({error}); give a TOML file in UTF-8"
        ) from None
    return parse_profile(text, str(path), path.stem)


def parse_profile(text: str, name: str, id_: str) -> Person:
    """Read a profile from text; ``name`` is said in faults, ``id_`` is its default."""
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RequestError(f"{name}: this is no TOML: {error}") from None

    def where(field: str) -> str:
        line = _line_of(text, field)
        return f"{name}, line {line}" if line else name

    for key in content:
        if key not in (*_TABLES, *_PLAIN, *_TEXTS):
            near = difflib.get_close_matches(key, (*_TABLES, *_PLAIN, *_TEXTS), 1)
            hint = f"; did you mean {near[0]!r}?" if near else ""
            raise RequestError(f"{where(key)}: there is no field {key!r}{hint}")
    base = get_person(str(content["base"])) if "base" in content else _NOBODY
    parts: dict[str, Any] = {}
    for table, kind in _TABLES.items():
        values = content.get(table, {})
        if not isinstance(values, dict):
            raise RequestError(f"{where(table)}: {table} must be a table")
        parts[table] = kind(**read_fields(kind, values, getattr(base, table), where))
    for table in _TEXTS:
        given = content.get(table, {})
        if not isinstance(given, dict) or not all(
            isinstance(one, str) for one in given.values()
        ):
            raise RequestError(f"{where(table)}: {table} must be a table of texts")
        parts[table] = {**getattr(base, table), **given}
    return Person(
        id=str(content.get("id", id_)),
        must_know=_words(
            content, "must_know", (*TESTS, *BOARDING_TESTS), base.must_know, where
        ),
        unknown=_policy(content, base, where),
        wants=_words(content, "wants", WANTS, base.wants, where),
        sources=tuple(map(str, content.get("sources", base.sources))),
        **parts,
    )


def with_limits(person: Person, texts: Iterable[str]) -> Person:
    """Return the person with limits changed, each ``name=value`` ("none": no limit).

    Names may be written without their unit. Raises ``RequestError``.
    """
    values: dict[str, object] = {}
    for text in texts:
        name, sign, value = text.partition("=")
        if not sign or not name.strip() or not value.strip():
            raise RequestError(
                f"{text!r} changes no limit: write name=value, such as max_slope_up=5"
            )
        field = full_name(name.strip(), KINDS[Limits]) or name.strip()
        values[field] = value.strip()
    if not values:
        return person
    found = read_fields(
        Limits, values, person.limits, lambda name: f"limit {name}={values[name]}"
    )
    return replace(person, limits=Limits(**found))


def as_dict(person: Person) -> dict[str, Any]:
    """Return a profile by its field names, as JSON values."""
    return {key: _plain(value) for key, value in asdict(person).items()}


def changed(base: Person, person: Person) -> dict[str, Any]:
    """Return the limits of a person that are not those of the base."""
    before, after = as_dict(base)["limits"], as_dict(person)["limits"]
    return {name: value for name, value in after.items() if value != before[name]}


@cache
def _shipped(name: str) -> Person:
    file = resources.files(__package__).joinpath("profiles", f"{name}.toml")
    return parse_profile(file.read_text(encoding="utf-8"), f"{name}.toml", name)


def _words(
    content: Mapping[str, Any],
    field: str,
    known: tuple[str, ...],
    base: frozenset[str],
    where: Any,
) -> frozenset[str]:
    words = content.get(field)
    if words is None:
        return base
    if not isinstance(words, list):
        raise RequestError(f"{where(field)}: {field} must be a list of words")
    for word in words:
        if word not in known:
            near = difflib.get_close_matches(str(word), known, 1)
            hint = f"; did you mean {near[0]!r}?" if near else ""
            raise RequestError(
                f"{where(field)}: {field} has {word!r}, which is none of "
                f"{', '.join(known)}{hint}"
            )
    return frozenset(words)


def _policy(content: Mapping[str, Any], base: Person, where: Any) -> Policy:
    word = content.get("unknown", base.unknown)
    try:
        return Policy(word)
    except ValueError:
        raise RequestError(
            f"{where('unknown')}: unknown is {word!r}; give {', '.join(Policy)}"
        ) from None


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return str(value) if isinstance(value, Policy) else value


def _line_of(text: str, field: str) -> int | None:
    """Return the line on which a field stands, as far as it can be told."""
    pattern = re.compile(rf'^\s*(\[\s*)?"?{re.escape(field)}"?\s*(=|\])')
    for number, line in enumerate(text.splitlines(), start=1):
        if pattern.match(line):
            return number
    return None
