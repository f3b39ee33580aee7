"""One journey question from parameters to MOTIS's answer; HTTP and CLI both use it."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import replace

from maas.journeys.itinerary import Itinerary
from maas.journeys.request import Request

from ..town import Town
from .accessibility import person_of
from .paging import Page, PageSize, find_page
from .personal import told_for
from .schemas import Itinerary as Said
from .schemas import PlanResponse
from .translate import Wording, place_of


def find_journeys(
    town: Town,
    request: Request,
    wording: Wording,
    cursor: str | None = None,
    size: PageSize | None = None,
) -> Page:
    """Plan, and fill in steps and lines where they are to be said."""
    page = find_page(town.planner.plan, request, cursor, size)
    return _detailed(town, page, request) if wording.detailed else page


def answer_plan(
    town: Town,
    request: Request,
    wording: Wording,
    asked: Mapping[str, str],
    cursor: str | None = None,
    size: PageSize | None = None,
) -> PlanResponse:
    """Answer in MOTIS's words; ``asked`` is repeated as ``requestParameters``."""
    started = time.perf_counter_ns()
    page = find_page(town.planner.plan, request, cursor, size)
    planned = time.perf_counter_ns()
    if wording.detailed:
        page = _detailed(town, page, request)
    detailed = time.perf_counter_ns()
    answer = page.answer
    wording = replace(wording, profile=request.person.id if request.person else "")

    def tell(item: Itinerary) -> Said:
        return told_for(town, item, request, wording)

    directs = [*([answer.direct] if answer.direct else []), *answer.more_direct]
    return PlanResponse(
        request_parameters=dict(asked),
        debug_output={
            "planMicroseconds": (planned - started) // 1000,
            "detailMicroseconds": (detailed - planned) // 1000,
        },
        from_=place_of(answer.origin, town.timezone, default="START"),
        to=place_of(answer.destination, town.timezone, default="END"),
        direct=[tell(item) for item in directs],
        itineraries=[tell(item) for item in answer.itineraries],
        previous_page_cursor=page.earlier,
        next_page_cursor=page.later,
        x_notice=" ".join(filter(None, (town.notice, answer.remark))) or None,
        x_person=person_of(request),
    )


def _detailed(town: Town, page: Page, request: Request) -> Page:
    def detail(itinerary: Itinerary) -> Itinerary:
        return town.planner.detail(itinerary, request)

    answer = page.answer
    return replace(
        page,
        answer=replace(
            answer,
            direct=answer.direct and detail(answer.direct),
            more_direct=tuple(map(detail, answer.more_direct)),
            itineraries=tuple(map(detail, answer.itineraries)),
        ),
    )
