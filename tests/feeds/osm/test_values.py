"""Single OSM values: numbers with units, slopes, facts and levels."""

from __future__ import annotations

import math

import pytest

from maas_feeds.osm.values import (
    centimetres,
    count,
    direction,
    fact,
    levels,
    metres,
    slope_percent,
    wheelchair,
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.5", 1.5),
        ("1,5", 1.5),
        ("1.5 m", 1.5),
        ("90 cm", 0.9),
        ("3 ft", 0.9144),
        ("3'", 0.9144),
        ("3'6\"", 1.0668),
        ("0.002 km", 2.0),
    ],
)
def test_reads_lengths_with_their_units(text: str, value: float) -> None:
    assert metres(text) == pytest.approx(value)


@pytest.mark.parametrize("text", [None, "", "narrow", "1-2", "1;2", "nan", "inf"])
def test_takes_what_is_no_length_as_unknown(text: str | None) -> None:
    assert math.isnan(metres(text))


def test_a_kerb_height_of_0_15_is_15_centimetres() -> None:
    assert centimetres("0.15") == 15.0


@pytest.mark.parametrize(
    ("text", "percent"),
    [
        ("8%", 8.0),
        ("-8 %", -8.0),
        ("8", 8.0),
        ("1:12", 8.3333),
        ("45°", 100.0),
        ("0", 0),
    ],
)
def test_reads_inclines(text: str, percent: float) -> None:
    assert slope_percent(text) == pytest.approx(percent, rel=1e-4)


@pytest.mark.parametrize("text", [None, "up", "down", "steep", "1:0", "90°", "9999%"])
def test_takes_what_is_no_slope_as_unknown(text: str | None) -> None:
    assert math.isnan(slope_percent(text))


def test_up_and_down_say_a_direction_without_a_number() -> None:
    assert [direction(text) for text in ("up", "down", "-3%", "0%", "?")] == [
        1, -1, -1, 0, 0,
    ]  # fmt: skip


def test_counts_are_whole_and_not_negative() -> None:
    assert [count(text) for text in ("12", "-1", "a few", "1.5", None)] == [
        12, -1, -1, -1, -1,
    ]  # fmt: skip


def test_a_fact_has_three_values() -> None:
    assert [fact(text) for text in ("yes", "no", "partial", None)] == [1, 2, 0, 0]


def test_wheelchair_limited_is_neither_yes_nor_no() -> None:
    words = ("yes", "designated", "no", "limited", "bad", None)
    assert [wheelchair(text) for text in words] == [1, 1, 2, 3, 0, 0]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("0", (0.0,)),
        ("-1;0", (-1.0, 0.0)),
        ("-1; 0", (-1.0, 0.0)),
        ("0-2", (0.0, 1.0, 2.0)),
        ("-2--1", (-2.0, -1.0)),
        ("-0.5;0", (-0.5, 0.0)),
        ("1;1", (1.0,)),
        ("ground", ()),
        ("0-99999", ()),
        (None, ()),
    ],
)
def test_reads_levels(text: str | None, found: tuple[float, ...]) -> None:
    assert levels(text) == found
