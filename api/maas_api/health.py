"""``GET /api/v1/health``."""

from __future__ import annotations

from fastapi import APIRouter

from .deps import TownDep
from .journeys.schemas import Health

router = APIRouter(prefix="/api/v1", tags=["server"])


@router.get("/health", operation_id="health", response_model_exclude_none=True)
def health(town: TownDep) -> Health:
    """Tell that the server answers, and for which city."""
    return Health(x_city=town.name, x_notice=town.notice or None)
