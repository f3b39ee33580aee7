"""Names of streets in other languages, and how they are read."""

from __future__ import annotations

from pathlib import Path

from maas.columns import Strings
from maas_feeds.osm.spellings import read_spellings

from .town import Town


def spelled(folder: Path, *tags: str, names: tuple[str, ...]) -> dict[str, list[str]]:
    """Ways of 100 m with these tags, and what is kept for the names."""
    text = "node a 0 0\nnode b 100 0\n"
    text += "\n".join(f"way a b highway=residential {one}" for one in tags)
    Town(text, folder)
    kept = read_spellings([folder / "town.osm"], Strings.of(names))
    return {key: list(texts) for key, texts in kept.items()}


def test_a_row_for_every_name(tmp_path: Path) -> None:
    tags = "name=三鷹通り name:en=Mitaka-dori name:ja-Hira=みたかどおり"
    assert spelled(tmp_path, tags, names=("A", "三鷹通り")) == {
        "streets/names/en": ["", "Mitaka-dori"],
        "streets/names/ja-Hira": ["", "みたかどおり"],
    }


def test_other_names_and_blanks_are_left_out(tmp_path: Path) -> None:
    tags = ("name=B name:en=Bee", "name=A name:en=", "name:en=None")
    assert spelled(tmp_path, *tags, names=("A",)) == {}


def test_most_decide_how_it_is_spelled(tmp_path: Path) -> None:
    tags = ("name=A name:en=Aa", "name=A name:en=Ab", "name=A name:en=Ab")
    assert spelled(tmp_path, *tags, names=("A",)) == {"streets/names/en": ["Ab"]}


def test_a_name_that_is_read_in_two_ways_has_no_reading(tmp_path: Path) -> None:
    tags = (
        "name=上町 name:ja-Hira=うえまち",
        "name=上町 name:ja-Hira=かみまち",
        "name=東町 name:ja_kana=ひがしちょう",
    )
    assert spelled(tmp_path, *tags, names=("上町", "東町")) == {
        "streets/names/ja-Hira": ["", "ひがしちょう"]
    }
