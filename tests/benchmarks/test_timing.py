"""CPU and memory are measured, not guessed."""

from __future__ import annotations

import subprocess
import sys

import pytest

from benchmarks.timing import Spread, cpu_of, peak_bytes, run_measured


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
    ran = run_measured([sys.executable, "-c", "x = bytearray(2**26); print(len(x))"])
    assert ran.output == "67108864\n"
    assert ran.cpu_seconds > 0
    assert 2**26 < ran.peak_bytes < 2**30


def test_a_program_that_fails_is_told() -> None:
    with pytest.raises(subprocess.CalledProcessError):
        run_measured([sys.executable, "-c", "raise SystemExit(3)"])


def test_this_process_holds_some_memory() -> None:
    assert 2**20 < peak_bytes() < 2**36
