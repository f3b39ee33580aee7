"""The files of a feed, in a zip or a folder, read within limits.

Nothing is ever unpacked to disk: a member is inflated into memory in pieces, and only
after the sizes that the archive declares have been found acceptable.
"""

from __future__ import annotations

import re
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from maas.errors import FeedError

from . import limits
from .notices import Faults
from .schema import KEPT_FILES, TABLES

_PIECE = 1 << 22
_ABSOLUTE = re.compile(r"^(/|[A-Za-z]:)")


@dataclass(frozen=True, slots=True)
class Member:
    """One file of a feed: its path inside, its declared size, and how to open it."""

    path: PurePosixPath
    size: int
    open: Callable[[], IO[bytes]]


@dataclass(frozen=True, slots=True)
class FeedFiles:
    """The files of one feed by their GTFS names."""

    members: Mapping[str, Member]

    def __contains__(self, name: str) -> bool:
        return name in self.members

    def read(self, name: str, faults: Faults) -> bytes | None:
        """The file's bytes; None where there is none or it is damaged, which is said.

        Raises
        ------
        FeedError
            If it has more rows or bytes than any feed should.
        """
        member = self.members.get(name)
        if member is None:
            return None
        try:
            with member.open() as stream:
                return _inflate(stream, name)
        except (
            zipfile.BadZipFile,
            zlib.error,
            OSError,
            EOFError,
            NotImplementedError,
            RuntimeError,
        ) as error:
            faults.add(
                "i_o_error",
                name,
                f"cannot be read from the feed ({error}), so it is left out; "
                "make the archive anew",
                repaired=True,
            )
            return None


@contextmanager
def open_feed(path: Path, faults: Faults) -> Iterator[FeedFiles]:
    """Open the zip or folder at `path` and find the feed in it.

    Raises
    ------
    FeedError
        If there is no feed, or the archive attacks: paths that lead out of it, links,
        or sizes beyond ``limits``.
    """
    if path.is_dir():
        yield _find(_folder_members(path), faults, path.name)
        return
    if not path.is_file():
        raise FeedError(f"{path}: there is no such file or folder")
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise FeedError(
            f"{path.name} is neither a zip nor a folder ({error}); a GTFS feed is one"
            " or the other"
        ) from error
    with archive:
        yield _find(_zip_members(archive, path.name), faults, path.name)


def _zip_members(archive: zipfile.ZipFile, label: str) -> list[Member]:
    entries = archive.infolist()
    if len(entries) > limits.MAX_MEMBERS:
        raise FeedError(
            f"{label} holds {len(entries):,} files, more than {limits.MAX_MEMBERS:,}:"
            " this is no GTFS feed"
        )
    members = []
    for entry in entries:
        name = entry.filename.replace("\\", "/")
        inner = PurePosixPath(name)
        if _ABSOLUTE.match(name) or ".." in inner.parts:
            raise FeedError(
                f"{label} holds a path that leads out of the archive ({name!r}):"
                " refused as an attack"
            )
        if stat.S_ISLNK(entry.external_attr >> 16):
            raise FeedError(
                f"{label} holds a link instead of a file ({name!r}): refused as an"
                " attack"
            )
        if not entry.is_dir() and not name.endswith("/"):
            members.append(
                Member(inner, entry.file_size, lambda e=entry: archive.open(e))  # type: ignore[misc]
            )
    _check_sizes(members, label)
    return members


def _folder_members(path: Path) -> list[Member]:
    inner = [p for p in path.iterdir() if p.is_dir() and not p.is_symlink()]
    files = [p for d in [path, *inner] for p in d.iterdir() if p.is_file()]
    members = [
        Member(
            PurePosixPath(p.relative_to(path).as_posix()),
            p.stat().st_size,
            lambda p=p: p.open("rb"),  # type: ignore[misc]
        )
        for p in sorted(files)
    ]
    return [m for m in members if m.path.suffix.lower() in (".txt", ".geojson")]


def _check_sizes(members: list[Member], label: str) -> None:
    total = sum(member.size for member in members)
    largest = max(members, key=lambda m: m.size, default=None)
    if largest is not None and largest.size > limits.MAX_FILE_BYTES:
        raise FeedError(
            f"{label}: {largest.path} would unpack to {largest.size:,} bytes, more than"
            f" {limits.MAX_FILE_BYTES:,}: refused as a zip bomb"
        )
    if total > limits.MAX_FEED_BYTES:
        raise FeedError(
            f"{label} would unpack to {total:,} bytes, more than"
            f" {limits.MAX_FEED_BYTES:,}: refused as a zip bomb"
        )


def _find(members: list[Member], faults: Faults, label: str) -> FeedFiles:
    """The members that make the feed, by GTFS name."""
    folders: dict[PurePosixPath, list[Member]] = {}
    for member in members:
        hidden = any(p.startswith((".", "__MACOSX")) for p in member.path.parts)
        if not hidden:
            folders.setdefault(member.path.parent, []).append(member)
    known = TABLES.keys() | KEPT_FILES
    scores = {
        folder: sum(m.path.name.strip().lower() in known for m in inside)
        for folder, inside in folders.items()
    }
    holding = [folder for folder, score in scores.items() if score > 0]
    if not holding:
        raise FeedError(f"{label} holds no GTFS file (stops.txt, trips.txt, …)")
    root = PurePosixPath(".")
    chosen = root if root in holding else max(holding, key=lambda f: scores[f])
    equals = [f for f in holding if scores[f] == scores[chosen]]
    if chosen != root and len(equals) > 1:
        names = ", ".join(sorted(str(f) for f in equals))
        raise FeedError(f"{label} holds several feeds ({names}): make a zip of each")
    if chosen != root:
        faults.add(
            "invalid_input_files_in_subfolder",
            "",
            f"the feed lies in the folder {chosen} and is read from there; GTFS wants"
            " its files at the top",
            repaired=True,
        )
    found: dict[str, Member] = {}
    for member in folders[chosen]:
        given = member.path.name.encode("utf-8", "replace").decode("utf-8")
        name = given.strip().lower()
        if name not in known:
            if chosen == root or name.endswith(".txt"):
                faults.add("unknown_file", given, "is no file of GTFS: passed over")
            continue
        if given != name:
            faults.add(
                "mixed_case_name",
                given,
                f"is read as {name}: GTFS's file names are in lower case",
                repaired=True,
            )
        if name in found:
            faults.add(
                "duplicated_file",
                given,
                f"{name} is there more than once: the first is read",
                repaired=True,
            )
            continue
        found[name] = member
    for folder in sorted(folders):
        if folder != chosen:
            faults.add(
                "unknown_file", f"{folder}/", "a folder inside the feed: passed over"
            )
    return FeedFiles(found)


def _inflate(stream: IO[bytes], name: str) -> bytes:
    most_rows = limits.MAX_ROWS_OF.get(name, limits.MAX_ROWS)
    pieces: list[bytes] = []
    size = rows = 0
    while piece := stream.read(_PIECE):
        size += len(piece)
        rows += max(piece.count(b"\n"), piece.count(b"\r"))
        if size > limits.MAX_FILE_BYTES:
            raise FeedError(
                f"{name} unpacks to more than {limits.MAX_FILE_BYTES:,} bytes: refused"
                " as a zip bomb"
            )
        if rows > most_rows:
            raise FeedError(
                f"{name} has more than {most_rows:,} rows: no town's feed is so large;"
                " cut it to the area that is needed"
            )
        pieces.append(piece)
    return b"".join(pieces)
