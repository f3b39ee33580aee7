"""The form of every answer: MOTIS's camel case; what is ours begins with ``x-``."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


def _camel(name: str) -> str:
    """Name a field as MOTIS does: ``x_`` becomes ``x-``, ``from_`` is ``from``."""
    ours = name.startswith("x_")
    head, *tail = name.removeprefix("x_").rstrip("_").split("_")
    return ("x-" if ours else "") + head + "".join(part.title() for part in tail)


class Model(BaseModel):
    """Fields that are None are left out of the JSON."""

    model_config = ConfigDict(
        alias_generator=_camel, populate_by_name=True, extra="forbid"
    )
