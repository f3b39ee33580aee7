"""An explanation in sentences, English and Japanese."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from .barriers import Barrier, Fixer
from .explain import Explanation, Relaxation, Why

LANGUAGES: Final = ("en", "ja")

STATUS: Final[Mapping[str, Mapping[str, str]]] = {
    "en": {
        "certain": "There is a journey that is certain; it arrives at {time}.",
        "possible": "There is a journey that arrives at {time}, but not all that "
        "matters on it is known.",
        "none": "There is no journey.",
    },
    "ja": {
        "certain": "確実に行ける経路があります。{time}に着きます。",
        "possible": "{time}に着く経路がありますが、分かっていないところがあります。",
        "none": "行ける経路がありません。",
    },
}

REASONS: Final[Mapping[str, Mapping[Why, str]]] = {
    "en": {
        Why.BARRIER: "Barriers are in the way.",
        Why.LIFT_OUT: "A lift or a way is out of service.",
        Why.NO_STEP_FREE_RIDE: "Stops or vehicles on the way have steps.",
        Why.TOO_FAR: "It is too far to walk, in one go or in all.",
        Why.UNKNOWN_DATA: "Something that matters is not known.",
        Why.NO_STOP_IN_RANGE: "No stop can be reached on foot.",
        Why.NO_SERVICE: "Nothing runs on that day.",
        Why.OUTSIDE: "A place is outside of the area that this city covers.",
        Why.NOBODY: "Nobody gets there, not even without any limit.",
    },
    "ja": {
        Why.BARRIER: "途中にバリアがあります。",
        Why.LIFT_OUT: "エレベーターまたは通路が使えません。",
        Why.NO_STEP_FREE_RIDE: "途中の停留所や車両に段差があります。",
        Why.TOO_FAR: "歩く距離が長すぎます。",
        Why.UNKNOWN_DATA: "大事なことが分かっていません。",
        Why.NO_STOP_IN_RANGE: "歩いて行ける停留所がありません。",
        Why.NO_SERVICE: "その日は運行がありません。",
        Why.OUTSIDE: "この町のデータの外の場所です。",
        Why.NOBODY: "どのような人でも行けません。",
    },
}

TESTS: Final[Mapping[str, Mapping[str, str]]] = {
    "en": {
        "steps": "stairs",
        "handrail": "stairs without a handrail",
        "lift": "a lift",
        "escalator": "an escalator",
        "slope_up": "a slope up",
        "slope_down": "a slope down",
        "cross_slope": "a slope across",
        "kerb": "a kerb",
        "width": "a narrow place",
        "surface": "the surface",
        "crossing": "a crossing",
        "sound": "a signal that cannot be heard",
        "wheelchair": "a way not for wheelchairs",
        "tactile": "no tactile paving",
        "lit": "no light",
        "ground": "a stretch without known streets",
        "hours": "a way that is closed",
        "stop": "a stop with steps",
        "trip": "a vehicle with steps",
    },
    "ja": {
        "steps": "階段",
        "handrail": "手すりのない階段",
        "lift": "エレベーター",
        "escalator": "エスカレーター",
        "slope_up": "上り坂",
        "slope_down": "下り坂",
        "cross_slope": "横の傾き",
        "kerb": "縁石の段差",
        "width": "狭いところ",
        "surface": "路面",
        "crossing": "横断歩道",
        "sound": "音の出ない信号",
        "wheelchair": "車いすで通れない道",
        "tactile": "点字ブロックのない道",
        "lit": "明かりのない道",
        "ground": "道が分からない区間",
        "hours": "閉まっている通路",
        "stop": "段差のある停留所",
        "trip": "段差のある車両",
    },
}
UNITS: Final = {
    "slope_up": "%",
    "slope_down": "%",
    "cross_slope": "%",
    "kerb": "cm",
    "width": "cm",
    "crossing": "m",
}

FIXERS: Final[Mapping[str, Mapping[Fixer, str]]] = {
    "en": {
        Fixer.ROADS: "the road authority could change it",
        Fixer.STATION: "the station or stop operator could change it",
        Fixer.OPERATOR: "the transit operator could change it",
        Fixer.ANYBODY: "anybody who looks and tells could settle it",
        Fixer.PERSON: "",
    },
    "ja": {
        Fixer.ROADS: "直せるのは道路の管理者",
        Fixer.STATION: "直せるのは駅や停留所の管理者",
        Fixer.OPERATOR: "直せるのは交通事業者",
        Fixer.ANYBODY: "現地を見て知らせれば分かる",
        Fixer.PERSON: "",
    },
}


def sentences(
    found: Explanation, zone: ZoneInfo, language: str = "en"
) -> Iterator[str]:
    """Yield an explanation in sentences, the verdict first."""
    clock = (
        ""
        if found.arrival is None
        else f"{datetime.fromtimestamp(found.arrival, zone):%H:%M}"
    )
    yield STATUS[language][found.status].format(time=clock)
    for why in found.reasons:
        yield REASONS[language][why]
    for one in found.relaxations:
        yield _relaxation(one, zone, language)


def _relaxation(one: Relaxation, zone: ZoneInfo, language: str) -> str:
    when = f"{datetime.fromtimestamp(one.arrival, zone):%H:%M}"
    japanese = language == "ja"
    if one.gain_seconds is None:
        gives = (
            f"{when}に着けるようになります"
            if japanese
            else f"one would arrive at {when}"
        )
    else:
        minutes = max(one.gain_seconds // 60, 1)
        gives = (
            f"{minutes}分早く、{when}に着きます"
            if japanese
            else f"one would arrive {minutes} min sooner, at {when}"
        )
    places = ("、" if japanese else "; ").join(
        _barrier(barrier, language) for barrier in one.barriers
    )
    if one.limit is None:
        if japanese:
            return f"もし通れたら（{places}）、{gives}。"
        return f"Without {places}, {gives}."
    needed = (
        ""
        if one.needed is None
        else f" {one.needed:g}"
        if isinstance(one.needed, int | float)
        else f" {one.needed}"
    )
    if japanese:
        change = (
            f"{one.limit} を{needed}にできたら" if needed else f"{one.limit} がなければ"
        )
        return f"{change}、{gives}" + (f"（{places}）。" if places else "。")
    change = (
        f"With {one.limit} of{needed}" if needed else f"Without the limit {one.limit}"
    )
    return f"{change}, {gives}" + (f" (past {places})." if places else ".")


def _barrier(one: Barrier, language: str) -> str:
    words = TESTS[language]
    japanese = language == "ja"
    what = ("・" if japanese else " and ").join(words[test] for test in one.tests)
    if one.value is not None:
        unit = UNITS.get(one.tests[0], "段" if japanese else "steps")
        shown = f"{one.value:g} {unit}" if isinstance(one.value, float) else one.value
        what += f"（{shown}）" if japanese else f" ({shown})"
    if one.fixer is Fixer.ANYBODY:
        what = f"不明：{what}" if japanese else f"not known: {what}"
    place = one.name or one.osm or f"{one.lat:.5f},{one.lon:.5f}"
    fixer = FIXERS[language][one.fixer]
    if japanese:
        return f"{place}の{what}" + (f"、{fixer}" if fixer else "")
    return f"{what} at {place}" + (f", {fixer}" if fixer else "")
