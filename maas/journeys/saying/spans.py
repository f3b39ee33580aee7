"""Text in pieces that know how they are read: for pages, for eyes and for ears."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

_MARKS: Final = re.compile(
    r"\[(?P<base>[^|\]]+)\|(?P<reading>[^\]]+)\]"
    r"|<(?P<shown>[^|>]+)\|(?P<spoken>[^>]+)>"
    r"|\{(?P<slot>\w+)\}"
    r"|(?P<plain>[^\[<{]+)"
)


class Role(StrEnum):
    """What a span is, for whoever has to speak it."""

    WORDS = "words"
    NAME = "name"
    NUMBER = "number"  # a cardinal number in digits
    TIME = "time"  # of the day, "8:05"


@dataclass(frozen=True, slots=True)
class Span:
    """A few characters of a text."""

    text: str
    reading: str = ""  # in kana, above the characters; "" where none or not known
    spoken: str = ""  # how it is said where not as it is written
    language: str = ""  # BCP 47, of a name in another language than its text
    role: Role = Role.WORDS


Spans = tuple[Span, ...]


def fill(template: str, slots: Mapping[str, Spans] | None = None) -> Spans:
    """Return a template's text with its slots filled.

    ``[段|だん]`` is text with its reading, ``<m|metres>`` is shown and said, ``{n}`` is a
    slot. Raises ``KeyError`` where a slot is not given, ``ValueError`` where a mark is
    not closed.

    >>> [span.text for span in fill("{n}[段|だん]", {"n": (Span("12"),)})]
    ['12', '段']
    """
    found: list[Span] = []
    end = 0
    for match in _MARKS.finditer(template):
        if match.start() != end:
            break
        end = match.end()
        if match["slot"]:
            found += (slots or {})[match["slot"]]
        elif match["base"]:
            found.append(Span(match["base"], match["reading"]))
        elif match["shown"]:
            found.append(Span(match["shown"], spoken=match["spoken"]))
        else:
            found.append(Span(match["plain"]))
    if end != len(template):
        raise ValueError(f"cannot read {template!r} from {template[end:]!r}")
    return tuple(found)


def text_of(spans: Iterable[Span]) -> str:
    """Return the text to show."""
    return "".join(span.text for span in spans)


def spoken_text(spans: Iterable[Span]) -> str:
    """Return the text to speak: units in full, names as they are read."""
    return "".join(
        span.spoken or (span.reading if span.role is Role.NAME else "") or span.text
        for span in spans
    )


def ruby_of(spans: Iterable[Span]) -> tuple[tuple[str, str], ...]:
    """Return (text, reading) pairs whose texts join to the whole; "" without reading.

    >>> ruby_of(fill("[左|ひだり]に[曲|ま]がります"))
    (('左', 'ひだり'), ('に', ''), ('曲', 'ま'), ('がります', ''))
    """
    pairs: list[tuple[str, str]] = []
    for span in spans:
        if pairs and not span.reading and not pairs[-1][1]:
            pairs[-1] = (pairs[-1][0] + span.text, "")
        elif span.text:
            pairs.append((span.text, span.reading))
    return tuple(pairs)


def capitalised(spans: Spans) -> Spans:
    """Return spans that begin with a capital letter, where they begin with words."""
    if not spans or spans[0].role is not Role.WORDS:
        return spans
    first = spans[0]
    return (
        Span(first.text[:1].upper() + first.text[1:], first.reading, first.spoken),
        *spans[1:],
    )
