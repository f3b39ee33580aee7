"""The tables of words: complete, alike, and readable."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maas.journeys.saying import LANGUAGES, Kind, ruby_of, spoken_text, text_of
from maas.journeys.saying.phrases import Forms, Language
from maas.journeys.saying.sections import Sort
from maas.journeys.saying.spans import Span, fill
from maas.people.profile import TESTS
from maas.streets.graph import Barrier, RestPlace, Surface

KANJI = re.compile(r"[\u3400-\u9fff々]")
KEYS = {
    Kind.STEPS: "steps.up",
    Kind.RAMP: "ramp.up",
    Kind.LIFT: "lift.up",
    Kind.ESCALATOR: "escalator.up",
    Kind.CROSSING: "crossing.signals",
    Kind.SLOPE: "slope.up",
    Kind.BARRIER: "barrier.gate",
    Kind.WAIT: "wait.lift",
    Kind.STAY: "stay_on",
}
"""Of kinds whose phrases have longer keys, one."""


def templates(language: Language) -> Iterator[str]:
    for forms in language.words.values():
        yield from (forms,) if isinstance(forms, str) else forms


def slots(forms: Forms) -> set[str]:
    whole = forms if isinstance(forms, str) else "".join(forms)
    return set(re.findall(r"\{(\w+)\}", whole))


@pytest.mark.parametrize("language", LANGUAGES.values(), ids=LANGUAGES)
@pytest.mark.parametrize("kind", Kind)
def test_every_kind_has_words(kind: Kind, language: Language) -> None:
    template = language.words[KEYS.get(kind, kind)]
    given = {name: (Span("X"),) for name in slots(template)}
    assert text_of(language.sentence(KEYS.get(kind, kind), **given)).strip()


@pytest.mark.parametrize("language", LANGUAGES.values(), ids=LANGUAGES)
def test_every_value_that_data_may_have_has_words(language: Language) -> None:
    wanted = [
        *(f"barrier.{one.name.lower()}" for one in Barrier if one),
        *(f"rest.{str(one.name).lower()}" for one in RestPlace),
        *(f"surface.{one.name.lower()}" for one in Surface if one),
        *(str(one) for one in Sort if one in ("gate", "line", "moving_walkway")),
    ]
    wanted += [
        f"unknown.{test.replace('_up', '').replace('_down', '')}"
        for test in TESTS
        if test not in ("lift", "escalator")  # known or barred, never unknown
    ]
    assert [key for key in wanted if key not in language.words] == []


def test_all_languages_say_the_same_things() -> None:
    first, *others = LANGUAGES.values()
    for other in others:
        assert set(other.words) == set(first.words)
        for key, forms in first.words.items():
            if key != "time":  # the clock, or hours and minutes
                assert slots(forms) == slots(other.words[key]), key


@pytest.mark.parametrize("language", ["ja", "ja-easy"])
def test_every_kanji_has_its_reading(language: str) -> None:
    for template in templates(LANGUAGES[language]):
        bare = re.sub(r"\[[^|\]]+\|[^\]]+\]", "", template)
        assert not KANJI.search(bare), template
        for base, reading in re.findall(r"\[([^|\]]+)\|([^\]]+)\]", template):
            assert KANJI.search(base), template
            assert re.fullmatch(r"[ぁ-ゖー]+", reading), template


def test_english_has_no_japanese() -> None:
    for template in templates(LANGUAGES["en"]):
        assert not re.search(r"[\u3040-\u9fff]", template)


def test_easy_sentences_are_short() -> None:
    # The guideline has no number; 45 characters without slots and readings is ours.
    for template in templates(LANGUAGES["ja-easy"]):
        shown = re.sub(r"\[([^|\]]+)\|[^\]]+\]", r"\1", template)
        assert all(len(sentence) <= 45 for sentence in shown.split("。")), shown


@pytest.mark.parametrize(
    ("n", "read"),
    [(1, "ぷん"), (2, "ふん"), (3, "ぷん"), (4, "ぷん"), (5, "ふん")]
    + [(6, "ぷん"), (7, "ふん"), (8, "ぷん"), (9, "ふん"), (10, "ぷん"), (12, "ふん")],
)
def test_minutes_are_read_by_their_number(n: int, read: str) -> None:
    assert ruby_of(LANGUAGES["ja"].minutes(60 * n)) == ((str(n), ""), ("分", read))


@pytest.mark.parametrize(("n", "read"), [(1, "かい"), (3, "がい"), (13, "がい")])
def test_floors_are_read_by_their_number(n: int, read: str) -> None:
    assert ruby_of(LANGUAGES["ja"].count("floor", n)) == ((str(n), ""), ("階", read))


@pytest.mark.parametrize(
    ("seconds", "en", "ja"),
    [
        (20, "less than a minute", "1分未満"),
        (60, "1 minute", "1分"),
        (89, "1 minute", "1分"),
        (3600, "1 hour", "1時間"),
        (7260, "2 hours 1 minute", "2時間1分"),
    ],
)
def test_times_are_told_in_minutes(seconds: int, en: str, ja: str) -> None:
    assert text_of(LANGUAGES["en"].minutes(seconds)) == en
    assert text_of(LANGUAGES["ja"].minutes(seconds)) == ja


@pytest.mark.parametrize(
    ("metres", "en", "ja", "aloud"),
    [
        (4.9, "a few metres", "数m", "数メートル"),
        (8, "10 m", "約10m", "約10メートル"),
        (137, "140 m", "約140m", "約140メートル"),
        (994, "990 m", "約990m", "約990メートル"),
        (996, "1 km", "約1km", "約1キロメートル"),
        (1260, "1.3 km", "約1.3km", "約1.3キロメートル"),
    ],
)
def test_distances_are_rounded_and_read(
    metres: float, en: str, ja: str, aloud: str
) -> None:
    assert text_of(LANGUAGES["en"].metres(metres)) == en
    assert text_of(LANGUAGES["ja"].metres(metres)) == ja
    assert spoken_text(LANGUAGES["ja"].metres(metres)) == aloud


@given(st.floats(0, 50_000))
def test_a_distance_is_never_far_from_what_is_said(metres: float) -> None:
    said = text_of(LANGUAGES["en"].metres(metres))
    if said == "a few metres":
        assert metres < 5
        return
    number, unit = said.split()
    told = float(number) * {"m": 1, "km": 1000}[unit]
    assert abs(told - metres) <= max(5.01, 0.0501 * metres)


@pytest.mark.parametrize(
    ("hour", "minute", "ja", "easy"),
    [
        (8, 5, "8:05", "午前8時5分"),
        (0, 0, "0:00", "午前0時"),
        (12, 30, "12:30", "午後0時30分"),
        (23, 59, "23:59", "午後11時59分"),
    ],
)
def test_the_clock(hour: int, minute: int, ja: str, easy: str) -> None:
    when = datetime(2026, 3, 10, hour, minute)
    assert text_of(LANGUAGES["ja"].time(when)) == ja
    assert text_of(LANGUAGES["ja-easy"].time(when)) == easy


@pytest.mark.parametrize(
    ("key", "n", "said"),
    [
        ("steps.count", 1, "1 step"),
        ("steps.count", 2, "2 steps"),
        ("stops.count", 1, "1 stop"),
        ("crossings.count", 3, "3 crossings"),
        ("places.count", 1, "at 1 place"),
    ],
)
def test_english_plurals(key: str, n: int, said: str) -> None:
    assert text_of(LANGUAGES["en"].count(key, n)) == said


def test_a_list_in_english() -> None:
    things = [(Span(word),) for word in ("a", "b", "c")]
    assert text_of(LANGUAGES["en"].listed(things)) == "a, b and c"
    assert text_of(LANGUAGES["en"].listed(things[:1])) == "a"
    assert text_of(LANGUAGES["ja"].listed(things)) == "a、b、c"


@pytest.mark.parametrize("wrong", ["[段|だん", "<m|", "{n", "[段]"])
def test_marks_that_are_not_closed_are_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match="cannot read"):
        fill(wrong, {"n": ()})


def test_a_slot_that_is_not_given_is_refused() -> None:
    with pytest.raises(KeyError):
        fill("{n}")
