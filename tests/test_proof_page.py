"""The page that sums up the long tests."""

from __future__ import annotations

from pathlib import Path

from .proof_page import page

REPORT = """\
<testsuites><testsuite>
<testcase classname="tests.a.test_b" name="test_agrees_with_all[1]" time="1.5"/>
<testcase classname="tests.a.test_b" name="test_agrees_with_all[2]" time="2"/>
<testcase classname="tests.a.test_b" name="test_other" time="0.1">
<skipped message="no data"/></testcase>
</testsuite></testsuites>
"""


def test_sums_up_each_test_function(tmp_path: Path) -> None:
    report = tmp_path / "report.xml"
    report.write_text(REPORT, encoding="utf-8")
    lines = page(report, "1").splitlines()
    assert "| `a.test_b` | agrees with all | 2 passed | 3.5 |" in lines
    assert "| `a.test_b` | other | 1 skipped | 0.1 |" in lines
    assert lines[-1] == "2 passed, 1 skipped"
