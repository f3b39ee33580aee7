"""The plan answer as MOTIS's own OpenAPI file has it, where that is at hand."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

OPENAPI = (
    Path(__file__).resolve().parents[2].parent
    / "shared"
    / "reference"
    / "motis-openapi-v6.yaml"
)


@cache
def _api() -> dict[str, Any]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    # Times in examples stay text.
    return dict(yaml.load(OPENAPI.read_text(encoding="utf-8"), Loader=loader))


@cache
def _validator(path: str) -> Draft202012Validator:
    api = _api()
    answer = api["paths"][path]["get"]["responses"]["200"]
    schema = answer["content"]["application/json"]["schema"]
    return Draft202012Validator(
        {**schema, "components": api["components"]},
        format_checker=Draft202012Validator.FORMAT_CHECKER,
    )


def check(answer: object, path: str = "/api/v6/plan") -> None:
    """Hold an answer against MOTIS's schema; skips where the file is absent."""
    if not OPENAPI.exists():
        pytest.skip("MOTIS's OpenAPI file is not at hand (../shared/reference)")
    faults = [
        f"{'/'.join(map(str, fault.absolute_path))}: {fault.message}"
        for fault in _validator(path).iter_errors(answer)
    ]
    assert not faults, "\n".join(faults)


def parameter_names() -> set[str]:
    """Names of the plan operation's parameters."""
    if not OPENAPI.exists():
        pytest.skip("MOTIS's OpenAPI file is not at hand (../shared/reference)")
    return {
        item["name"] for item in _api()["paths"]["/api/v6/plan"]["get"]["parameters"]
    }


def modes() -> list[str]:
    """MOTIS's modes."""
    if not OPENAPI.exists():
        pytest.skip("MOTIS's OpenAPI file is not at hand (../shared/reference)")
    return list(_api()["components"]["schemas"]["Mode"]["enum"])
