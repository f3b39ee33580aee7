"""Lifts and escalators out of service: one live text of JSON, from a file or a request.

    [{"id": "pathway:rail:P12", "from": null, "to": "2026-05-01T15:00",
      "state": "out_of_service"},
     {"id": "osm:node/45", "from": null, "to": null, "state": "in_service"}]

A time without an offset is the city's own; null is "since ever" or "until told
otherwise". What the items mean together is said in ``maas.streets.closures``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from maas.errors import FeedError
from maas.streets.closures import EVER, OsmRef, Outage, PathwayRef, Ref

MOST_BYTES: Final = 1 << 20
MOST_ITEMS: Final = 10_000
FIRST_YEAR, LAST_YEAR = 1970, 2200

_PATHWAY = re.compile(r"pathway:([A-Za-z0-9][A-Za-z0-9._-]*):(.+)", re.DOTALL)
_OSM = re.compile(r"osm:(way|node|relation)/([1-9][0-9]{0,17})")
_IDS = "'pathway:FEED:ID', 'osm:way/123', 'osm:node/45' or 'osm:relation/6'"


class NotJson(ValueError):
    """The text as a whole cannot be read; the message is one sentence."""


class BadItem(ValueError):
    """One item says nothing that can be understood; the message is one sentence."""


def ref_of(text: str) -> Ref:
    """Read the id of a lift; raises ``ValueError`` with what to write.

    >>> ref_of("osm:node/45")
    OsmRef(kind='node', id=45)
    """
    if found := _PATHWAY.fullmatch(text):
        return PathwayRef(found[1], found[2])
    if found := _OSM.fullmatch(text):
        return OsmRef(found[1], int(found[2]))
    raise ValueError(f"write {_IDS}")


def _moment(text: str | None) -> str | None:
    if text is None:
        return None
    try:
        time = datetime.fromisoformat(text)
    except ValueError:
        time = None
    if time is None or "T" not in text:
        raise ValueError("write an ISO time such as '2026-05-01T15:00+09:00', or null")
    if not FIRST_YEAR <= time.year <= LAST_YEAR:
        raise ValueError(f"write a year from {FIRST_YEAR} to {LAST_YEAR}")
    return text


def _known_id(text: str) -> str:
    ref_of(text)
    return text


class LiftItem(BaseModel):
    """One thing said about one lift."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    id: Annotated[str, Field(max_length=300), AfterValidator(_known_id)]
    """``pathway:FEED:ID``, ``osm:way/ID``, ``osm:node/ID`` or ``osm:relation/ID``."""
    start: Annotated[str | None, Field(alias="from"), AfterValidator(_moment)]
    """ISO time from which on it holds; null: since ever."""
    to: Annotated[str | None, AfterValidator(_moment)]
    """ISO time until which it holds, not included; null: until told otherwise."""
    state: Literal["out_of_service", "in_service"]

    def outage(self, zone: tzinfo) -> Outage:
        """Return it in epoch seconds; raises ``ValueError`` for an end not after."""
        begin, end = _epoch(self.start, zone, -EVER), _epoch(self.to, zone, EVER)
        if begin >= end:
            raise ValueError(f"to {self.to} is not after from {self.start}")
        return Outage(ref_of(self.id), begin, end, self.state == "out_of_service")


def parse_lifts(
    content: bytes, zone: tzinfo
) -> tuple[tuple[LiftItem, ...], tuple[Outage, ...]]:
    """Read the items of a text, as written and as closures.

    Raises ``NotJson`` or ``BadItem``.
    """
    try:
        found = json.loads(content)
    except UnicodeDecodeError:
        raise NotJson("this is not UTF-8 text.") from None
    except ValueError as error:  # a number of too many digits as well
        raise NotJson(f"this is not JSON: {str(error).partition(';')[0]}.") from None
    except RecursionError:
        raise NotJson("brackets are nested too deep.") from None
    if not isinstance(found, list):
        raise NotJson("the whole must be a list of items in [brackets].")
    if len(found) > MOST_ITEMS:
        raise NotJson(f"there are {len(found)} items; give at most {MOST_ITEMS}.")
    items, outages = [], []
    for number, one in enumerate(found, start=1):
        try:
            item = LiftItem.model_validate(one)
            outages.append(item.outage(zone))
        except ValidationError as error:
            raise BadItem(_sentence(number, error.errors()[0])) from None
        except ValueError as error:
            raise BadItem(f"item {number}: {error}.") from None
        items.append(item)
    return tuple(items), tuple(outages)


def read_lifts(
    path: Path, zone: tzinfo
) -> tuple[tuple[LiftItem, ...], tuple[Outage, ...]]:
    """Read a file of lifts; raises ``FeedError`` with one sentence."""
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise FeedError(f"There is no file of lifts {path}.") from None
    except OSError as error:
        raise FeedError(f"{path} cannot be read: {error.strerror}.") from None
    if len(content) > MOST_BYTES:
        raise FeedError(f"{path} has more than {MOST_BYTES} bytes; is it about lifts?")
    try:
        return parse_lifts(content, zone)
    except ValueError as error:
        raise FeedError(f"{path}: {error}") from None


def _epoch(text: str | None, zone: tzinfo, ever: int) -> int:
    if text is None:
        return ever
    time = datetime.fromisoformat(text)
    aware = time if time.tzinfo else time.replace(tzinfo=zone)
    return int(aware.timestamp())


def _sentence(number: int, fault: Any) -> str:
    loc: Sequence[int | str] = fault["loc"]
    name = f"'{loc[-1]}'" if loc else "it"
    where = f"item {number}"
    match fault["type"]:
        case "extra_forbidden":
            return f"{where}: {name} is no key; known are 'id', 'from', 'to', 'state'."
        case "missing":
            return f"{where}: {name} is missing."
        case "literal_error":
            return f"{where}: {name} must be 'out_of_service' or 'in_service'."
        case "value_error":
            given = str(fault["input"])[:60]
            said = fault["msg"].removeprefix("Value error, ")
            return f"{where}: {name} is {given!r}; {said}."
        case "model_type":
            return f"{where}: write {{…}} with 'id', 'from', 'to' and 'state'."
        case _:
            return f"{where}: {name}: {fault['msg'][:1].lower()}{fault['msg'][1:]}."
