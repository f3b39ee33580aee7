"""Ask every planner the same questions, in turn."""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from ..report import progress
from .worker import Reply

ROOT: Final = Path(__file__).resolve().parents[2]
BLOCK: Final = 25
WARM_UP: Final = 10


class WorkerFailed(Exception):
    """A planner's process ended before its work was done."""


@dataclass
class Planner:
    """One planner's process, waiting for questions."""

    name: str
    command: Sequence[str]
    loaded: Mapping[str, Any] = field(default_factory=dict)

    def __enter__(self) -> Self:
        self._errors = tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace")
        self._process = subprocess.Popen(
            self.command,
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            text=True,
        )
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.kill()
        self._process.wait()
        self._errors.close()

    def load(self) -> None:
        """Wait until it has loaded its data."""
        self.loaded = self._read()

    def ask(self, numbers: Sequence[int]) -> list[Reply]:
        """Ask questions by number."""
        assert self._process.stdin is not None
        try:
            print(json.dumps(list(numbers)), file=self._process.stdin, flush=True)
        except BrokenPipeError as error:
            raise WorkerFailed(f"{self.name} ended on its own") from error
        replies: list[Reply] = self._read()
        return replies

    def _read(self) -> Any:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise WorkerFailed(f"{self.name} ended on its own: {self._last_words()}")
        return json.loads(line)

    def _last_words(self) -> str:
        self._errors.seek(0)
        lines = [line.strip() for line in self._errors if line.strip()]
        return lines[-1] if lines else "it said nothing"


def ask_in_turn(
    planners: Sequence[Planner], questions: int, block: int = BLOCK
) -> dict[str, list[Reply]]:
    """Return every planner's replies, by its name.

    They answer block by block, in an order that turns round every time, so that
    nobody has the quieter machine. A few questions beforehand warm caches up.
    """
    replies: dict[str, list[Reply]] = {planner.name: [] for planner in planners}
    for planner in planners:
        planner.ask(range(min(WARM_UP, questions)))
    starts = range(0, questions, block)
    for turn, start in enumerate(progress(starts, "in turn")):
        numbers = range(start, min(start + block, questions))
        for planner in planners if turn % 2 == 0 else reversed(planners):
            replies[planner.name] += planner.ask(numbers)
    return replies
