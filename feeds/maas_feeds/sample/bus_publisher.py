"""Who the bus feed is from, what rides cost, and its names in other scripts."""

from __future__ import annotations

from typing import Any

from .calendar import FIRST_DAY, LAST_DAY
from .gtfs_zip import Rows
from .poles import Poles

URL = "https://example.invalid/maas-sample"
PUBLISHER = "maas 見本データ（様式化・道路と時刻は架空）"
PUBLISHER_EN = "maas sample (stylised; streets and times invented)"
SOURCES = (
    "Stop names and positions: National Land Numerical Information P11 (MLIT), "
    "Keio Bus open data (ODPT); stop orders: Odakyu Bus 2017 (OdptLibrary)"
)


def feed_info(seed: int) -> Rows:
    """feed_info.txt: plainly a sample."""
    span = [f"{FIRST_DAY:%Y%m%d}", f"{LAST_DAY:%Y%m%d}"]
    return [[PUBLISHER, URL, "ja", *span, f"sample-{seed}"]]


def publisher_rows(
    agencies: dict[str, dict[str, Any]], poles: Poles, seed: int
) -> dict[str, Rows]:
    """Rows of the files that say who publishes, what it costs, and names."""
    return {
        "agency.txt": [
            [key, agency["name"], URL, "Asia/Tokyo", "ja"]
            for key, agency in agencies.items()
        ],
        "agency_jp.txt": [
            [key, agency["official"], "", "", "", ""]
            for key, agency in agencies.items()
        ],
        "office_jp.txt": [
            [f"{key}_1", f"{agency['official']}（見本営業所）", URL, ""]
            for key, agency in agencies.items()
        ],
        "feed_info.txt": feed_info(seed),
        "attributions.txt": [["facts", SOURCES, 1, 0]],
        "fare_attributes.txt": [
            [f"{key}_flat", agency["fare_yen"], "JPY", 0, 0, key]
            for key, agency in agencies.items()
            if "fare_yen" in agency
        ],
        "translations.txt": _translations(agencies, poles),
    }


def _translations(agencies: dict[str, dict[str, Any]], poles: Poles) -> Rows:
    rows: Rows = []

    def say(table: str, column: str, ja: str, kana: str, english: str) -> None:
        for language, text in (("ja-Hrkt", kana), ("en", english)):
            if text:
                rows.append([table, column, language, text, "", ja])

    for place_id in poles.made:
        name = poles.places[place_id].name
        say("stops", "stop_name", name.ja, name.kana, name.english)
        say("trips", "trip_headsign", name.ja, name.kana, name.english)
        loop = (name.ja + "循環", name.kana + "じゅんかん", name.english + " Loop")
        say("trips", "trip_headsign", *loop)
    for agency in agencies.values():
        say("agency", "agency_name", agency["name"], "", agency["english"])
    say("feed_info", "feed_publisher_name", PUBLISHER, "", PUBLISHER_EN)
    return rows
