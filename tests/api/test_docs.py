"""What the documents say is what the program does."""

from __future__ import annotations

import re
from pathlib import Path

from maas_api.cli import app
from maas_api.limits import Limits
from maas_feeds.city_file import CityFile

ROOT = Path(__file__).resolve().parents[2]


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_every_link_of_the_readme_leads_somewhere() -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", text("README.md"))
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_every_command_is_described() -> None:
    commands = {command.name for command in app.registered_commands}
    assert commands == set(
        re.findall(r"^\| `maas (\w+) ", text("docs/cli.md"), re.MULTILINE)
    )


def test_every_key_of_the_city_file_is_described() -> None:
    rows = set(re.findall(r"^\| `\[?\[?(\w+)", text("docs/cli.md"), re.MULTILINE))
    assert set(CityFile.model_fields) <= rows


def test_the_table_of_limits_is_true() -> None:
    limits, page = Limits(), text("docs/api.md")
    assert f"| `searchWindow` | {limits.window_seconds // 3600} h |" in page
    assert f"| `maxTravelTime` | {limits.travel_seconds // 3600} h |" in page
    assert f"`maxDirectTime` | {limits.walk_seconds // 3600} h |" in page
    assert f"| `maxTransfers` | {limits.transfers} |" in page
    assert f"`maxItineraries` | {limits.itineraries} |" in page
    assert f"| {limits.extended_window_seconds // 3600} h | fewer" in page
    assert f"| {limits.concurrent_plans} | 503 after {limits.wait_seconds:g} s" in page
    assert f"any) | {limits.requests_per_minute} | 429 |" in page


def test_make_has_every_target_that_the_readme_names() -> None:
    named = set(re.findall(r"^    make (\w+)", text("README.md"), re.MULTILINE))
    assert {"run", "test"} <= named
    assert named <= set(re.findall(r"^(\w+):", text("Makefile"), re.MULTILINE))
