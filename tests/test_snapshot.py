"""A city on disk is whole, or it is refused."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from maas import snapshot
from maas.city import City
from maas.columns import Strings
from maas.errors import CityError

from .kernel import city_of
from .text import feed

TIMETABLE = """
    red    A     B     C
     1     8:00  8:10  8:20
     2     8:30  8:40  8:50
"""


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> City:
    town = feed(tmp_path_factory.mktemp("feed"), TIMETABLE, walks="B C 5m")
    return city_of(town.folder, town.walks, "Asia/Tokyo")


@pytest.fixture(scope="module")
def saved(city: City, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("out") / "city"
    city.save(folder)
    return folder


@pytest.fixture
def copy(saved: Path, tmp_path: Path) -> Path:
    return shutil.copytree(saved, tmp_path / "city")


def columns(table: Any, name: str = "city") -> Iterator[tuple[str, Any]]:
    """All columns of a city, tables within tables opened up."""
    for field in fields(table):
        value = getattr(table, field.name)
        if is_dataclass(value):
            yield from columns(value, f"{name}.{field.name}")
        elif field.name != "manifest":
            yield f"{name}.{field.name}", value


def test_what_is_opened_is_what_was_saved(city: City, saved: Path) -> None:
    opened = dict(columns(City.open(saved)))
    for name, value in columns(city):
        if isinstance(value, np.ndarray):
            assert opened[name].dtype == value.dtype, name
            np.testing.assert_array_equal(opened[name], value, name)
        elif isinstance(value, Strings):
            assert list(opened[name]) == list(value), name
        else:
            assert opened[name] == value, name


def test_what_is_opened_cannot_be_changed(saved: Path) -> None:
    city = City.open(saved)
    with pytest.raises(ValueError, match="read-only"):
        city.stops.lat[0] = 0.0


def test_two_cities_saved_alike_are_the_same_bytes(
    city: City, saved: Path, tmp_path: Path
) -> None:
    city.save(tmp_path / "again")
    for path in saved.iterdir():
        assert (tmp_path / "again" / path.name).read_bytes() == path.read_bytes()


@pytest.mark.parametrize("first", range(4))
def test_a_flipped_bit_in_any_file_is_refused(copy: Path, first: int) -> None:
    rng = np.random.default_rng(1)
    for path in sorted(copy.iterdir())[first::16]:
        content = path.read_bytes()
        spot = int(rng.integers(len(content)))
        flipped = bytearray(content)
        flipped[spot] ^= 1 << int(rng.integers(8))
        path.write_bytes(flipped)
        with pytest.raises(CityError, match="build the city again"):
            City.open(copy)
        path.write_bytes(content)
    City.open(copy)


@pytest.mark.parametrize("kept", [0, 0.5, 1])
def test_a_cut_file_is_refused(copy: Path, kept: float) -> None:
    for path in sorted(copy.iterdir())[::-15]:
        content = path.read_bytes()
        path.write_bytes(content[: int(kept * (len(content) - 1))])
        with pytest.raises(CityError):
            City.open(copy)
        path.write_bytes(content)


def test_a_missing_array_is_refused(copy: Path) -> None:
    next(copy.glob("*.npy")).unlink()
    with pytest.raises(CityError, match="cannot be read"):
        City.open(copy)


def test_a_folder_that_is_no_city_says_how_to_build_one(tmp_path: Path) -> None:
    with pytest.raises(CityError, match=r"is not a city: build one with 'maas build"):
        City.open(tmp_path)


def test_a_city_of_another_version_is_refused(copy: Path) -> None:
    path = copy / "manifest.json"
    manifest = json.loads(path.read_bytes())
    manifest["format"] += 1
    text = json.dumps(manifest).encode()
    path.write_bytes(text)
    (copy / "manifest.sha256").write_text(hashlib.sha256(text).hexdigest())
    with pytest.raises(CityError, match="another version"):
        City.open(copy)


def test_a_folder_of_other_things_is_not_written_over(
    city: City, tmp_path: Path
) -> None:
    (tmp_path / "letter.txt").write_text("Dear Sir")
    with pytest.raises(CityError, match="name another folder"):
        city.save(tmp_path)
    assert (tmp_path / "letter.txt").read_text() == "Dear Sir"


def test_a_city_is_replaced_by_the_next_and_nothing_is_left_over(
    city: City, tmp_path: Path
) -> None:
    folder = tmp_path / "city"
    city.save(folder, built="first")
    opened = City.open(folder)
    city.save(folder, built="second")
    assert City.open(folder).manifest["built"] == "second"
    assert [path.name for path in tmp_path.iterdir()] == ["city"]
    assert list(opened.stops.stop_id) == ["A", "B", "C"], "who has it open keeps it"


WRITE_AND_DIE = """
import os, sys
from pathlib import Path
import numpy as np
from maas import snapshot

folder, number, last_step = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
steps = 0

def mortal(call):
    def step(*given):
        global steps
        steps += 1
        if steps == last_step:
            os._exit(9)
        return call(*given)
    return step

os.fsync, Path.rename = mortal(os.fsync), mortal(Path.rename)
values = np.full(1000, number)
snapshot.write(folder, {"a.x": values, "a.y": values}, {"number": number})
"""


def write(folder: Path, number: int, last_step: int = 0) -> int:
    """Write a snapshot in a program that is killed before a step, 0 for none."""
    command = [sys.executable, "-c", WRITE_AND_DIE, str(folder)]
    return subprocess.run(
        [*command, str(number), str(last_step)], check=False
    ).returncode


def number_in(folder: Path) -> int:
    """The number that a whole snapshot holds; raises where it is not whole."""
    manifest = snapshot.read_manifest(folder)
    packed = snapshot.read(folder, manifest)
    assert {*packed["a.x"].tolist(), *packed["a.y"].tolist()} == {manifest["number"]}
    return int(manifest["number"])


@pytest.mark.parametrize("last_step", [1, 2, 3, 4, 5, 6])
def test_a_writer_killed_at_any_step_leaves_a_whole_city_or_none(
    tmp_path: Path, last_step: int
) -> None:
    folder = tmp_path / "city"
    assert write(folder, 1, last_step) == (9 if last_step <= 5 else 0)
    assert not folder.exists() or number_in(folder) == 1
    assert write(folder, 1) == 0
    assert write(folder, 2, last_step) == 9
    # Between the two renames of the last step there is none.
    assert number_in(folder) == 1 if last_step <= 5 else not folder.exists()
    assert write(folder, 3) == 0
    assert number_in(folder) == 3
