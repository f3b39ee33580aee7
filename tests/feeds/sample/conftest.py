"""The sample city, written once for all its tests."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import pytest

from maas_feeds.sample import write_sample


@dataclass(frozen=True)
class OsmText:
    """What the OSM file says, read without our own reader."""

    nodes: dict[int, tuple[float, float]]
    node_tags: dict[int, dict[str, str]]
    ways: list[tuple[list[int], dict[str, str]]]

    def walkable(self) -> list[tuple[list[int], dict[str, str]]]:
        """Ways with a highway tag."""
        return [(refs, tags) for refs, tags in self.ways if "highway" in tags]


@pytest.fixture(scope="session")
def city_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_sample(tmp_path_factory.mktemp("sample"))


@pytest.fixture(scope="session")
def osm(city_file: Path) -> OsmText:
    data = gzip.decompress((city_file.parent / "streets.osm.gz").read_bytes())
    root = ElementTree.fromstring(data)

    def tags(element: ElementTree.Element) -> dict[str, str]:
        return {t.attrib["k"]: t.attrib["v"] for t in element.findall("tag")}

    nodes, node_tags = {}, {}
    for node in root.findall("node"):
        number = int(node.attrib["id"])
        nodes[number] = float(node.attrib["lat"]), float(node.attrib["lon"])
        node_tags[number] = tags(node)
    ways = [
        ([int(nd.attrib["ref"]) for nd in way.findall("nd")], tags(way))
        for way in root.findall("way")
    ]
    return OsmText(nodes, node_tags, ways)
