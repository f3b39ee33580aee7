"""The benchmark of lifts runs, and closes what it says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.lifts import main

from .towns import write_town


def test_measures_reports_of_several_sizes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    town = str(write_town(tmp_path / "town"))
    options = ["--city", town, "--reports", "3", "--items", "1", "2", "--json"]
    assert main(options) == 0
    result = json.loads(capsys.readouterr().out)
    one, two = result["reports"]
    assert (one["items"], two["items"]) == (1, 2) and one["queries"] == 3
    # A street of the grid has 4 pieces between 5 crossings, each way; where a stop is
    # tied to it, one more.
    assert 8 <= one["closed_edges"] < two["closed_edges"] <= result["street_edges"]


def test_names_a_city_that_is_not_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--city", str(tmp_path / "none")]) == 1
    assert "There is no city" in capsys.readouterr().err
