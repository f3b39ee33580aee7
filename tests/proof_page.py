"""Write docs/proof.md from the JUnit report of the long tests.

Run: ``make proof``, or ``python -m tests.proof_page REPORT.xml PAGE.md``.
"""

from __future__ import annotations

import os
import platform
import sys
from collections import Counter, defaultdict
from pathlib import Path
from xml.etree import ElementTree


def page(report: Path, size: str) -> str:
    """Sum the report up, one row for each test function."""
    outcomes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    seconds: Counter[tuple[str, str]] = Counter()
    for case in ElementTree.parse(report).iter("testcase"):
        module = case.get("classname", "").removeprefix("tests.")
        key = (module, case.get("name", "").split("[")[0])
        outcomes[key][_outcome(case)] += 1
        seconds[key] += float(case.get("time", 0))
    lines = [
        "# Proof",
        "",
        (
            f"The long tests at size {size} (`MAAS_PROOF={size}`), written by `make proof`: "
            f"Python {platform.python_version()}, {platform.system()} "
            f"{platform.machine()}, {os.cpu_count()} cores."
        ),
        "",
        "| tests | what | outcome | seconds |",
        "|---|---|---|---:|",
    ]
    for (module, name), counts in sorted(outcomes.items()):
        said = ", ".join(f"{n} {outcome}" for outcome, n in sorted(counts.items()))
        what = name.removeprefix("test_").replace("_", " ")
        lines.append(f"| `{module}` | {what} | {said} | {seconds[module, name]:.1f} |")
    total = sum(outcomes.values(), Counter())
    lines += ["", ", ".join(f"{n} {outcome}" for outcome, n in sorted(total.items()))]
    return "\n".join(lines) + "\n"


def _outcome(case: ElementTree.Element) -> str:
    for tag, outcome in (
        ("failure", "failed"),
        ("error", "failed"),
        ("skipped", "skipped"),
    ):
        if case.find(tag) is not None:
            return outcome
    return "passed"


if __name__ == "__main__":
    size = os.environ.get("MAAS_PROOF", "1")
    Path(sys.argv[2]).write_text(page(Path(sys.argv[1]), size), encoding="utf-8")
