"""Valhalla's wheelchair pedestrian, asked in a Python of its own.

Run as a file by a Python that has pyvalhalla; imports nothing of ours. Reads one JSON
object from stdin: ``{"osm": [files], "tiles": folder, "pairs": [[lat, lon, lat, lon]]}``.
Writes one JSON list to its last line of stdout, one item for each pair: null where
Valhalla finds no way, else ``{"metres", "seconds", "line": [[lat, lon], …], "parts":
[[OSM way id, first point, last point], …]}``.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import valhalla

WHEELCHAIR = {
    "costing": "pedestrian",
    "costing_options": {"pedestrian": {"type": "wheelchair"}},
}
ATTRIBUTES = [
    "edge.way_id",
    "edge.begin_shape_index",
    "edge.end_shape_index",
    "shape",
]


def main():
    """Build the tiles, answer all pairs."""
    asked = json.load(sys.stdin)
    answers = sys.stdout
    # Valhalla logs to file descriptor 1, past sys.stdout.
    sys.stdout = sys.stderr
    own = os.dup(1)
    os.dup2(2, 1)
    config = build_tiles(asked["osm"], Path(asked["tiles"]))
    actor = valhalla.Actor(str(config))
    found = [answer(actor, *pair) for pair in asked["pairs"]]
    os.dup2(own, 1)
    answers.write(json.dumps(found) + "\n")
    answers.flush()


def build_tiles(osm, folder):
    """Build Valhalla's graph; return its configuration file."""
    tiles = folder / "tiles"
    tiles.mkdir(parents=True)
    content = valhalla.get_config(tile_dir=str(tiles), tile_extract="")
    content["mjolnir"]["tile_dir"] = str(tiles)
    content["mjolnir"]["concurrency"] = 1
    config = folder / "valhalla.json"
    config.write_text(json.dumps(content), "utf-8")
    program = Path(valhalla.__file__).parent / "bin" / "valhalla_build_tiles"
    subprocess.run(
        [str(program), "-c", str(config), *osm],
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    return config


def answer(actor, lat, lon, to_lat, to_lon):
    """Ask for one way, and for the OSM ways that it runs along."""
    places = [{"lat": lat, "lon": lon}, {"lat": to_lat, "lon": to_lon}]
    try:
        trip = actor.route({"locations": places, **WHEELCHAIR})["trip"]
    except valhalla.ValhallaError:
        return None
    (leg,) = trip["legs"]
    traced = actor.trace_attributes(
        {
            "encoded_polyline": leg["shape"],
            "shape_match": "walk_or_snap",
            "filters": {"action": "include", "attributes": ATTRIBUTES},
            **WHEELCHAIR,
        }
    )
    return {
        "metres": trip["summary"]["length"] * 1000,
        "seconds": trip["summary"]["time"],
        "line": decoded(traced["shape"]),
        "parts": [
            [edge["way_id"], edge["begin_shape_index"], edge["end_shape_index"]]
            for edge in traced["edges"]
        ],
    }


def decoded(polyline):
    """Decode a polyline of six decimals (Google's encoding)."""
    points, numbers, shift, value = [], [], 0, 0
    for letter in polyline:
        bits = ord(letter) - 63
        value |= (bits & 31) << shift
        shift += 5
        if bits < 32:
            numbers.append(~(value >> 1) if value & 1 else value >> 1)
            shift = value = 0
    lat = lon = 0
    for north, east in zip(numbers[::2], numbers[1::2], strict=True):
        lat, lon = lat + north, lon + east
        points.append([lat / 1e6, lon / 1e6])
    return points


if __name__ == "__main__":
    main()
