"""The plan parameters as OpenAPI sees them."""

from __future__ import annotations

from typing import Any

from .parameters import ONLY, WITHOUT_EFFECT, Parameters

_OF_ANSWERS = ("Mode",)
"""Schemas that answers use as well."""


def plan_parameters() -> list[dict[str, Any]]:
    """Describe every parameter; lists are written ``a,b`` as in MOTIS's own file."""
    schema = Parameters.model_json_schema(ref_template="#/components/schemas/{model}")
    required, named = schema["required"], schema.get("$defs", {})
    described = []
    for name, field in schema["properties"].items():
        field = _inline({k: v for k, v in field.items() if k != "title"}, named)
        parameter: dict[str, Any] = {
            "name": name,
            "in": "query",
            "required": name in required,
            "schema": field,
        }
        if text := field.pop("description", None):
            parameter["description"] = text
        if field.get("type") == "array":
            parameter |= {"style": "form", "explode": False}
        described.append(parameter)
    described += [
        _other(name, f"Accepted: {', '.join(values)}.", values)
        for name, values in sorted(ONLY.items())
        if values
    ]
    described += [
        _other(name, "Accepted and without effect here.")
        for name in sorted(WITHOUT_EFFECT)
    ]
    return described


def _inline(field: Any, named: dict[str, Any]) -> Any:
    """Put words that only parameters use where they are named; answers have the rest."""
    if isinstance(field, list):
        return [_inline(one, named) for one in field]
    if not isinstance(field, dict):
        return field
    name = str(field.get("$ref", "")).rpartition("/")[2]
    if name in named and name not in _OF_ANSWERS:
        return {key: value for key, value in named[name].items() if key != "title"}
    return {key: _inline(value, named) for key, value in field.items()}


def _other(name: str, text: str, values: tuple[str, ...] = ()) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string"}
    if values:
        schema["enum"] = list(values)
    return {
        "name": name,
        "in": "query",
        "required": False,
        "description": text,
        "schema": schema,
    }
