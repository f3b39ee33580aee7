"""How the names of streets, squares and lifts are spelled in other languages.

OSM says it beside the name: ``name:en``, and ``name:ja-Hira`` for how a Japanese name is
read. A city keeps these by the name itself, a row for each of ``Streets.names``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

import osmium

from maas.columns import Strings

LANGUAGES: Final = {
    "en": ("name:en",),
    "ja": ("name:ja",),
    "ja-Hira": ("name:ja-Hira", "name:ja-Hrkt", "name:ja_kana"),
}
"""Keys of each language that ways are told in, the better first."""
READINGS: Final = frozenset({"ja-Hira"})
PREFIX: Final = "streets/names/"

Spelled = dict[str, dict[str, Counter[str]]]
"""By language and name: how many say what."""


def read_spellings(paths: Iterable[Path], names: Strings) -> dict[str, Strings]:
    """Return what a city keeps of its streets' names in other languages.

    ``paths`` are OSM files that have been read as streets already. Where several streets
    of one name are spelled differently, most decide; where they are *read* differently
    nobody knows which is meant, and there is no reading.
    """
    wanted = set(names)
    spelled: Spelled = {language: {} for language in LANGUAGES}
    for path in paths:
        _count(path, wanted, spelled)
    kept: dict[str, Strings] = {}
    for language, said in spelled.items():
        if said:
            texts = _chosen(names, said, language in READINGS)
            kept[f"{PREFIX}{language}"] = Strings.of(texts)
    return kept


def _count(path: Path, wanted: set[str], spelled: Spelled) -> None:
    keys = [key for ways in LANGUAGES.values() for key in ways]
    named = osmium.FileProcessor(str(path)).with_filter(osmium.filter.KeyFilter(*keys))
    for thing in named:
        name = thing.tags.get("name", "")
        if name not in wanted:
            continue
        for language, ways in LANGUAGES.items():
            text = next((thing.tags[key] for key in ways if key in thing.tags), "")
            if text.strip():
                spelled[language].setdefault(name, Counter())[text.strip()] += 1


def _chosen(
    names: Sequence[str], said: dict[str, Counter[str]], alone: bool
) -> list[str]:
    """One text for each name: the most said, or where need be the only one."""
    chosen = []
    for name in names:
        texts = said.get(name, Counter())
        best = texts.most_common(1)
        chosen.append(best[0][0] if best and (len(texts) == 1 or not alone) else "")
    return chosen
