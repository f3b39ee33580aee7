"""The frame of every page."""

from __future__ import annotations

from html import escape
from typing import Final

from fastapi.responses import HTMLResponse

_STYLE: Final = """
:root { color-scheme: light dark; }
body { font: 1.0625rem/1.6 system-ui, sans-serif; max-width: 60rem; margin: 0 auto;
       padding: 1rem; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; display: block; overflow-x: auto; }
th, td { text-align: left; vertical-align: top; padding: .3rem .6rem;
         border-bottom: 1px solid; }
.notice { border: 2px solid; padding: .5rem 1rem; }
pre { overflow-x: auto; padding: .5rem; border: 1px solid; }
"""
_HEADERS: Final = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


def page(title: str, main: str, language: str = "en") -> HTMLResponse:
    """Frame a page; ``main`` is HTML, ``title`` is text."""
    return HTMLResponse(
        f"""<!doctype html>
<html lang="{escape(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)}</title>
<style>{_STYLE}</style>
</head>
<body>
<main>
{main}
</main>
</body>
</html>
""",
        headers=_HEADERS,
    )
