"""A file of lifts, read again whenever it changes."""

from __future__ import annotations

import logging
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import tzinfo
from pathlib import Path
from typing import Final

from fastapi import FastAPI

from maas.errors import FeedError
from maas_feeds.lifts import read_lifts

from .board import Board

POLL_SECONDS: Final = 2.0
"""How late a change of the file is seen, at most."""

_LOG = logging.getLogger(__name__)


class Watch:
    """Puts a file's lifts on a board; a file that is wrong changes nothing."""

    def __init__(self, board: Board, path: Path, zone: tzinfo) -> None:
        self._board, self._path, self._zone = board, path, zone
        self._seen: tuple[int, ...] | None = ()

    def look(self) -> bool:
        """Read the file if it is another one than before; tell whether it was."""
        seen = self._stamp()
        if seen == self._seen:
            return False
        self._seen = seen
        try:
            self._board.put(*read_lifts(self._path, self._zone), source="file")
        except FeedError as error:
            _LOG.warning("%s", error)
            self._board.complain(str(error))
        return True

    def _stamp(self) -> tuple[int, ...] | None:
        """What tells one content of the file from the next; None: no file."""
        try:
            facts = self._path.stat()
        except OSError:
            return None
        return facts.st_mtime_ns, facts.st_size, facts.st_ino


def watching(
    watch: Watch | None,
) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    """Return the life of a server that looks at the file all the while."""

    @asynccontextmanager
    async def life(_: FastAPI) -> AsyncIterator[None]:
        if watch is None:
            yield
            return
        stop = threading.Event()

        def run() -> None:
            while not stop.wait(POLL_SECONDS):
                watch.look()

        watch.look()
        thread = threading.Thread(target=run, name="lifts", daemon=True)
        thread.start()
        try:
            yield
        finally:
            stop.set()
            thread.join()

    return life
