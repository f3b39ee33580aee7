"""The city file: what it may say, and the one sentence for each fault."""

from __future__ import annotations

from pathlib import Path

import pytest

from maas.errors import CityError
from maas_feeds.city_file import read_city_file

GOOD = """\
name = "三鷹"
timezone = "Asia/Tokyo"

[[gtfs]]
id = "bus"
path = "bus.zip"
"""


def write(folder: Path, text: str) -> Path:
    (folder / "bus.zip").touch()
    (folder / "streets.osm").touch()
    path = folder / "city.toml"
    path.write_text(text, encoding="utf-8")
    return path


def fault(folder: Path, text: str) -> str:
    path = write(folder, text)
    with pytest.raises(CityError) as error:
        read_city_file(path)
    return (
        str(error.value)
        .replace(str(folder.resolve()) + "/", "")
        .replace(str(folder) + "/", "")
    )


def test_reads_the_smallest_city(tmp_path: Path) -> None:
    city = read_city_file(write(tmp_path, GOOD))
    assert (city.name, city.timezone, city.languages) == (
        "三鷹",
        "Asia/Tokyo",
        ("en",),
    )
    assert [(g.id, g.path) for g in city.gtfs] == [
        ("bus", (tmp_path / "bus.zip").resolve())
    ]
    assert city.osm == city.elevation == () and city.bounds is None


def test_reads_every_key(tmp_path: Path) -> None:
    city = read_city_file(
        write(
            tmp_path,
            f"""\
name = "Mitaka"
timezone = "Asia/Tokyo"
languages = ["ja", "en"]
bounds = [35.6, 139.5, 35.8, 139.7]
notice = "Streets are invented."
gtfs = [{{ id = "bus", path = "{tmp_path / "bus.zip"}" }}]
[[osm]]
path = "streets.osm"
[[elevation]]
path = "streets.osm"
""",
        )
    )
    assert city.bounds == (35.6, 139.5, 35.8, 139.7)
    assert city.osm[0].path.name == "streets.osm"
    assert city.notice == "Streets are invented."


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            ("timezone", "time_zone"),
            (
                "city.toml, line 2: 'time_zone' is not a key of a city file; "
                "did you mean 'timezone'?"
            ),
        ),
        (
            ("path =", "paht ="),
            "city.toml, line 6: 'paht' is not a key of [[gtfs]]; did you mean 'path'?",
        ),
        (
            ('name = "三鷹"', ""),
            "city.toml: name is missing.",
        ),
        (
            ('id = "bus"\n', ""),
            "city.toml, line 4: id is missing in [[gtfs]].",
        ),
        (
            ("Asia/Tokyo", "Asia/Tokio"),
            (
                "city.toml, line 2: 'Asia/Tokio' is not an IANA time zone; "
                "did you mean 'Asia/Tokyo'?"
            ),
        ),
        (
            ("bus.zip", "tram.zip"),
            "city.toml, line 6: there is no file tram.zip.",
        ),
        (
            ('"bus"', '"bus:1"'),
            (
                "city.toml, line 5: the id 'bus:1' must be letters, digits, '.', '-' and "
                "'_' only, and begin with a letter or digit."
            ),
        ),
        (
            ("[[gtfs]]", "bounds = [35.6, 139.5, 35.8]\n[[gtfs]]"),
            (
                "city.toml, line 4: bounds must be four numbers: south, west, north, "
                "east, such as [35.65, 139.50, 35.75, 139.65]."
            ),
        ),
        (
            ("[[gtfs]]", "[gtfs]"),
            (
                "city.toml, line 4: write [[gtfs]] with two brackets; there may be "
                "several."
            ),
        ),
        (
            ('"三鷹"', "3"),
            "city.toml, line 1: name: input should be a valid string.",
        ),
    ],
)
def test_names_the_fault_and_its_line(
    tmp_path: Path, change: tuple[str, str], sentence: str
) -> None:
    assert fault(tmp_path, GOOD.replace(*change, 1)) == sentence


def test_refuses_two_feeds_of_one_id(tmp_path: Path) -> None:
    text = GOOD + '[[gtfs]]\nid = "bus"\npath = "bus.zip"\n'
    assert "two [[gtfs]] sections have the id 'bus'" in fault(tmp_path, text)


def test_refuses_ids_that_run_into_one_another(tmp_path: Path) -> None:
    text = GOOD + '[[gtfs]]\nid = "bus_night"\npath = "bus.zip"\n'
    assert "'bus' and 'bus_night'" in fault(tmp_path, text)


def test_refuses_a_box_upside_down(tmp_path: Path) -> None:
    text = "bounds = [35.8, 139.5, 35.6, 139.7]\n" + GOOD
    assert "south below north" in fault(tmp_path, text)


def test_refuses_a_city_without_timetable(tmp_path: Path) -> None:
    text = 'name = "X"\ntimezone = "UTC"\n'
    assert fault(tmp_path, text) == (
        "city.toml: a city needs a timetable: add [[gtfs]] with id and path."
    )


def test_says_where_the_text_is_not_toml(tmp_path: Path) -> None:
    assert "is not valid TOML" in fault(tmp_path, "name = \n")
    assert "line 1" in fault(tmp_path, "name = \n")


def test_says_that_there_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(CityError, match="There is no city file"):
        read_city_file(tmp_path / "none.toml")
    with pytest.raises(CityError, match="is a folder"):
        read_city_file(tmp_path)
