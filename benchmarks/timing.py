"""CPU time and memory, measured the same way everywhere."""

from __future__ import annotations

import math
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Spread:
    """How a list of measured seconds is spread."""

    count: int
    median: float
    p95: float
    longest: float

    @classmethod
    def of(cls, seconds: Sequence[float]) -> Spread:
        """Sum up measured seconds; quantiles by nearest rank.

        >>> Spread.of([3.0, 1.0, 2.0])
        Spread(count=3, median=2.0, p95=3.0, longest=3.0)
        """
        ordered = sorted(seconds)
        if not ordered:
            return cls(0, math.nan, math.nan, math.nan)
        return cls(len(ordered), _rank(ordered, 0.5), _rank(ordered, 0.95), ordered[-1])

    def milliseconds(self) -> dict[str, float | int | None]:
        """For JSON: thousandths of a second, None where nothing was measured."""
        given = asdict(self)
        count = given.pop("count")
        return {"queries": count} | {
            f"{name}_ms": None if math.isnan(value) else round(value * 1000, 4)
            for name, value in given.items()
        }


def _rank(ordered: Sequence[float], share: float) -> float:
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def cpu_of(ask: Callable[[], T]) -> tuple[T, float]:
    """Return the answer and the CPU seconds it cost, all threads of the process.

    CPU rather than wall time, so that a busy machine changes little. Every thread is
    counted, so that a worker pool hides nothing.
    """
    before = time.process_time()
    answer = ask()
    return answer, time.process_time() - before


@dataclass(frozen=True, slots=True)
class Ran:
    """What a finished program used and said."""

    cpu_seconds: float
    wall_seconds: float
    output: str


def run_measured(command: Sequence[str]) -> Ran:
    """Run a program to its end; its errors go to our stderr.

    Raises subprocess.CalledProcessError where it fails.
    """
    began = time.monotonic()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        output = program.stdout.read()
        _, status, used = os.wait4(program.pid, 0)
        program.returncode = os.waitstatus_to_exitcode(status)
    if program.returncode != 0:
        raise subprocess.CalledProcessError(program.returncode, command, output)
    return Ran(used.ru_utime + used.ru_stime, time.monotonic() - began, output)


def peak_bytes() -> int:
    """Most memory this process has held.

    From the kernel's own high-water mark where there is one: on Linux ru_maxrss starts
    from what the parent held.
    """
    try:
        status = Path("/proc/self/status").read_text("ascii", "replace")
    except OSError:
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return most if sys.platform == "darwin" else most * 1024
    (line,) = [line for line in status.splitlines() if line.startswith("VmHWM:")]
    return int(line.split()[1]) * 1024
