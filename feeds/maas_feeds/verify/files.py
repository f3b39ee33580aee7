"""The raw text files of a feed: a zip or a folder, read with nothing but csv."""

from __future__ import annotations

import codecs
import csv
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO, TextIO

from maas.errors import FeedError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHUNK = 1 << 20


class Files:
    """The files of one feed by their GTFS name, in whatever folder and letter case."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._zip: zipfile.ZipFile | None = None
        if path.is_dir():
            found = [
                p.relative_to(path).as_posix() for p in path.rglob("*.[tT][xX][tT]")
            ]
        else:
            try:
                self._zip = zipfile.ZipFile(path)
            except (OSError, zipfile.BadZipFile) as error:
                raise FeedError(
                    f"{path} is neither a folder nor a readable zip; give the GTFS feed"
                    f" that the city was built from ({error})."
                ) from None
            found = self._zip.namelist()
        # The shallowest file of a name counts, others are copies in sub-folders.
        found.sort(key=lambda name: (name.count("/"), name), reverse=True)
        self._members = {PurePosixPath(name).name.lower(): name for name in found}

    def _open(self, member: str) -> IO[bytes]:
        return self._zip.open(member) if self._zip else (self.path / member).open("rb")

    def _encoding(self, member: str) -> str:
        """UTF-8 or UTF-16 by the file's mark, else UTF-8 if valid, else Shift_JIS."""
        decoder = codecs.getincrementaldecoder("utf-8")()
        with self._open(member) as file:
            head = file.read(_CHUNK)
            for mark, encoding in _BOMS:
                if head.startswith(mark):
                    return encoding
            try:
                while head:
                    decoder.decode(head)
                    head = file.read(_CHUNK)
            except UnicodeDecodeError:
                return "cp932"
        return "utf-8"

    def text(self, name: str) -> TextIO:
        """Open a file; one that is missing is empty."""
        member = self._members.get(name)
        if member is None:
            return io.StringIO("")
        return io.TextIOWrapper(
            self._open(member), self._encoding(member), errors="replace", newline=""
        )

    def rows(self, name: str) -> Iterator[dict[str, str]]:
        """Rows by column name, cells stripped; a cell that is missing is left out."""
        with self.text(name) as file:
            reader = csv.reader(line.replace("\0", "") for line in file)
            header = [cell.strip() for cell in next(reader, [])]
            for row in reader:
                yield dict(zip(header, map(str.strip, row), strict=False))


class Grouped:
    """A long file kept as text, cut up by one column, and parsed where looked at.

    Takes about as much memory as the unpacked file, whatever its number of rows.
    """

    def __init__(self, files: Files, name: str, column: str) -> None:
        self._text: dict[str, str] = {}
        self._header: list[str] = []
        with files.text(name) as file:
            lines = _logical_lines(file)
            self._header = [cell.strip() for cell in _cells(next(lines, ""))]
            if column not in self._header:
                return
            self._collect(lines, self._header.index(column))

    def _collect(self, lines: Iterator[str], at: int) -> None:
        block: list[str] = []
        current = ""
        for line in lines:
            cells = _cells(line) if '"' in line else line.split(",", at + 1)
            if len(cells) <= at:
                continue
            key = cells[at].strip()
            if key != current:
                self._keep(current, block)
                block, current = [], key
            block.append(line)
        self._keep(current, block)

    def _keep(self, key: str, block: list[str]) -> None:
        if block:
            self._text[key] = self._text.get(key, "") + "".join(block)

    def rows(self, key: str) -> Iterator[dict[str, str]]:
        """The rows of one key, in the order of the file."""
        text = io.StringIO(self._text.get(key, ""), newline="")
        for row in csv.reader(text):
            yield dict(zip(self._header, map(str.strip, row), strict=False))

    def __contains__(self, key: str) -> bool:
        return key in self._text


def _cells(line: str) -> list[str]:
    return next(csv.reader([line]), [])


def _logical_lines(file: TextIO) -> Iterator[str]:
    """Lines ending in a line feed; one whose quotes are open goes on in the next."""
    open_quotes = ""
    for piece in file:
        line = open_quotes + piece.replace("\0", "").rstrip("\r\n") + "\n"
        open_quotes = line if line.count('"') % 2 else ""
        if not open_quotes and line != "\n":
            yield line
    if open_quotes:
        yield open_quotes
