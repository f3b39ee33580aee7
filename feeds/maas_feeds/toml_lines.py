"""Where in a TOML text a key stands: ``tomllib`` does not tell."""

from __future__ import annotations

import re
from typing import Any


def line_of(text: str, loc: tuple[Any, ...]) -> int | None:
    """Line of a key, or of the (n + 1)th [[section]] and a key in it.

    ``loc`` is (key,), (section, n) or (section, n, key). A key that is not there is
    looked for where it should be: at the section's first line.
    """
    lines = list(enumerate(text.splitlines(), start=1))
    start, key = 0, loc[-1] if loc else None
    if len(loc) > 1 and isinstance(loc[1], int):
        header = re.compile(rf"\s*\[\[\s*{re.escape(str(loc[0]))}\s*\]\]")
        found = [number for number, line in lines if header.match(line)]
        if loc[1] >= len(found):
            return None
        start = found[loc[1]]
        if len(loc) == 2:
            return start
        key = loc[2]
    elif loc:
        key = loc[0]
    named = re.compile(rf"""\s*(\[+\s*)?["']?{re.escape(str(key))}["']?\s*[=\]]""")
    for number, line in lines[start:]:
        if start and line.lstrip().startswith("["):
            return start
        if named.match(line):
            return number
    return start or None
