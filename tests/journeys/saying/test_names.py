"""Names: translated where the data is, read only as the data says."""

from __future__ import annotations

from dataclasses import replace

import pytest

from maas.city import City
from maas.columns import Strings
from maas.journeys.saying import LANGUAGES, Role, Span, text_of
from maas.journeys.saying.names import Names

from .ways import Map

JA, EN, EASY = (LANGUAGES[language] for language in ("ja", "en", "ja-easy"))
Row = tuple[str, str, str, str, str, str]
"""Table, field, language, text, record_id, field_value."""


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> City:
    roads = """
        node a 0 0
        node b 100 0
        way a b highway=residential name=三鷹通り
    """
    stops = (("三鷹駅", 0, 5, 0), ("", 50, 5, 0))
    return Map(tmp_path_factory.mktemp("town"), roads, stops).city


def named(city: City, *rows: Row, tts: str = "") -> Names:
    columns = list(zip(*rows, strict=True)) or [()] * 6
    fields = ("table", "field", "language", "text", "record_id", "field_value")
    kept = {
        f"f/translations.txt/{name}": Strings.of(column)
        for name, column in zip(fields, columns, strict=True)
    }
    stops = replace(city.stops, tts_name=Strings.of([tts, ""]))
    return Names(replace(city, kept=kept, stops=stops))


def test_a_name_nobody_translated_stays(city: City) -> None:
    assert named(city).stop(0, EN) == (Span("三鷹駅", language="ja", role=Role.NAME),)
    assert named(city).stop(0, JA) == (Span("三鷹駅", role=Role.NAME),)


def test_translations_go_by_record_before_text(city: City) -> None:
    names = named(
        city,
        ("stops", "stop_name", "en", "Mitaka", "", "三鷹駅"),
        ("stops", "stop_name", "en-US", "Mitaka Station", "s0", ""),
        ("stops", "stop_name", "en", "Mitaka Sta.", "s0", ""),
        ("routes", "route_short_name", "en", "wrong", "", "三鷹駅"),
    )
    assert names.stop(0, EN) == (Span("Mitaka Sta.", role=Role.NAME),)


def test_a_variant_of_the_language_will_do(city: City) -> None:
    names = named(city, ("stops", "stop_name", "en-US", "Mitaka", "", "三鷹駅"))
    assert text_of(names.stop(0, EN)) == "Mitaka"


@pytest.mark.parametrize("language", ["ja-Hrkt", "ja-Hira", "ja-hrkt"])
def test_readings_are_those_of_the_feed(city: City, language: str) -> None:
    names = named(city, ("stops", "stop_name", language, "ミタカえき", "", "三鷹駅"))
    for told in (JA, EASY):
        assert names.stop(0, told) == (
            Span("三鷹駅", reading="みたかえき", role=Role.NAME),
        )
    assert names.stop(0, EN)[0].reading == ""


def test_a_name_to_be_spoken_is_a_reading_if_it_is_kana(city: City) -> None:
    assert named(city, tts="みたかえき").stop(0, JA)[0].reading == "みたかえき"
    spoken = named(city, tts="三鷹の駅").stop(0, JA)[0]
    assert (spoken.reading, spoken.spoken) == ("", "三鷹の駅")


def test_what_is_no_kana_is_no_reading(city: City) -> None:
    names = named(city, ("stops", "stop_name", "ja-Hrkt", "Mitaka", "", "三鷹駅"))
    assert names.stop(0, JA)[0].reading == ""


def test_a_stop_without_a_name_has_none(city: City) -> None:
    assert text_of(named(city).stop(1, JA)) == ""


def test_lines_and_headsigns(city: City) -> None:
    names = named(
        city,
        ("routes", "route_short_name", "en", "Taka 54", "r", ""),
        ("trips", "trip_headsign", "en", "Sengawa", "", "仙川"),
        ("trips", "trip_headsign", "en", "Chofu", "t", ""),
    )
    assert text_of(names.route("f", "r", "鷹54", "", EN)) == "Taka 54"
    assert text_of(names.route("f", "q", "", "中央線", EN)) == "中央線"
    assert text_of(names.trip_headsign("f", "u", "仙川", EN)) == "Sengawa"
    assert text_of(names.trip_headsign("f", "t", "調布", EN)) == "Chofu"


def test_streets_are_translated_where_the_town_has_it(city: City) -> None:
    assert names_of_streets(city, {}).street(0, JA)[0].reading == ""
    names = names_of_streets(
        city, {"en": ["Mitaka-dori Ave."], "ja-Hira": ["みたかどおり"]}
    )
    assert text_of(names.street(0, EN)) == "Mitaka-dori Ave."
    assert names.street(0, EASY)[0].reading == "みたかどおり"


def names_of_streets(city: City, spelled: dict[str, list[str]]) -> Names:
    kept = {
        f"streets/names/{language}": Strings.of(texts)
        for language, texts in spelled.items()
    }
    return Names(replace(city, kept=kept))


def test_control_characters_are_no_part_of_a_name(city: City) -> None:
    assert text_of(named(city).plain("三鷹\x00駅\n", JA)) == "三鷹 駅"
