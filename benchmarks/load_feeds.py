"""Load every feed of a folder, and say of each what became of it.

    python -m benchmarks.load_feeds --feeds DIR [--osm DIR] [--json]

A feed is a zip or a folder that holds .txt files; an OSM file is .osm.pbf, .pbf, .osm
or .osm.gz; other files are passed over. Each is read in a process of its own, within
60 s of CPU and 4 GB of memory (where the system enforces it). One line each,
``NAME: loaded|repaired|refused|crashed — why``: loaded as written; repaired, where
something breaks the specification or had to be read otherwise than written; refused, if
no trip can be run from it or it attacks; crashed on a traceback or beyond the limits.
The last line is the count of each; exit code 1 if any crashed.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

CPU_SECONDS: Final = 60
WALL_SECONDS: Final = 180
MEMORY_BYTES: Final = 4_000_000_000
OUTCOMES: Final = ("loaded", "repaired", "refused", "crashed")
OSM_ENDINGS: Final = (".pbf", ".osm", ".osm.gz")


@dataclass(frozen=True, slots=True)
class Loading:
    """What became of one file."""

    name: str
    outcome: str
    why: str
    cpu_seconds: float

    def __str__(self) -> str:
        return f"{self.name}: {self.outcome} — {self.why}"


def find_feeds(folder: Path) -> list[Path]:
    """Zips, and folders with .txt files in them or in one of their folders."""
    return sorted(
        path
        for path in folder.iterdir()
        if (path.is_dir() and _holds_texts(path)) or path.suffix.lower() == ".zip"
    )


def _holds_texts(folder: Path) -> bool:
    inside = list(folder.iterdir())
    for path in inside:
        if path.is_dir():
            inside.extend(path.iterdir()) if path.parent == folder else None
        elif path.suffix.lower() == ".txt":
            return True
    return False


def find_osm(folder: Path) -> list[Path]:
    """OSM files by their endings."""
    return sorted(
        path
        for path in folder.iterdir()
        if path.is_file() and path.name.lower().endswith(OSM_ENDINGS)
    )


def load(kind: str, path: Path) -> Loading:
    """Load one file in a process of its own."""
    command = [sys.executable, "-m", __spec__.name, "--one", kind, str(path)]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    try:
        ran = subprocess.run(
            command,
            capture_output=True,
            timeout=WALL_SECONDS,
            check=False,
            encoding="utf-8",
            errors="replace",
        )
    except subprocess.TimeoutExpired:
        return Loading(path.name, "crashed", f"not done in {WALL_SECONDS} s", 0.0)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    try:
        outcome, why = json.loads(ran.stdout.splitlines()[-1])
    except (IndexError, ValueError):
        outcome, why = "crashed", _why_crashed(ran.returncode, ran.stderr)
    return Loading(path.name, outcome, " ".join(why.split()), cpu)


def _why_crashed(code: int, stderr: str) -> str:
    last = stderr.strip().splitlines()
    if code < 0 and not (last and "Error" in last[-1]):
        return f"ended by signal {-code}, beyond {CPU_SECONDS} s of CPU or 4 GB"
    return last[-1] if last else f"ended with code {code}"


def load_here(kind: str, path: Path) -> tuple[str, str]:
    """Load one file in this process, within limits: its outcome and why."""
    _limit(resource.RLIMIT_CPU, CPU_SECONDS)
    _limit(resource.RLIMIT_AS, MEMORY_BYTES)
    if kind == "osm":
        return _load_osm(path)
    from maas_feeds.gtfs import find_feed

    _, report = find_feed(path, path.stem)
    return report.outcome, report.why()


def _limit(what: int, most: int) -> None:
    try:
        _, hard = resource.getrlimit(what)
        if hard != resource.RLIM_INFINITY:
            most = min(most, hard)
        resource.setrlimit(what, (most, hard))
    except (ValueError, OSError):
        pass  # macOS enforces no address space


def _load_osm(path: Path) -> tuple[str, str]:
    from maas.errors import FeedError
    from maas_feeds.osm import read_osm

    try:
        raw = read_osm(path)
    except FeedError as error:
        return "refused", str(error)
    except MemoryError:
        return "refused", f"{path.name} needs more memory than there is"
    return "loaded", f"{len(raw.node_id):,} nodes, {len(raw.way_id):,} ways"


def main(arguments: Sequence[str] | None = None) -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--feeds", type=Path, metavar="DIR")
    parser.add_argument("--osm", type=Path, metavar="DIR")
    parser.add_argument("--json", action="store_true", help="one JSON object instead")
    parser.add_argument("--one", nargs=2, help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if given.one:
        print(json.dumps(load_here(given.one[0], Path(given.one[1]))))
        return 0
    if given.feeds is None and given.osm is None:
        parser.error("name a folder: --feeds DIR, --osm DIR or both")
    for folder in (given.feeds, given.osm):
        if folder is not None and not folder.is_dir():
            parser.error(f"{folder} is no folder")
    loadings: list[Loading] = []
    for loading in _loadings(given.feeds, given.osm):
        loadings.append(loading)
        if not given.json:
            print(loading, flush=True)
    counts = Counter(loading.outcome for loading in loadings)
    if given.json:
        files = [asdict(loading) for loading in loadings]
        print(json.dumps({"files": files} | {o: counts[o] for o in OUTCOMES}))
    else:
        print(", ".join(f"{counts[outcome]} {outcome}" for outcome in OUTCOMES))
    return 1 if counts["crashed"] else 0


def _loadings(feeds: Path | None, osm: Path | None) -> Iterator[Loading]:
    for path in find_feeds(feeds) if feeds is not None else ():
        yield load("gtfs", path)
    for path in find_osm(osm) if osm is not None else ():
        yield load("osm", path)


if __name__ == "__main__":
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")
    sys.exit(main())
