"""A town small enough to look at: a grid of streets and two bus lines."""

from __future__ import annotations

from pathlib import Path

SIDE = 5
STEP = 0.002  # degrees between crossings: about 200 m
SOUTH, WEST = 35.70, 139.55

FEED = {
    "agency.txt": "agency_id,agency_name,agency_url,agency_timezone\n"
    "a,a,https://example.org,Asia/Tokyo\n",
    "stops.txt": "stop_id,stop_name,stop_lat,stop_lon\n"
    "SW,SW,35.70001,139.55001\nSE,SE,35.70001,139.55801\n"
    "NE,NE,35.70801,139.55801\nNW,NW,35.70801,139.55001\n",
    "routes.txt": "route_id,agency_id,route_short_name,route_type\n"
    "east,a,1,3\nnorth,a,2,3\n",
    "calendar.txt": "service_id,monday,tuesday,wednesday,thursday,friday,saturday,"
    "sunday,start_date,end_date\nall,1,1,1,1,1,0,0,20260105,20260130\n"
    "tuesday,0,1,0,0,0,0,0,20260105,20260130\n",
    "trips.txt": "route_id,service_id,trip_id\n"
    "east,all,e8\neast,all,e9\neast,tuesday,e9b\nnorth,all,n8\nnorth,all,n9\n",
    "stop_times.txt": "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n"
    "e8,08:00:00,08:00:00,SW,1\ne8,08:02:00,08:02:30,SE,2\n"
    "e9,09:00:00,09:00:00,SW,1\ne9,09:02:00,09:02:30,SE,2\n"
    "e9b,09:30:00,09:30:00,SW,1\ne9b,09:32:00,09:32:30,SE,2\n"
    "n8,08:05:00,08:05:00,SE,1\nn8,,,NE,2\nn8,08:09:00,08:09:00,NW,3\n"
    "n9,09:05:00,09:05:00,SE,1\nn9,,,NE,2\nn9,09:09:00,09:09:00,NW,3\n",
}


def write_town(folder: Path, streets: bool = True) -> Path:
    """Write the raw files of the town."""
    feed = folder / "buses"
    feed.mkdir(parents=True)
    for name, text in FEED.items():
        (feed / name).write_text(text)
    if streets:
        (folder / "streets.osm").write_text(_grid())
    (folder / "notes.txt").write_text("passed over")
    return folder


def _grid() -> str:
    def node(row: int, column: int) -> int:
        return 1 + row * SIDE + column

    lines = ['<?xml version="1.0"?>', '<osm version="0.6">']
    for row in range(SIDE):
        for column in range(SIDE):
            lat, lon = SOUTH + row * STEP, WEST + column * STEP
            lines.append(
                f'<node id="{node(row, column)}" version="1" '
                f'lat="{lat:.6f}" lon="{lon:.6f}"/>'
            )
    ways = [[node(i, j) for j in range(SIDE)] for i in range(SIDE)]
    ways += [[node(i, j) for i in range(SIDE)] for j in range(SIDE)]
    for number, way in enumerate(ways, 1000):
        refs = "".join(f'<nd ref="{ref}"/>' for ref in way)
        tag = '<tag k="highway" v="residential"/>'
        lines.append(f'<way id="{number}" version="1">{refs}{tag}</way>')
    return "\n".join([*lines, "</osm>"])
