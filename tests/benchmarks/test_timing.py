"""CPU and memory are measured, not guessed."""

from __future__ import annotations

import subprocess
import sys

import pytest

from benchmarks.timing import Spread, cpu_of, run_measured


def test_quantiles_are_measured_values_by_nearest_rank() -> None:
    seconds = [float(n) for n in range(1, 101)]
    assert Spread.of(seconds) == Spread(100, 50.0, 95.0, 100.0)


def test_nothing_measured_is_said_to_be_nothing() -> None:
    assert Spread.of([]).milliseconds() == {
        "queries": 0,
        "median_ms": None,
        "p95_ms": None,
        "longest_ms": None,
    }


def test_work_costs_cpu_and_sleep_does_not() -> None:
    answer, busy = cpu_of(lambda: sum(range(2_000_000)))
    assert answer == 1999999000000
    _, idle = cpu_of(lambda: None)
    assert busy > 10 * idle


def test_a_program_is_measured_from_outside() -> None:
    ran = run_measured([sys.executable, "-c", "print(sum(range(10**6)))"])
    assert ran.output == "499999500000\n"
    assert 0 < ran.cpu_seconds < 10


def test_a_program_that_fails_is_told() -> None:
    with pytest.raises(subprocess.CalledProcessError):
        run_measured([sys.executable, "-c", "raise SystemExit(3)"])


HOLD_128_MB_AND_LET_GO = """
from benchmarks.timing import peak_bytes
before = peak_bytes()
held = bytearray(2**27)
held[:: 2**12] = b"x" * len(held[:: 2**12])
del held
print(before, peak_bytes())
"""


def test_the_most_memory_held_is_remembered() -> None:
    # In a program of its own: this one may have held more before.
    ran = run_measured([sys.executable, "-c", HOLD_128_MB_AND_LET_GO])
    before, after = map(int, ran.output.split())
    assert before + 2**26 < after < 2**36


def test_a_child_does_not_count_what_its_parent_held() -> None:
    held = bytearray(b"x") * 2**27
    report = "from benchmarks.timing import peak_bytes; print(peak_bytes())"
    ran = run_measured([sys.executable, "-c", report])
    assert int(ran.output) < 2**26 < len(held)
