"""Settings of the server, from ``MAAS_…`` in the environment."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from maas.errors import MaasError

from .limits import Limits


class Settings(BaseSettings):
    """Read once, when the server starts."""

    model_config = SettingsConfigDict(env_prefix="MAAS_", frozen=True)

    city: Path
    """Folder of the built city."""
    concurrent_plans: Annotated[int, Field(ge=1)] = Limits().concurrent_plans
    requests_per_minute: Annotated[int, Field(ge=0)] = Limits().requests_per_minute

    operator_token: Annotated[SecretStr | None, Field(min_length=16)] = None
    """Who knows it may say which lifts are out of service; None: nobody may."""
    lifts: Path | None = None
    """A file of lifts out of service, read again whenever it changes."""

    @property
    def limits(self) -> Limits:
        """The table of limits with what the environment changes."""
        return Limits(
            concurrent_plans=self.concurrent_plans,
            requests_per_minute=self.requests_per_minute,
        )


def read_settings(**given: Any) -> Settings:
    """Read the environment, beneath what is given; a fault is one ``MaasError``."""
    try:
        return Settings(**given)
    except ValidationError as error:
        fault = error.errors()[0]
        name = f"MAAS_{str(fault['loc'][0]).upper()}"
        if fault["type"] == "missing":
            raise MaasError(f"The setting {name} is missing.") from error
        said = fault["msg"][:1].lower() + fault["msg"][1:]
        if name == "MAAS_OPERATOR_TOKEN":
            raise MaasError(
                f"The setting {name}: give at least 16 characters, such as "
                f"`openssl rand -hex 16` makes."
            ) from None
        raise MaasError(f"The setting {name}={fault['input']}: {said}.") from error
