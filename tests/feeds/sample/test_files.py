"""The sample city on disk."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from maas_feeds.city_file import read_city_file
from maas_feeds.sample.chance import Chance

FILES = ("city.toml", "rail.zip", "bus.zip", "streets.osm.gz", "heights.tif")


def test_the_city_file_is_like_any_towns_and_says_that_streets_are_invented(
    city_file: Path,
) -> None:
    city = read_city_file(city_file)
    assert [source.id for source in city.gtfs] == ["rail", "bus"]
    assert len(city.osm) == len(city.elevation) == 1
    assert city.languages == ("ja", "en")
    assert "道路は架空" in city.name and "streets invented" in city.name
    assert "架空" in city.notice and "invented" in city.notice


def test_all_files_together_are_below_15_megabytes(city_file: Path) -> None:
    sizes = [(city_file.parent / name).stat().st_size for name in FILES]
    assert sum(sizes) < 15e6


def test_another_run_writes_the_same_bytes(city_file: Path, tmp_path: Path) -> None:
    # In its own process, with another hash seed: no order may come from hashing.
    subprocess.run(
        [sys.executable, "-m", "maas_feeds.sample", str(tmp_path)],
        env=os.environ | {"PYTHONHASHSEED": "7"},
        check=True,
        capture_output=True,
    )
    for name in FILES:
        assert (tmp_path / name).read_bytes() == (city_file.parent / name).read_bytes()


def test_chance_depends_on_the_seed_and_on_the_question_only() -> None:
    first = Chance(0).of("kerb", 17).random()
    assert Chance(0).of("kerb", 17).random() == first
    assert Chance(0).of("kerb", 18).random() != first
    assert Chance(1).of("kerb", 17).random() != first


def test_the_command_without_a_folder_says_how_to_use_it() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "maas_feeds.sample"],
        check=False,
        capture_output=True,
        text=True,
    )
    assert run.returncode == 2
    assert "DIR" in run.stderr


def test_asking_for_help_gives_help_and_writes_nothing(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "maas_feeds.sample", "--help"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        text=True,
    )
    assert "DIR" in run.stdout and "SEED" in run.stdout
    assert not list(tmp_path.iterdir())
