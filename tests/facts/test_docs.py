"""What docs/facts.md says is what the program does."""

from __future__ import annotations

import re
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from maas_api.lifts.watch import POLL_SECONDS
from maas_feeds.city_file import ReportsSource
from maas_feeds.facts.entries import MOST_METRES
from maas_feeds.facts.facts_file import read_facts_file
from maas_feeds.facts.reports import read_record
from maas_feeds.facts.sections import SECTIONS
from maas_feeds.lifts import parse_lifts

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "facts.md").read_text("utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


def test_the_example_can_be_read(tmp_path: Path) -> None:
    (example,) = [text for text in blocks("toml") if "[[line]]" in text]
    path = tmp_path / "facts.toml"
    path.write_text(example, encoding="utf-8")
    claims = read_facts_file(path)
    assert {claim.section for claim in claims} == set(SECTIONS)
    # The line that the page quotes where it shows ``city.facts``.
    (quoted,) = re.findall(r"'kerb_cm = 2', .*'(facts\.toml, line \d+)'", PAGE)
    (kerb,) = [claim for claim in claims if claim.attribute == "kerb_cm"]
    assert kerb.where_shortly == quoted and kerb.said == "kerb_cm = 2"


@pytest.mark.parametrize("name", SECTIONS)
def test_the_table_names_every_key(name: str) -> None:
    (row,) = re.findall(rf"^\| `\[\[{name}\]\]` \|.*$", PAGE, re.MULTILINE)
    for key in SECTIONS[name].places:
        assert f"`{key}" in row
    rest = set(SECTIONS["rest"].attributes) if name == "stop" else set()
    ground = set(SECTIONS["street"].attributes) if name == "crossing" else set()
    for key in set(SECTIONS[name].attributes) - rest - ground:
        assert f"`{key}`" in row


def test_the_examples_of_reports_and_lifts_can_be_read() -> None:
    reports, lifts = blocks("json")
    for number, line in enumerate(reports.splitlines(), start=1):
        assert read_record(line, number).value == 12
    items, _ = parse_lifts(lifts.encode(), ZoneInfo("Asia/Tokyo"))
    assert len(items) == 3


def test_the_numbers_are_true() -> None:
    fields = ReportsSource.model_fields
    assert f"confirmations_needed = {fields['confirmations_needed'].default} " in PAGE
    assert f"within_days = {fields['within_days'].default} " in PAGE
    radius = {name: section.radius_metres for name, section in SECTIONS.items()}
    assert f"({radius['street']:g}; kerbs {radius['kerb']:g};" in PAGE
    assert f"at most {MOST_METRES:g})" in PAGE
    assert f"nearest node within {radius['rest']:g} m" in PAGE
    assert f"within {POLL_SECONDS:g} s of every" in PAGE
