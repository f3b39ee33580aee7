"""What the lifts look like over HTTP."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from pydantic import BaseModel, ConfigDict, Field

from maas_feeds.lifts import LiftItem

from .board import Source, State


class LiftsNow(BaseModel):
    """What is said to be out of service, and what came of it."""

    model_config = ConfigDict(frozen=True)

    items: tuple[LiftItem, ...]
    closedEdges: int = Field(
        description="Stretches of the streets, each way for itself, that are closed at "
        "some time."
    )
    unmatched: tuple[str, ...] = Field(
        description="A sentence for each id that is not in this city."
    )
    source: Source | None
    since: datetime | None
    fault: str | None = Field(
        description="Why the file of lifts, as it is now, was not taken."
    )

    @classmethod
    def of(cls, state: State) -> Self:
        """Show a state."""
        return cls(
            items=state.items,
            closedEdges=state.edges,
            unmatched=state.unmatched,
            source=state.source,
            since=state.since,
            fault=state.fault,
        )
