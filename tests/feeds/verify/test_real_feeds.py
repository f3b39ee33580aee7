"""Real feeds: rides copied from them by hand or at random pass, altered ones do not."""

from __future__ import annotations

import csv
import random
from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest

from maas_feeds.verify import Verifier

from .answers import Positions, Writer
from .test_small_town import corrupt

DATA = Path(__file__).resolve().parents[3] / ".." / "shared" / "data"
ZHELEZNOGORSK = DATA / "zheleznogorsk" / "zhelez"
RAIL = DATA / "mitaka" / "gtfs" / "rail_west_tokyo.zip"


def needs(path: Path) -> pytest.MarkDecorator:
    return pytest.mark.skipif(not path.exists(), reason=f"{path.name} is not here")


@needs(RAIL)
def test_certifies_the_chuo_rapid_from_mitaka_to_shinjuku() -> None:
    positions = {
        "@home": (35.7010, 139.5606),
        "JR-East.ChuoRapid.Mitaka": (35.70268, 139.56067),
        "JR-East.ChuoRapid.Kichijoji": (35.70295, 139.57984),
        "JR-East.ChuoRapid.NishiOgikubo": (35.70351, 139.59928),
        "JR-East.ChuoRapid.Ogikubo": (35.70434, 139.62011),
        "JR-East.ChuoRapid.Asagaya": (35.70462, 139.63566),
        "JR-East.ChuoRapid.Koenji": (35.70518, 139.64955),
        "JR-East.ChuoRapid.Nakano": (35.70573, 139.66594),
        "JR-East.ChuoRapid.Shinjuku": (35.69018, 139.70038),
    }
    write = Writer("rail", "Asia/Tokyo", date(2026, 3, 10), positions)
    rapid = "JR-East.ChuoRapid"
    answer = write.answer(
        write.itinerary(
            write.walk("@home 7:57", f"{rapid}.Mitaka 8:00", distance=240.0),
            write.ride(
                f"{rapid}.782T.Weekday",
                "7:39",
                f"""{rapid}.Mitaka 8:01,
                {rapid}.Kichijoji 8:03 8:04,
                {rapid}.NishiOgikubo 8:06,
                {rapid}.Ogikubo 8:08 8:09,
                {rapid}.Asagaya 8:11,
                {rapid}.Koenji 8:13 8:14,
                {rapid}.Nakano 8:16 8:17,
                {rapid}.Shinjuku 8:21""",
                routeId="rail_JR-East.ChuoRapid",
            ),
        )
    )
    verifier = Verifier({"rail": RAIL}, "Asia/Tokyo")
    verdict = verifier.check(answer)
    assert verdict.faults == ()
    assert verdict.certified == 2

    sunday = answer["itineraries"][0]["legs"][1]["tripId"].replace("0310", "0308")
    wrong = corrupt(answer, "itineraries.0.legs.1.tripId", sunday)
    assert [fault.rule for fault in verifier.check(wrong).faults] == ["service"]


@needs(ZHELEZNOGORSK)
def test_certifies_a_thousand_rides_and_finds_each_that_is_a_minute_off() -> None:
    calls = defaultdict(list)
    for row in rows("stop_times"):
        calls[row["trip_id"]].append(row)
    positions: Positions = {
        row["stop_id"]: (float(row["stop_lat"]), float(row["stop_lon"]))
        for row in rows("stops")
    }
    service = {row["trip_id"]: row["service_id"] for row in rows("trips")}
    # On 2024-03-12, a Tuesday, services 0 and winter_weekday run, among others.
    running = [t for t in calls if service[t] in ("0", "winter_weekday")]
    write = Writer("z", "Asia/Krasnoyarsk", date(2024, 3, 12), positions)
    verifier = Verifier({"z": ZHELEZNOGORSK}, "Asia/Krasnoyarsk")
    draw = random.Random(1)
    for _ in range(500):
        trip = draw.choice(running)
        mine = sorted(calls[trip], key=lambda row: int(row["stop_sequence"]))
        first, last = sorted(draw.sample(range(len(mine)), 2))
        ridden = [
            [row["stop_id"], row["arrival_time"], row["departure_time"]]
            for row in mine[first : last + 1]
        ]
        leaves = mine[0]["departure_time"][:5]
        right = write.ride(trip, leaves, ",".join(map(" ".join, ridden)))
        verdict = verifier.check(write.answer(write.itinerary(right)))
        assert verdict.faults == (), (trip, ridden)

        call = draw.choice(ridden)
        call[1:] = [a_minute_later(time) for time in call[1:]]
        wrong = write.ride(trip, leaves, ",".join(map(" ".join, ridden)))
        verdict = verifier.check(write.answer(write.itinerary(wrong)))
        assert [fault.rule for fault in verdict.faults][:1] == ["times"]


def rows(name: str) -> list[dict[str, str]]:
    with (ZHELEZNOGORSK / f"{name}.txt").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def a_minute_later(clock: str) -> str:
    hours, minutes, seconds = map(int, clock.split(":"))
    total = hours * 60 + minutes + 1
    return f"{total // 60}:{total % 60:02}:{seconds:02}"
