"""Where in a TOML text a key stands: ``tomllib`` does not tell."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any, Final

_HEADER: Final = re.compile(r"""\s*\[\[\s*["']?([^\]"']+?)["']?\s*\]\]""")


class TomlLines:
    """The lines of a text, and where its [[sections]] begin."""

    def __init__(self, text: str) -> None:
        self._lines = list(enumerate(text.splitlines(), start=1))
        self._headers: dict[str, list[int]] = defaultdict(list)
        for number, line in self._lines:
            if found := _HEADER.match(line):
                self._headers[found[1]].append(number)

    def of(self, loc: tuple[Any, ...]) -> int | None:
        """Line of a key, or of the (n + 1)th [[section]] and a key in it.

        ``loc`` is (key,), (section, n) or (section, n, key). A key that is not there is
        looked for where it should be: at the section's first line.
        """
        start, key = 0, loc[0] if loc else None
        if len(loc) > 1 and isinstance(loc[1], int):
            found = self._headers[str(loc[0])]
            if loc[1] >= len(found):
                return None
            start = found[loc[1]]
            if len(loc) == 2:
                return start
            key = loc[2]
        named = re.compile(rf"""\s*(\[+\s*)?["']?{re.escape(str(key))}["']?\s*[=\]]""")
        for number, line in self._lines[start:]:
            if start and line.lstrip().startswith("["):
                return start
            if named.match(line):
                return number
        return start or None


def line_of(text: str, loc: tuple[Any, ...]) -> int | None:
    """Line of a key in a text, as ``TomlLines.of``."""
    return TomlLines(text).of(loc)
