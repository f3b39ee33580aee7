"""Phrases of one language: a table of templates, numbers and lists put into them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from ...errors import RequestError
from . import words_easy, words_en, words_ja
from .spans import Role, Span, Spans, capitalised, fill

Forms = str | tuple[str, str]
"""One template, or two: which of them, the number tells (``Language.second``)."""

FEW_METRES: Final = 5.0
NEXT_KILOMETRE: Final = 995.0


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """How one language says things. ``id`` is asked for, ``tag`` is BCP 47."""

    id: str
    tag: str
    words: Mapping[str, Forms]
    second: Callable[[str, int], bool]
    """(key, number): does the second of two forms stand with this number?"""
    capitals: bool  # sentences begin with one

    def say(self, key: str, **slots: Spans) -> Spans:
        """Return a phrase that has one form."""
        return self._fill(self.words[key], 0, slots)

    def sentence(self, key: str, *leads: Spans, **slots: Spans) -> Spans:
        """Return a sentence, after what leads to it: "near the bridge, …"."""
        joined = tuple(span for lead in leads for span in lead)
        return self.begun(joined + self.say(key, **slots))

    def begun(self, words: Spans) -> Spans:
        """Return words as a sentence of its own begins."""
        return capitalised(words) if self.capitals else words

    def count(self, key: str, number: int, **slots: Spans) -> Spans:
        """Return a phrase with a number in it, ``{n}``."""
        form = int(self.second(key, number))
        return self._fill(self.words[key], form, {"n": cardinal(number), **slots})

    def metres(self, metres: float) -> Spans:
        """Return a distance, rounded as people say it.

        >>> from .spans import text_of
        >>> [text_of(LANGUAGES["ja"].metres(m)) for m in (3.0, 8.0, 137.0, 1240.0)]
        ['数m', '約10m', '約140m', '約1.2km']
        """
        if metres < FEW_METRES:
            return self.say("metres.few")
        if metres < NEXT_KILOMETRE:
            return self.count("metres", rounded(metres))
        n = f"{metres / 1000:.1f}".removesuffix(".0")
        role = Role.WORDS if "." in n else Role.NUMBER
        return self.say("kilometres", n=(Span(n, role=role),))

    def cm(self, cm: float) -> Spans:
        """Return a height or a width."""
        return self.count("cm", round(cm))

    def minutes(self, seconds: float) -> Spans:
        """Return a duration in minutes, in hours and minutes from an hour on."""
        if seconds < 30:
            return self.say("minutes.less")
        hours, minutes = divmod(round(seconds / 60), 60)
        if not hours:
            return self.count("minutes", minutes)
        told = self.count("hours", hours)
        if not minutes:
            return told
        return self.say(
            "hours.minutes", hours=told, minutes=self.count("minutes", minutes)
        )

    def time(self, instant: datetime) -> Spans:
        """Return a time of the day, by the clock of the town."""
        hour, minute = instant.hour, instant.minute
        clock = (Span(f"{hour}:{minute:02}", role=Role.TIME),)
        return self._fill(
            self.words["time"],
            int(hour >= 12),
            {
                "clock": clock,
                "hour": cardinal(hour % 12),
                "minute": self.count("minutes", minute) if minute else (),
            },
        )

    def listed(self, things: Sequence[Spans], between: str = "and") -> Spans:
        """Return things one after the other."""
        joined: list[Span] = []
        for number, thing in enumerate(things):
            if number:
                last = number == len(things) - 1 and f"{between}.last" in self.words
                joined += self.say(f"{between}.last" if last else between)
            joined += thing
        return tuple(joined)

    def _fill(self, forms: Forms, form: int, slots: Mapping[str, Spans]) -> Spans:
        return fill(forms if isinstance(forms, str) else forms[form], slots)


def cardinal(number: int) -> Spans:
    """Return a number in digits."""
    return (Span(str(number), role=Role.NUMBER),)


def rounded(metres: float) -> int:
    """Return metres to the nearest ten, but never none.

    >>> rounded(8.0), rounded(137.0), rounded(145.0), rounded(1.0)
    (10, 140, 150, 10)
    """
    return max(10, int(metres / 10 + 0.5) * 10)


def _english(key: str, number: int) -> bool:
    return number != 1


_PUN: Final = frozenset({0, 1, 3, 4, 6, 8})
"""Last digits after which 分 is read ぷん: いっぷん, さんぷん, よんぷん, じゅっぷん …"""


def _japanese(key: str, number: int) -> bool:
    if key == "minutes":
        return number % 10 in _PUN
    if key.startswith("floor"):
        return number % 10 == 3  # さんがい
    return key == "stops.count" and number >= 10  # 9つ目, 10番目


LANGUAGES: Final[Mapping[str, Language]] = {
    language.id: language
    for language in (
        Language("ja", "ja", words_ja.WORDS, _japanese, False),
        Language("en", "en", words_en.WORDS, _english, True),
        Language("ja-easy", "ja", words_easy.WORDS, _japanese, False),
    )
}


def get_language(language: str) -> Language:
    """Return a language by its id; raises ``RequestError`` where there is none."""
    try:
        return LANGUAGES[language]
    except KeyError:
        raise RequestError(
            f"instructions are not told in {language!r}; ask for "
            f"{_or(sorted(LANGUAGES))}"
        ) from None


def _or(names: Iterable[str]) -> str:
    *most, last = names
    return f"{', '.join(most)} or {last}"
