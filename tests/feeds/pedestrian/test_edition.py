"""Which edition of the specification a file follows."""

from __future__ import annotations

from pathlib import Path

import pytest

from maas.errors import FeedError
from maas_feeds.pedestrian import read_network

from .town import draw, value, write_geojson

TEXT = "node a 0 0\nnode b 10 0\nlink l a b vtcl_slope=2 lev_diff=2"

# Class 2: 2018 more than 5 %, rising, and more than 2 cm; 2024 up to 5 % and 2 cm.
OLD, NEW = (100.0, 0.0, 100.0), (5.0, 5.0, 2.0)


def read(text: str, edition: int, told: int | None, folder: Path) -> object:
    found = read_network(*write_geojson(draw(text, edition), folder), told)
    return tuple(
        value(found, name) for name in ("steepest_up", "steepest_down", "kerb_cm")
    )


def test_fields_of_2024_tell(tmp_path: Path) -> None:
    assert read(TEXT, 2024, None, tmp_path) == NEW


@pytest.mark.parametrize("name", ["rank", "r_method", "maint_date"])
def test_one_field_of_2024_is_enough(name: str, tmp_path: Path) -> None:
    assert read(f"{TEXT} {name}=x", 2018, None, tmp_path) == NEW


@pytest.mark.parametrize("code", ["vtcl_slope=4", "vtcl_slope=8", "lev_diff=3"])
def test_a_code_of_2024_tells(code: str, tmp_path: Path) -> None:
    assert read(f"{TEXT}\nlink m a b {code}", 2018, None, tmp_path) == NEW


def test_all_fields_of_2018_and_no_other_tell(tmp_path: Path) -> None:
    assert read(TEXT, 2018, None, tmp_path) == OLD


def test_what_is_told_counts(tmp_path: Path) -> None:
    assert read(TEXT, 2018, 2024, tmp_path) == NEW
    assert read(TEXT, 2024, 2018, tmp_path) == OLD


def test_a_file_that_does_not_show_it_is_asked_for(tmp_path: Path) -> None:
    drawn = draw(TEXT, 2018)
    for fields, _ in drawn.links:
        del fields["tfc_signal"]
    links, nodes = write_geojson(drawn, tmp_path)
    with pytest.raises(FeedError) as error:
        read_network(links, nodes, None)
    assert str(error.value) == (
        f"{links} does not show which edition of the specification it follows (it has "
        "no tfc_signal): write edition = 2018 or edition = 2024 in its [[pedestrian]] "
        "section."
    )
    assert value(read_network(links, nodes, 2018), "kerb_cm") == 100.0


def test_codes_from_0_are_of_a_draft(tmp_path: Path) -> None:
    text = f"{TEXT} direction=0\nlink m a b direction=0\nlink n a b direction=1"
    with pytest.raises(FeedError, match=r"counts its codes from 0 \(direction\)"):
        read(text, 2018, None, tmp_path)


def test_japanese_fields_are_of_2010(tmp_path: Path) -> None:
    drawn = draw(TEXT, 2018)
    for fields, _ in drawn.links:
        fields["リンクID"] = fields["link_id"]
    links, nodes = write_geojson(drawn, tmp_path)
    with pytest.raises(FeedError, match="follows the specification of 2010"):
        read_network(links, nodes, None)
