"""The planner's own answers, each leg held against the raw feed."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from maas.journeys.request import At, Place, Request, StopRef
from maas_api.cli.plan import asked_of
from maas_api.journeys.answering import answer_plan
from maas_api.journeys.translate import Wording
from maas_api.town import Town, open_town
from maas_feeds.build import build_city
from maas_feeds.verify import Verifier
from maas_feeds.verify.feed import RawFeed

from ...proof import proof_size

DATA = Path(__file__).resolve().parents[3] / ".." / "shared" / "data"

TOWNS = {
    "zheleznogorsk": (
        "Asia/Krasnoyarsk",
        {"bus": "zheleznogorsk/zhelez"},
        datetime(2024, 3, 12, 5),
        15 * 3600,
    ),
    "mitaka": (
        "Asia/Tokyo",
        {
            "rail": "mitaka/gtfs/rail_west_tokyo.zip",
            "kanto": "mitaka/gtfs/kanto_bus_2026.zip",
            "keio": "mitaka/gtfs/keio_bus_mitaka_2026.zip",
        },
        datetime(2026, 3, 10, 5),
        18 * 3600,
    ),
    "porto_alegre": (
        "America/Sao_Paulo",
        {"bus": "porto_alegre/poa_eptc.zip", "metro": "porto_alegre/poa_trensurb.zip"},
        datetime(2019, 5, 13, 12),
        3 * 3600,
    ),
}


def certify(town_name: str, folder: Path, answers: int) -> None:
    """Ask at random, in every way, and certify each answer."""
    timezone, paths, opening, seconds = TOWNS[town_name]
    feeds = {feed_id: (DATA / path).resolve() for feed_id, path in paths.items()}
    if missing := [str(path) for path in feeds.values() if not path.exists()]:
        pytest.skip(f"{missing[0]} is not here")
    town = build(folder, timezone, feeds)
    verifier = Verifier(feeds, timezone)
    draw = random.Random(town_name)
    places = drawn_places(draw, feeds, timezone)
    certified = 0
    for _ in range(answers):
        at = opening.replace(tzinfo=town.zone) + timedelta(
            seconds=draw.randrange(seconds)
        )
        request = Request(
            next(places),
            next(places),
            at,
            arrive_by=draw.random() < 0.3,
            window_seconds=draw.choice([None, None, 1800, 3600]),
            min_transfer_seconds=draw.choice([0, 0, 60]),
            additional_transfer_seconds=draw.choice([0, 0, 30]),
            transfer_factor=draw.choice([1.0, 1.0, 1.5]),
        )
        joined = draw.random() < 0.5
        wording = Wording(timezone, join_interlined=joined, skipped_stops=not joined)
        answer = answer_plan(town, request, wording, asked_of(request))
        verdict = verifier.check(
            json.loads(answer.model_dump_json(by_alias=True, exclude_none=True))
        )
        assert verdict.faults == (), request
        certified += verdict.certified
    assert certified > answers


def build(folder: Path, timezone: str, feeds: dict[str, Path]) -> Town:
    """Build a city of feeds only: walks are straight lines."""
    tables = "".join(
        f'[[gtfs]]\nid = "{feed_id}"\npath = "{path}"\n'
        for feed_id, path in feeds.items()
    )
    city_file = folder / "city.toml"
    city_file.write_text(f'name = "town"\ntimezone = "{timezone}"\n{tables}')
    build_city(city_file, folder / "city")
    return open_town(folder / "city")


def drawn_places(
    draw: random.Random, feeds: dict[str, Path], timezone: str
) -> Iterator[Place]:
    """Stops, and places up to some 300 m from a stop."""
    stops = [
        (feed_id, stop_id, stop.position)
        for feed_id, path in feeds.items()
        for stop_id, stop in RawFeed(feed_id, path, timezone).stops.items()
        if stop.position is not None
    ]
    while True:
        feed_id, stop_id, (lat, lon) = draw.choice(stops)
        if draw.random() < 0.5:
            yield StopRef(feed_id, stop_id)
        else:
            yield At(lat + draw.uniform(-3e-3, 3e-3), lon + draw.uniform(-3e-3, 3e-3))


def test_certifies_answers_of_a_small_town(tmp_path: Path) -> None:
    certify("zheleznogorsk", tmp_path, answers=25)


@pytest.mark.long
@pytest.mark.parametrize(
    ("town_name", "answers"),
    [("zheleznogorsk", 2000), ("mitaka", 1000), ("porto_alegre", 500)],
)
def test_certifies_thousands_of_answers(
    tmp_path: Path, town_name: str, answers: int
) -> None:
    certify(town_name, tmp_path, answers=proof_size(answers))
