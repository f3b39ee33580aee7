"""One planner in a process of its own: questions by number on stdin, replies on stdout.

Every planner, ours too, is measured by this one loop. It runs in the planner's own
virtual environment, so nothing is imported here but the standard library.

The parent names a JSON file with everything there is to know: what to load, and the
list of questions. Then each line on stdin is a JSON list of question numbers, each line
on stdout the list of replies. End of input ends the worker.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NotRequired, TextIO, TypedDict

from ..timing import peak_bytes

Setup = dict[str, Any]


class Reply(TypedDict):
    """CPU seconds of each part of one answer, and what was found."""

    cpu: dict[str, float]
    found: list[list[int]]
    """[boardings, arrival as POSIX seconds], best arrival first; empty: no way."""
    walks: NotRequired[list[list[int]]]
    """[from stop, to stop, seconds] of the best journey; -1 is the place itself."""


Ask = Callable[[int], Reply]


class Stopwatch:
    """CPU seconds by part; all threads of the process count."""

    def __init__(self) -> None:
        self.parts: dict[str, float] = {}

    def time(self, part: str, call: Callable[[], Any]) -> Any:
        """Call, and book what it cost to the part."""
        before = time.process_time()
        result = call()
        self.parts[part] = time.process_time() - before
        return result


def serve(prepare: Callable[[Setup], Ask]) -> None:
    """Load what the setup names, then answer until the input ends."""
    answers = _own_stdout()
    setup: Setup = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    before = time.process_time()
    ask = prepare(setup)
    loaded = {
        "load_cpu_seconds": time.process_time() - before,
        "peak_bytes": peak_bytes(),
    }
    print(json.dumps(loaded), file=answers, flush=True)
    for line in sys.stdin:
        replies = [ask(number) for number in json.loads(line)]
        print(json.dumps(replies), file=answers, flush=True)


def _own_stdout() -> TextIO:
    """Keep stdout for replies: what libraries print goes to stderr."""
    kept = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    return kept
