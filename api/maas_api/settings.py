"""Settings of the server, from ``MAAS_…`` in the environment."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from .limits import Limits


class Settings(BaseSettings):
    """Read once, when the server starts."""

    model_config = SettingsConfigDict(env_prefix="MAAS_", frozen=True)

    city: Path
    """Folder of the built city."""
    concurrent_plans: Annotated[int, Field(ge=1)] = Limits().concurrent_plans
    requests_per_minute: Annotated[int, Field(ge=0)] = Limits().requests_per_minute

    @property
    def limits(self) -> Limits:
        """The table of limits with what the environment changes."""
        return Limits(
            concurrent_plans=self.concurrent_plans,
            requests_per_minute=self.requests_per_minute,
        )
