"""``GET /docs``: the OpenAPI description as one plain page."""

from __future__ import annotations

import json
from html import escape
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from .layout import page

router = APIRouter(include_in_schema=False)


@router.get("/docs")
def reference(request: Request) -> HTMLResponse:
    """Show every operation with its parameters and answers."""
    api: dict[str, Any] = request.app.openapi()
    parts = [
        "<h1>maas API</h1>",
        (
            '<p>The same as <a href="/openapi.json">OpenAPI</a>; '
            '<a href="/">back to the start</a>.</p>'
        ),
    ]
    for path, operations in api["paths"].items():
        for method, operation in operations.items():
            parts.append(_operation(path, method, operation))
    return page("maas API", "\n".join(parts))


def _operation(path: str, method: str, operation: dict[str, Any]) -> str:
    heading = f"<h2>{escape(method.upper())} <code>{escape(path)}</code></h2>"
    text = f"<p>{escape(operation.get('description', ''))}</p>"
    rows = "".join(map(_parameter, operation.get("parameters", [])))
    asked = (
        f"<h3>Parameters</h3>{_table(('Name', 'Form', 'Default', 'Meaning'), rows)}"
        if rows
        else ""
    )
    rows = "".join(
        f"<tr><td>{escape(status)}</td><td>{escape(answer['description'])}</td></tr>"
        for status, answer in operation["responses"].items()
    )
    return heading + text + asked + f"<h3>Answers</h3>{_table(('Status', ''), rows)}"


def _table(head: tuple[str, ...], rows: str) -> str:
    cells = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in head)
    return f"<table><thead><tr>{cells}</tr></thead><tbody>{rows}</tbody></table>"


def _parameter(parameter: dict[str, Any]) -> str:
    schema = parameter["schema"]
    default = schema.get("default")
    said = "" if default is None else json.dumps(default)
    need = " (required)" if parameter["required"] else ""
    return (
        f"<tr><td><code>{escape(parameter['name'])}</code>{need}</td>"
        f"<td>{escape(_form(schema))}</td><td>{escape(said)}</td>"
        f"<td>{escape(parameter.get('description', ''))}{_examples(schema)}</td></tr>"
    )


def _form(schema: dict[str, Any]) -> str:
    if "anyOf" in schema:
        kinds = [kind for kind in schema["anyOf"] if kind.get("type") != "null"]
        return " or ".join(map(_form, kinds))
    if "$ref" in schema:
        return str(schema["$ref"]).rsplit("/", 1)[-1]
    kind = str(schema.get("type", ""))
    if kind == "array":
        return f"{_form(schema['items'])},…"
    return str(schema.get("format", kind))


def _examples(schema: dict[str, Any]) -> str:
    found = "".join(
        f" <code>{escape(str(e))}</code>" for e in schema.get("examples", [])
    )
    return f" Such as{found}." if found else ""
