"""Names of a town, in the language asked for where the data has them, with readings.

A reading is told only where a feed gives one: a translation into kana (``ja-Hrkt``,
``ja-Hira``, ``ja-Kana``), or a ``tts_stop_name`` in kana. Nobody guesses how a name is
read.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cached_property
from typing import Final

import numpy as np

from ...city import City
from ...columns import I32
from .phrases import Language
from .spans import Role, Span, Spans

STREET_NAMES: Final = "streets/names/"
"""Columns of ``City.kept`` with the streets' names in other languages (OSM's
``name:<language>``), a row for each of ``Streets.names``, "" where there is none."""
KANA_LANGUAGES: Final = ("ja-hrkt", "ja-hira", "ja-kana")
NOT_KANA: Final = re.compile(r"[^\u3040-\u30ff\s・ー、。（）()\d]")
_TO_HIRAGANA: Final = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}
_TABLES: Final = ("table", "field", "language", "text", "record_id", "field_value")

Key = tuple[str, str, str, str, str]  # feed, table, field, "id" or "value", which


class Names:
    """The names of one city. Reads its translations when first asked."""

    def __init__(self, city: City) -> None:
        self._city = city
        self.language = city.languages[0] if city.languages else ""
        """Of names that nobody translated, as far as is known."""

    @cached_property
    def stop_of_node(self) -> I32:
        """Shape (nodes,): a stop that stands at each node of the streets, -1."""
        streets = self._city.streets
        found = np.full(streets.node_count, -1, dtype=np.int32)
        has_node = np.flatnonzero(streets.stop_node >= 0)
        found[streets.stop_node[has_node]] = has_node
        return found

    @cached_property
    def _translations(self) -> dict[Key, dict[str, str]]:
        """Texts by language, lower case, of what they translate."""
        found: dict[Key, dict[str, str]] = {}
        kept = self._city.kept
        for feed_id in self._city.feeds.feed_id:
            columns = [
                kept.get(f"{feed_id}/translations.txt/{name}") for name in _TABLES
            ]
            if any(column is None for column in columns):
                continue
            for table, field, language, text, record, value in zip(
                *(column for column in columns if column is not None), strict=True
            ):
                how = ("id", record) if record else ("value", value)
                texts = found.setdefault((feed_id, table, field, *how), {})
                texts[language.lower()] = text
        return found

    def stop(self, stop: int, language: Language) -> Spans:
        """Return a stop's name; that of its station where it has none."""
        city = self._city
        name = city.stops.name[stop]
        if not name and city.stops.parent[stop] >= 0:
            return self.stop(int(city.stops.parent[stop]), language)
        feed_id = city.feeds.feed_id[int(city.feeds.stop_feed[stop])]
        stop_id = city.stops.stop_id[stop]
        texts = self._texts(feed_id, "stops", "stop_name", stop_id, name)
        return self._told(name, texts, language, city.stops.tts_name[stop])

    def headsign(self, feed_id: str, name: str, language: Language) -> Spans:
        """Return where a vehicle says it goes, if a translation goes by the text."""
        texts = self._texts(feed_id, "stop_times", "stop_headsign", "", name)
        texts = texts or self._texts(feed_id, "trips", "trip_headsign", "", name)
        texts = texts or self._texts(feed_id, "stops", "stop_name", "", name)
        return self._told(name, texts, language)

    def trip_headsign(
        self, feed_id: str, trip_id: str, name: str, language: Language
    ) -> Spans:
        """Return where a trip says it goes."""
        texts = self._texts(feed_id, "trips", "trip_headsign", trip_id, "")
        if texts:
            return self._told(name, texts, language)
        return self.headsign(feed_id, name, language)

    def route(
        self, feed_id: str, route_id: str, short: str, long: str, language: Language
    ) -> Spans:
        """Return what a line is called: its short name, else its long one."""
        field = "route_short_name" if short else "route_long_name"
        name = short or long
        texts = self._texts(feed_id, "routes", field, route_id, name)
        return self._told(name, texts, language)

    def street(self, row: int, language: Language) -> Spans:
        """Return the name of a street, lift or square, by its row of the names.

        Its spelling in other languages is where a city keeps it, ``STREET_NAMES``.
        """
        texts = {}
        for kept, column in self._city.kept.items():
            if kept.startswith(STREET_NAMES) and column[row]:
                texts[kept.removeprefix(STREET_NAMES).lower()] = column[row]
        return self._told(self._city.streets.names[row], texts, language)

    def signs(self, pathway: int, text: str, language: Language) -> Spans:
        """Return what the signs along a pathway say."""
        pathways, feeds = self._city.pathways, self._city.feeds
        feed = int(feeds.stop_feed[int(pathways.from_stop[pathway])])
        own = pathways.pathway_id[pathway]
        texts = self._texts(feeds.feed_id[feed], "pathways", "signposted_as", own, text)
        return self._told(text, texts, language)

    def plain(self, name: str, language: Language) -> Spans:
        """Return a name that nobody translates."""
        return self._told(name, {}, language)

    def level(self, stop: int, language: Language) -> Spans:
        """Return what a feed calls the level of a stop.

        Nothing where it does not say, or not in the language asked for.
        """
        row = int(self._city.stops.level[stop])
        if row < 0 or not self._city.levels.name[row]:
            return ()
        feed_id = self._city.feeds.feed_id[int(self._city.feeds.stop_feed[stop])]
        name = self._city.levels.name[row]
        level_id = self._city.levels.level_id[row]
        texts = self._texts(feed_id, "levels", "level_name", level_id, name)
        if language.tag != self.language and not _first(texts, (language.tag,)):
            return ()
        return self._told(name, texts, language)

    def _texts(
        self, feed_id: str, table: str, field: str, record_id: str, value: str
    ) -> dict[str, str]:
        by_value = (feed_id, table, field, "value", value)
        by_id = (feed_id, table, field, "id", record_id)
        found = self._translations.get(by_value, {}) if value else {}
        # What is said of the record itself is before what is said of its text.
        return found | (self._translations.get(by_id, {}) if record_id else {})

    def _told(
        self, name: str, texts: dict[str, str], language: Language, tts: str = ""
    ) -> Spans:
        translated = _first(texts, (language.tag,))
        if translated and language.tag != self.language:
            return (Span(_shown(translated), role=Role.NAME),)
        foreign = "" if self.language == language.tag else self.language
        reading = _reading(_first(texts, KANA_LANGUAGES) or tts)
        if language.tag != "ja" or not _has_kanji(name):
            reading = ""
        spoken = _shown(tts) if language.tag == self.language and not reading else ""
        return (Span(_shown(name), reading, spoken, foreign, Role.NAME),)


def _first(texts: dict[str, str], languages: Iterable[str]) -> str:
    """The text in the first of some languages, ja-JP for ja too."""
    for wanted in languages:
        if wanted in texts:
            return texts[wanted]
        for language, text in texts.items():
            if language.startswith(f"{wanted}-") and language not in KANA_LANGUAGES:
                return text
    return ""


def _reading(text: str) -> str:
    """A reading in hiragana, nothing where the text is not all kana."""
    kana = unicodedata.normalize("NFKC", text).strip()
    if not kana or NOT_KANA.search(kana):
        return ""
    return kana.translate(_TO_HIRAGANA)


def _has_kanji(text: str) -> bool:
    return any("\u3400" <= c <= "\u9fff" or c in "々〆ヶ" for c in text)


def _shown(text: str) -> str:
    """Text on one line, without what no page and no speaker can take."""
    return "".join(
        c if unicodedata.category(c)[0] != "C" else " " for c in text
    ).strip()
