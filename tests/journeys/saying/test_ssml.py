"""Documents for speakers: valid XML, with what a speaker has to be told."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from maas.errors import RequestError
from maas.journeys.saying import LANGUAGES, instructions, ssml
from maas.journeys.saying.kinds import Instruction, Kind
from maas.journeys.saying.spans import Role, Span
from maas.journeys.saying.ssml import NAMESPACE

from .cases import CASES
from .ways import Map

SSML = f"{{{NAMESPACE}}}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
ALLOWED = {f"{SSML}{name}" for name in ("speak", "p", "s", "sub", "say-as", "lang")}


def said(*spans: Span, language: str = "en") -> ElementTree.Element:
    one = Instruction(Kind.DEPART, "en", (spans,), 0.0, 0.0, 0.0, 0, None, {})
    return ElementTree.fromstring(ssml([one], language).encode())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", CASES)
def test_is_xml_that_says_the_text(name: str, language: str, tmp_path: Path) -> None:
    case = CASES[name]
    built = case.map(tmp_path)
    walk = built.walk(case.way, **case.walk)
    told = instructions(built.city, walk, case.person, language)
    root = ElementTree.fromstring(ssml(told, language).encode())
    assert root.tag == f"{SSML}speak" and root.get("version") == "1.1"
    assert root.get(LANG) == LANGUAGES[language].tag
    assert {element.tag for element in root.iter()} <= ALLOWED
    paragraphs = root.findall(f"{SSML}p")
    assert len(paragraphs) == len(told)
    for paragraph, one in zip(paragraphs, told, strict=True):
        sentences = ["".join(s.itertext()) for s in paragraph.findall(f"{SSML}s")]
        gap = " " if language == "en" else ""
        assert gap.join(sentences) == one.text
        ends = "." if language == "en" else "。"
        assert all(sentence.endswith(ends) for sentence in sentences)
        assert not any(ends in sentence[:-1] for sentence in sentences)


def test_names_that_xml_does_not_like() -> None:
    root = said(Span('A & B <"C">', spoken='"&"', role=Role.NAME))
    (sub,) = root.iter(f"{SSML}sub")
    assert sub.text == 'A & B <"C">' and sub.get("alias") == '"&"'


def test_names_are_spoken_as_they_are_read_and_words_as_they_stand() -> None:
    root = said(
        Span("左", "ひだり"), Span("三鷹", "みたか", role=Role.NAME), language="ja"
    )
    (sub,) = root.iter(f"{SSML}sub")
    assert (sub.text, sub.get("alias")) == ("三鷹", "みたか")


def test_numbers_times_units_and_foreign_names() -> None:
    root = said(
        Span("140", role=Role.NUMBER),
        Span("m", spoken="metres"),
        Span("8:05", role=Role.TIME),
        Span("三鷹", language="ja", role=Role.NAME),
    )
    cardinal, time = root.iter(f"{SSML}say-as")
    assert (cardinal.get("interpret-as"), cardinal.text) == ("cardinal", "140")
    assert (time.get("interpret-as"), time.get("format")) == ("time", "hms24")
    (sub,) = root.iter(f"{SSML}sub")
    assert sub.get("alias") == "metres"
    (lang,) = root.iter(f"{SSML}lang")
    assert (lang.get(LANG), lang.text) == ("ja", "三鷹")


def test_a_language_that_is_not_spoken_is_refused() -> None:
    with pytest.raises(RequestError, match="ask for"):
        ssml([], "de")


def test_a_walk_of_a_hostile_name(tmp_path: Path) -> None:
    built = Map(
        tmp_path,
        """
        node a 0 0
        node b 90 0
        way a b highway=residential name=<&]]>
        """,
    )
    told = instructions(built.city, built.walk("a b"), None, "en")
    root = ElementTree.fromstring(ssml(told, "en").encode())
    assert "along <&]]> for" in "".join(root.itertext())
