"""``GET /``: what this server is, in Japanese and English."""

from __future__ import annotations

from datetime import date
from html import escape

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from ..deps import ClockDep, TownDep
from ..town import Town
from .layout import page

router = APIRouter(include_in_schema=False)


@router.get("/")
def landing(town: TownDep, clock: ClockDep) -> HTMLResponse:
    """Say what is here and where to go on."""
    name = escape(town.name)
    ask = escape(_example(town, clock().astimezone(town.zone).date()), quote=True)
    notice = ""
    if town.notice:
        notice = f'<p class="notice" role="note">{escape(town.notice)}</p>'
    return page(
        f"maas · {town.name}",
        f"""<h1>{name}</h1>
{notice}
<section lang="ja" aria-labelledby="ja">
<h2 id="ja">乗換案内 API</h2>
<p>徒歩と公共交通の経路を秒単位で正確に案内するサーバーです。
検索ページは今後の版で加わります。</p>
<ul>
<li><a href="/docs">API の説明</a></li>
<li><a href="{ask}">経路の例（JSON）</a></li>
<li><a href="/api/v1/health">稼働状況</a></li>
</ul>
</section>
<section lang="en" aria-labelledby="en">
<h2 id="en">Journey planner API</h2>
<p>This server plans journeys on foot and by public transport, exact to the second.
A page to search on comes with a later version.</p>
<ul>
<li><a href="/docs">What the API takes and gives</a></li>
<li><a href="{ask}">An example journey (JSON)</a></li>
<li><a href="/api/v1/health">Whether the server is well</a></li>
</ul>
</section>""",
        language=town.languages[0],
    )


def _example(town: Town, today: date) -> str:
    """A ride of the timetable; without one, a walk across the middle of the city."""
    example = town.example(today)
    if example is not None:
        a, b = example.origin, example.destination
        return (
            f"/api/v6/plan?fromPlace={a.lat},{a.lon}&toPlace={b.lat},{b.lon}"
            f"&time={example.time:%Y-%m-%dT%H:%M:%S}"
        )
    south, west, north, east = town.bounds
    low, high = 0.35, 0.65
    start = f"{south + low * (north - south):.4f},{west + low * (east - west):.4f}"
    end = f"{south + high * (north - south):.4f},{west + high * (east - west):.4f}"
    return f"/api/v6/plan?fromPlace={start}&toPlace={end}"
