"""The live text of lifts: what it may say, and the one sentence for each fault."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from maas.errors import FeedError
from maas.streets.closures import EVER, OsmRef, Outage, PathwayRef
from maas_feeds.lifts import (
    MOST_BYTES,
    MOST_ITEMS,
    BadItem,
    NotJson,
    parse_lifts,
    read_lifts,
)

TOKYO = ZoneInfo("Asia/Tokyo")
GOOD: dict[str, Any] = {
    "id": "osm:node/45",
    "from": "2026-05-01T09:00:00+09:00",
    "to": "2026-05-01T15:00",
    "state": "out_of_service",
}


def text(*items: Any) -> bytes:
    return json.dumps(items).encode()


def test_reads_times_with_and_without_an_offset() -> None:
    # 2026-05-01 0:00 UTC is 1777593600; 9:00 in Tokyo; 15:00 there is 6 h later.
    (item,), (outage,) = parse_lifts(text(GOOD), TOKYO)
    start = 1_777_593_600
    assert outage == Outage(OsmRef("node", 45), start, start + 6 * 3600, True)
    assert item.model_dump(by_alias=True) == GOOD


def test_null_is_for_ever() -> None:
    pathway = {"id": "pathway:rail:P: 1", "from": None, "to": None}
    _, (outage,) = parse_lifts(text(pathway | {"state": "in_service"}), TOKYO)
    assert outage == Outage(PathwayRef("rail", "P: 1"), -EVER, EVER, False)


def test_an_empty_list_says_that_all_is_well() -> None:
    assert parse_lifts(b"[]", TOKYO) == ((), ())


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"id": "lift 7"}, "item 2: 'id' is 'lift 7'; write 'pathway:FEED:ID', "),
        ({"id": "osm:way/-3"}, "item 2: 'id' is 'osm:way/-3'; write "),
        ({"id": "osm:node/0"}, "item 2: 'id' is 'osm:node/0'; write "),
        ({"id": "pathway:rail:"}, "item 2: 'id' is 'pathway:rail:'; write "),
        ({"id": 45}, "item 2: 'id': input should be a valid string."),
        ({"id": "x" * 301}, "item 2: 'id': string should have at most 300 characters."),
        (
            {"from": "tomorrow"},
            (
                "item 2: 'from' is 'tomorrow'; write an ISO time such as "
                "'2026-05-01T15:00+09:00', or null."
            ),
        ),
        ({"to": "2026-05-01"}, "item 2: 'to' is '2026-05-01'; write an ISO time"),
        ({"to": 5}, "item 2: 'to': input should be a valid string."),
        ({"to": "9999-01-01T00:00"}, "write a year from 1970 to 2200."),
        (
            {"to": "2026-05-01T09:00"},
            "item 2: to 2026-05-01T09:00 is not after from 2026-05-01T09:00:00+09:00.",
        ),
        (
            {"state": "broken"},
            "item 2: 'state' must be 'out_of_service' or 'in_service'.",
        ),
        (
            {"why": "x"},
            "item 2: 'why' is no key; known are 'id', 'from', 'to', 'state'.",
        ),
    ],
)
def test_names_the_fault_and_the_item(change: dict[str, Any], sentence: str) -> None:
    with pytest.raises(BadItem) as error:
        parse_lifts(text(GOOD, GOOD | change), TOKYO)
    assert sentence in str(error.value)


@pytest.mark.parametrize("key", GOOD)
def test_every_key_must_be_there(key: str) -> None:
    with pytest.raises(BadItem, match=f"item 1: '{key}' is missing."):
        parse_lifts(text({k: v for k, v in GOOD.items() if k != key}), TOKYO)


def test_an_item_is_an_object() -> None:
    with pytest.raises(BadItem, match="item 1: write {…} with 'id'"):
        parse_lifts(text(3), TOKYO)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "this is not JSON"),
        (b"[" + b"9" * 5000 + b"]", "this is not JSON: Exceeds the limit"),
        (b"{}", "the whole must be a list"),
        (b"\xff[]", "this is not UTF-8 text."),
        (b"[" * 100_000, "brackets are nested too deep."),
        (text(*[GOOD] * (MOST_ITEMS + 1)), "there are 10001 items; give at most"),
    ],
)
def test_refuses_a_text_as_a_whole(content: bytes, sentence: str) -> None:
    with pytest.raises(NotJson, match=sentence):
        parse_lifts(content, TOKYO)


def test_a_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "lifts.json"
    with pytest.raises(FeedError, match=r"There is no file of lifts .*lifts\.json\."):
        read_lifts(path, TOKYO)
    with pytest.raises(FeedError, match="cannot be read"):
        read_lifts(tmp_path, TOKYO)
    path.write_bytes(text(GOOD))
    assert len(read_lifts(path, TOKYO)[1]) == 1
    path.write_bytes(text(GOOD | {"state": ""}))
    with pytest.raises(FeedError, match=r"lifts\.json: item 1: 'state' must be"):
        read_lifts(path, TOKYO)
    path.write_bytes(b" " * (MOST_BYTES + 1))
    with pytest.raises(FeedError, match="has more than 1048576 bytes"):
        read_lifts(path, TOKYO)
