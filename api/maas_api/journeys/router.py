"""``GET /api/v6/plan``."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from ..deps import ClockDep, GateDep, LimitsDep, Throttled, TownDep
from ..errors import RESPONSES
from .answering import answer_plan
from .openapi import plan_parameters
from .question import page_size_of, read_parameters, request_of, wording_of
from .schemas import PlanResponse

router = APIRouter(prefix="/api/v6", tags=["journeys"])


@router.get(
    "/plan",
    operation_id="plan",
    response_model=PlanResponse,
    response_model_exclude_none=True,
    responses=RESPONSES,
    openapi_extra={"parameters": plan_parameters()},
    dependencies=[Throttled],
)
def plan(
    http: Request, town: TownDep, limits: LimitsDep, gate: GateDep, clock: ClockDep
) -> Response:
    """Find journeys from one place to another.

    Gives every journey that no other one beats in departure, arrival and number of
    vehicles boarded, exact to the second; `direct` is the walk all the way.
    """
    # Not async: FastAPI runs this in a thread, and the kernels let go of the GIL.
    pairs = http.query_params.multi_items()
    asked = read_parameters(pairs)
    request = request_of(asked, town, limits, clock())
    with gate.entered():
        answer = answer_plan(
            town,
            request,
            wording_of(asked, town),
            dict(pairs),
            asked.page_cursor,
            page_size_of(asked, limits),
        )
    # Written here, as FastAPI would check the whole answer once more.
    text = answer.model_dump_json(by_alias=True, exclude_none=True)
    return Response(text, media_type="application/json")
