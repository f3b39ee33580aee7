"""Instructions for speakers: SSML 1.1 (https://www.w3.org/TR/speech-synthesis11/).

Times and cardinal numbers are marked as such (https://www.w3.org/TR/ssml-sayas/), units
and names with a known reading are substituted, names in another language carry it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from .kinds import Instruction
from .phrases import get_language
from .spans import Role, Span, Spans

_END: Final = re.compile(r"(?<=。)(?=.)|(?<=\.) ")
NAMESPACE: Final = "http://www.w3.org/2001/10/synthesis"


def ssml(instructions: Iterable[Instruction], language: str) -> str:
    """Return a document: a paragraph for every instruction, in the language asked for.

    Raises ``RequestError`` where a language is not spoken.
    """
    tag = get_language(language).tag
    paragraphs = "".join(f"<p>{_sentences(one)}</p>" for one in instructions)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>'
        f'<speak version="1.1" xmlns="{NAMESPACE}" xml:lang="{tag}">'
        f"{paragraphs}</speak>"
    )


def _sentences(instruction: Instruction) -> str:
    return "".join(
        f"<s>{''.join(_spoken(span) for span in part)}</s>"
        for sentence in instruction.sentences
        for part in _parts(sentence)
    )


def _parts(words: Spans) -> Iterator[Spans]:
    """Cut what is said in one go into sentences."""
    part: list[Span] = []
    for span in words:
        if span.role is not Role.WORDS or span.reading or span.spoken:
            part.append(span)
            continue
        *whole, rest = _END.split(span.text)
        for text in whole:
            yield (*part, Span(text))
            part = []
        part.append(Span(rest))
        if rest.endswith("。"):
            yield tuple(part)
            part = []
    if part:
        yield tuple(part)


def _spoken(span: Span) -> str:
    text = escape(span.text)
    alias = span.spoken or (span.reading if span.role is Role.NAME else "")
    if alias:
        text = f"<sub alias={quoteattr(alias.strip())}>{text}</sub>"
    elif span.role is Role.TIME:
        text = f'<say-as interpret-as="time" format="hms24">{text}</say-as>'
    elif span.role is Role.NUMBER:
        text = f'<say-as interpret-as="cardinal">{text}</say-as>'
    if span.language:
        text = f"<lang xml:lang={quoteattr(span.language)}>{text}</lang>"
    return text
