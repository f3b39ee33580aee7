"""The sample city told from end to end, for several people and in all languages."""

from __future__ import annotations

import re
from datetime import datetime
from random import Random
from xml.etree import ElementTree

import pytest

from maas.city import City
from maas.journeys.itinerary import Itinerary, Walk
from maas.journeys.planner import Planner
from maas.journeys.request import At, Request
from maas.journeys.saying import LANGUAGES, Kind, Role, Teller, ssml
from maas.people.profile import Person
from maas_feeds.build import build_city
from maas_feeds.sample import write_sample

from .cases import BLIND, DEAF, LOST, WHEELCHAIR
from .ways import person

SOMEBODY = person()
PEOPLE = {
    "nobody in particular": None,
    "somebody": SOMEBODY,
    "wheelchair": WHEELCHAIR,
    "blind": BLIND,
    "deaf": DEAF,
    "lost": LOST,
}
KANJI = re.compile(r"[\u3400-\u9fff]")


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> City:
    folder = tmp_path_factory.mktemp("sample")
    build_city(write_sample(folder / "files", 0), folder / "city")
    return City.open(folder / "city")


@pytest.fixture(scope="module")
def itineraries(city: City) -> list[Itinerary]:
    """Whole journeys, and walks all the way, between a few places of the town."""
    planner, chance = Planner(city), Random(7)
    south, west, north, east = city.bounds
    found: list[Itinerary] = []
    while len(found) < 16:
        ends = [
            At(chance.uniform(south, north), chance.uniform(west, east))
            for _ in range(2)
        ]
        asked = Request(*ends, datetime(2026, 6, 10, 8))
        answer = planner.plan(asked)
        for one in (*answer.itineraries[:2], answer.direct):
            if one is not None:
                found.append(planner.detail(one, asked))
    return found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("who", PEOPLE)
def test_tells_all_of_it(
    who: str, language: str, city: City, itineraries: list[Itinerary]
) -> None:
    teller, someone = Teller(city), PEOPLE[who]
    for one in itineraries:
        told = teller.tell(one, someone, language)
        ElementTree.fromstring(ssml(told, language).encode())
        assert "".join(span.text for span in teller.summary(one, someone, language))
        metres = sum(leg.metres or 0.0 for leg in one.legs if isinstance(leg, Walk))
        assert sum(line.metres for line in told) == pytest.approx(metres)
        for line in told:
            assert "".join(text for text, _ in line.ruby) == line.text
            if language == "ja-easy":
                bare = [
                    s.text for s in line.spans if not s.reading and s.role != "name"
                ]
                assert not KANJI.search("".join(bare)), line.text


def test_stops_are_read_as_the_feeds_say(
    city: City, itineraries: list[Itinerary]
) -> None:
    teller = Teller(city)
    names = {
        span.text: span.reading
        for one in itineraries
        for line in teller.tell(one, None, "ja-easy")
        if line.kind is Kind.ALIGHT
        for span in line.spans
        if span.role is Role.NAME
    }
    assert names and all(names.values())
    assert all(
        re.fullmatch(r"[ぁ-ゖー・（）0-9]+", reading) for reading in names.values()
    )


def test_who_cannot_hear_reads_nothing_of_sounds(
    city: City, itineraries: list[Itinerary]
) -> None:
    said = " ".join(
        line.text for one in itineraries for line in Teller(city).tell(one, DEAF, "en")
    )
    assert not re.search(r"\b(hear|heard|listen|sound|announce)", said, re.IGNORECASE)


def test_blind_and_seeing_are_told_of_one_way(
    city: City, itineraries: list[Itinerary]
) -> None:
    def turns(someone: Person | None) -> list[Kind]:
        return [
            line.kind
            for one in itineraries
            for line in Teller(city).tell(one, someone, "en")
            if line.metres > 0
        ]

    assert turns(BLIND) == turns(None)
