"""The profiles that come with maas, those that users add, and limits changed for once.

A profile is a TOML file with the tables and fields of ``profile.py``; ``base`` names
another profile that it changes. Every fault is one sentence with the file and the line.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, replace
from functools import cache, partial
from importlib import resources
from pathlib import Path
from typing import Any, Final

from ..errors import RequestError
from .fields import KINDS, Words, full_name, near, read_fields
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
_HEADER: Final = re.compile(r"\s*\[([^\[\]]+)\]")
_KEY: Final = re.compile(r'\s*"?([^"=\s]+)"?\s*=')
Where = Callable[[str], str]
"""Says where a field stands: the file, and the line if it can be told."""
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
    """Return a profile that comes with maas; raises ``RequestError``.

    Opens no file that the name could choose: names may come from the web.
    """
    if name in ORDER:
        return _shipped(name)
    raise RequestError(_no_such_profile(name))


def find_person(name: str) -> Person:
    """As ``get_person``; a name that ends in ``.toml`` is a file of the user's own."""
    return read_profile(Path(name)) if name.endswith(".toml") else get_person(name)


def read_profile(path: Path) -> Person:
    """Read a profile of a user's own; raises ``RequestError`` with file and line."""
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise RequestError(
            f"{path} cannot be read: {error.strerror}; give a TOML file."
        ) from None
    except UnicodeDecodeError:
        raise RequestError(f"{path} is not UTF-8; save it as UTF-8.") from None
    return parse_profile(text, str(path), path.stem)


def parse_profile(text: str, name: str, id_: str) -> Person:
    """Read a profile from text; ``name`` is said in faults, ``id_`` is its default."""
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RequestError(f"{name} is not TOML: {error}.") from None

    def where(field: str, table: str = "") -> str:
        line = _line_of(text, field, table)
        return f"{name}, line {line}" if line else name

    known = (*_TABLES, *_PLAIN, *_TEXTS)
    for key in content:
        if key not in known:
            raise RequestError(
                f"{where(key)}: there is no field {key!r}{near(key, known)}."
            )
    base = _base(content, where)
    parts: dict[str, Any] = {}
    for table, kind in _TABLES.items():
        values = content.get(table, {})
        if not isinstance(values, dict):
            raise RequestError(f"{where(table)}: {table} must be a table [{table}].")
        parts[table] = kind(
            **read_fields(
                kind, values, getattr(base, table), partial(where, table=table)
            )
        )
    for table in _TEXTS:
        given = content.get(table, {})
        if not isinstance(given, dict) or not _are_texts(given.values()):
            raise RequestError(
                f"{where(table)}: {table} must be a table of texts by language."
            )
        parts[table] = {**getattr(base, table), **given}
    id_ = _text(content, "id", id_, where)
    # Who is shown needs a name.
    parts["names"].setdefault("en", id_)
    sources = content.get("sources", list(base.sources))
    if not isinstance(sources, list) or not _are_texts(sources):
        raise RequestError(f"{where('sources')}: sources must be a list of texts.")
    return Person(
        id=id_,
        must_know=_words(
            content, "must_know", (*TESTS, *BOARDING_TESTS), base.must_know, where
        ),
        unknown=_policy(content, base, where),
        wants=_words(content, "wants", WANTS, base.wants, where),
        sources=tuple(sources),
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
                f"{text!r} changes no limit: write name=value, such as max_slope_up=5 "
                "or max_steps=none."
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


def _base(content: Mapping[str, Any], where: Where) -> Person:
    """Return whom a profile changes; nobody in particular where it names none."""
    name = _text(content, "base", "", where)
    if not name:
        return _NOBODY
    if name not in ORDER:
        raise RequestError(f"{where('base')}: {_no_such_profile(name)}")
    return _shipped(name)


def _no_such_profile(name: str) -> str:
    return (
        f"there is no mobility profile {name!r}{near(name, ORDER)}; give one of "
        f"{', '.join(ORDER)}."
    )


def _text(content: Mapping[str, Any], field: str, default: str, where: Where) -> str:
    value = content.get(field, default)
    if not isinstance(value, str):
        raise RequestError(f"{where(field)}: {field} must be a text, not {value!r}.")
    return value


def _are_texts(values: Iterable[object]) -> bool:
    return all(isinstance(one, str) for one in values)


def _words(
    content: Mapping[str, Any],
    field: str,
    known: tuple[str, ...],
    base: frozenset[str],
    where: Where,
) -> frozenset[str]:
    if field not in content:
        return base
    try:
        return Words(known).read(content[field])
    except (TypeError, ValueError) as error:
        raise RequestError(
            f"{where(field)}: {field} {error}, not {content[field]!r}."
        ) from None


def _policy(content: Mapping[str, Any], base: Person, where: Where) -> Policy:
    word = content.get("unknown", base.unknown)
    try:
        return Policy(word)
    except ValueError:
        raise RequestError(
            f"{where('unknown')}: unknown is {word!r}; give {', '.join(Policy)}."
        ) from None


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return str(value) if isinstance(value, Policy) else value


def _line_of(text: str, field: str, table: str) -> int | None:
    """Return the line on which a field of a table stands, as far as it can be told."""
    within = ""
    for number, line in enumerate(text.splitlines(), start=1):
        header = _HEADER.match(line)
        if header:
            within = header[1].strip().split(".")[0].strip(' "')
            if not table and within == field:
                return number
            continue
        key = _KEY.match(line)
        if key and key[1] == field and within == table:
            return number
    return None
