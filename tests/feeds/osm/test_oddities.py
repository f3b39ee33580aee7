"""Contradictory and unreadable tags: said by kind, with a count and an example."""

from __future__ import annotations

from pathlib import Path

import pytest

from maas_feeds.osm.oddities import OF_POINTS, OF_WAYS

from .town import Town

WAY = "node a 0 0\n node b 50 0\n way a b highway=footway {}"
STEPS = "node a 0 0\n node b 50 0\n way a b highway=steps {}"
NODE = "node a 0 0\n node k 20 0 {}\n node b 50 0\n way a k b highway=footway"

CASES = [
    (WAY, "kerb=gentle", "a kerb that is no known word", "height is not known"),
    (WAY, "kerb=flush kerb:height=0.2", "does not fit the kerb", "higher one counts"),
    (WAY, "kerb:height=15", "no height of a kerb", "not known"),
    (
        WAY,
        "crossing=traffic_signals crossing:signals=no",
        "contradict",
        "less protected",
    ),
    (WAY, "opening_hours=winter", "more than the day of the week", "not known"),
    (WAY, "surface=lava", "surface that is no known word", "another, unknown ground"),
    (WAY, "sidewalk:left:surface=lava", "a surface that is no known", "unknown ground"),
    (WAY, "est_width=wide", "no width in metres", "not known"),
    (WAY, "smoothness=lovely", "smoothness that is no known word", "not known"),
    (WAY, "width=-1", "no width in metres", "not known"),
    (WAY, "incline=steep", "an incline that is no slope", "not known"),
    (WAY, "incline=up;-5%", "an incline both up and down", "each direction counts"),
    (STEPS, "step_count=many", "no number of steps", "not known"),
    (
        STEPS,
        "wheelchair=yes",
        "steps for wheelchairs without a ramp",
        "the steps count",
    ),
    (STEPS, "handrail=no handrail:left=yes", "no handrail, and one", "none counts"),
    (STEPS, "ramp=no ramp:wheelchair=yes", "no ramp, and one", "none counts"),
    (NODE, "barrier=portcullis", "barrier that is no known word", "unknown barrier"),
    (NODE, "barrier=bollard spacing=-1", "an opening that is no width", "not known"),
    (NODE, "barrier=kerb kerb=raised kerb:height=0.01", "does not fit", "higher one"),
    (WAY, "construction=yes", "a highway and a construction tag", "nobody walks"),
]


@pytest.mark.parametrize(("text", "tags", "what", "counts"), CASES)
def test_is_said_with_an_example_and_what_counts(
    tmp_path: Path, text: str, tags: str, what: str, counts: str
) -> None:
    said = [
        sentence
        for sentence in Town(text.format(tags), tmp_path).warnings
        if sentence.startswith("OSM: ")
    ]
    assert len(said) == 1
    assert what in said[0] and counts in said[0]
    assert ("way 1: " if text != NODE else "node 2: ") in said[0]
    assert tags.split()[-1] in said[0]
    assert said[0].endswith(".")


def test_every_kind_of_fault_has_a_case(tmp_path: Path) -> None:
    said = [Town(text.format(tags), tmp_path).warnings for text, tags, *_ in CASES]
    for oddity in (*OF_WAYS, *OF_POINTS):
        assert any(oddity.what in sentence for all_ in said for sentence in all_)


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        (WAY, "kerb=lowered kerb:height=0.02 surface=asphalt width=1.5 incline=-5%"),
        (WAY, "kerb=yes surface=asphalt;sett smoothness=good width=1.2;1.4"),
        (WAY, "crossing=traffic_signals crossing:signals=yes opening_hours=24/7"),
        (STEPS, "wheelchair=yes ramp:wheelchair=yes step_count=3 handrail:left=no"),
        (STEPS, "incline=up ramp=yes ramp:bicycle=yes handrail=no"),
        (NODE, "barrier=kerb kerb=raised kerb:height=0.15"),
        (NODE, "barrier=bollard spacing=1.2"),
    ],
)
def test_what_fits_is_not_said(tmp_path: Path, text: str, tags: str) -> None:
    assert Town(text.format(tags), tmp_path).warnings == []


def test_faults_of_one_kind_are_counted(tmp_path: Path) -> None:
    town = Town(
        """
        node a 0 0
        node b 50 0
        node c 90 0
        node d 90 50
        way c d highway=footway surface=asphalt
        way a b highway=footway surface=lava
        way b c highway=footway surface=cheese
        """,
        tmp_path,
    )
    assert town.warnings == [
        (
            "OSM: a surface that is no known word on 2 ways (for example way 2: "
            "surface=lava): it is taken for another, unknown ground."
        )
    ]


def test_what_nobody_walks_on_is_nobody_s_fault(tmp_path: Path) -> None:
    town = Town(
        """
        node a 0 0
        node b 50 0
        node c 90 0 barrier=portcullis
        way a b highway=footway
        way b c highway=motorway surface=lava
        """,
        tmp_path,
    )
    assert town.warnings == []
