"""Where things are written: answers to stdout, all else to stderr."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

Tell = Callable[[str, float], None]
"""Takes what is being done, and how much of it is done, 0 to 1."""


_PIPE_WIDTH: Final = 160
"""Columns where the reader is a file or another program."""


def out() -> Console:
    """The console for answers."""
    return _plain(stderr=False)


def err() -> Console:
    """The console for everything else."""
    return _plain(stderr=True)


def _plain(*, stderr: bool) -> Console:
    # Names and ids are text: no markup, no emoji codes (stop:bus:1 holds one).
    console = Console(stderr=stderr, highlight=False, markup=False, emoji=False)
    if not console.is_terminal:
        console.width = _PIPE_WIDTH
    return console


def print_json(content: object) -> None:
    """Write JSON to stdout."""
    typer.echo(json.dumps(content, ensure_ascii=False, indent=2))


@contextmanager
def progress_bars() -> Iterator[Tell]:
    """Show bars on stderr, where that is a terminal."""
    console = err()
    if not console.is_terminal:
        yield lambda what, share: None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        tasks: dict[str, TaskID] = {}

        def tell(what: str, share: float) -> None:
            if what not in tasks:
                tasks[what] = progress.add_task(what, total=1.0)
            progress.update(tasks[what], completed=share)

        yield tell
