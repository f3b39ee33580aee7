"""A journey as a picture: streets, walks and rides, in SVG."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

import numpy as np

from maas.city import City
from maas.geo import metres_per_degree
from maas.journeys.itinerary import Itinerary, Point, Ride

WIDTH, HEIGHT = 900, 640  # pixels
MARGIN = 30
MOST_STREETS = 20_000

_STYLE = """
text { font: 13px sans-serif; fill: #222; paint-order: stroke; stroke: #fff;
  stroke-width: 4px }
.street { stroke: #d5d2cc; stroke-width: 1; fill: none }
.walk { stroke: #222; stroke-width: 3; stroke-dasharray: 1 6; stroke-linecap: round;
  fill: none }
.ride { stroke-width: 5; stroke-linejoin: round; fill: none }
.place { fill: #fff; stroke: #222; stroke-width: 2 }
"""


class _Sheet:
    """Turns degrees into pixels around a journey."""

    def __init__(self, lats: Sequence[float], lons: Sequence[float]) -> None:
        lat, lon = (max(lats) + min(lats)) / 2, (max(lons) + min(lons)) / 2
        tall, wide = metres_per_degree(lat)
        across = max((max(lons) - min(lons)) * wide, 200.0)
        down = max((max(lats) - min(lats)) * tall, 200.0)
        pixels = min((WIDTH - 2 * MARGIN) / across, (HEIGHT - 2 * MARGIN) / down)
        self.x, self.y = wide * pixels, tall * pixels
        self.north, self.south = lat + HEIGHT / 2 / self.y, lat - HEIGHT / 2 / self.y
        self.west, self.east = lon - WIDTH / 2 / self.x, lon + WIDTH / 2 / self.x

    def point(self, lat: float, lon: float) -> tuple[float, float]:
        """Pixels from the left and from the top."""
        return (
            round((lon - self.west) * self.x, 1),
            round((self.north - lat) * self.y, 1),
        )

    def line(self, lats: Iterable[float], lons: Iterable[float]) -> str:
        """Points of an SVG polyline."""
        points = (self.point(*pair) for pair in zip(lats, lons, strict=True))
        return " ".join(f"{x},{y}" for x, y in points)


def draw(city: City, itinerary: Itinerary) -> str:
    """Draw a detailed itinerary on the streets around it; returns an SVG file's text."""
    lines = [
        (leg.lats, leg.lons)
        if isinstance(leg, Ride)
        else (
            [lat for step in leg.steps for lat in step.lats],
            [lon for step in leg.steps for lon in step.lons],
        )
        for leg in itinerary.legs
    ]
    sheet = _Sheet(
        [lat for lats, _ in lines for lat in lats],
        [lon for _, lons in lines for lon in lons],
    )
    said = f"{itinerary.departure:%H:%M} – {itinerary.arrival:%H:%M}"
    box = f'viewBox="0 0 {WIDTH} {HEIGHT}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {box} role="img" '
        + f'aria-label="{escape(said)}">',
        f"<title>{escape(f'{city.name}: {said}')}</title><style>{_STYLE}</style>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#faf9f7"/>',
        f'<path class="street" d="{_streets(city, sheet)}"/>',
    ]
    for leg, (lats, lons) in zip(itinerary.legs, lines, strict=True):
        points = sheet.line(lats, lons)
        if isinstance(leg, Ride):
            color = f"#{leg.route_color or '1565c0'}"
            parts.append(
                f'<polyline class="ride" stroke="{escape(color)}" points="{points}"/>'
            )
        else:
            parts.append(f'<polyline class="walk" points="{points}"/>')
    for leg in itinerary.legs:
        if isinstance(leg, Ride):
            name = leg.route_short_name or leg.route_long_name
            first, last = leg.calls[0], leg.calls[-1]
            parts += _place(sheet, first.point, f"{first.departure:%H:%M} {name}")
            parts += _place(sheet, last.point, f"{last.arrival:%H:%M}")
    parts.append(
        f'<text x="{MARGIN}" y="{HEIGHT - 8}">{escape(city.notice)}</text></svg>'
    )
    return "\n".join(parts) + "\n"


def _streets(city: City, sheet: _Sheet) -> str:
    """The streets that the sheet shows, as one path in whole pixels."""
    streets = city.streets
    starts = streets.shape_at[:-1]
    lats, lons = streets.shape_lat[starts], streets.shape_lon[starts]
    near = (lats <= sheet.north) & (lats >= sheet.south)
    near &= (lons >= sheet.west) & (lons <= sheet.east)
    x = np.rint((streets.shape_lon - sheet.west) * sheet.x).astype(int)
    y = np.rint((sheet.north - streets.shape_lat) * sheet.y).astype(int)
    drawn = set()
    for shape in np.flatnonzero(near)[:MOST_STREETS].tolist():
        at = slice(int(streets.shape_at[shape]), int(streets.shape_at[shape + 1]))
        points = list(zip(x[at].tolist(), y[at].tolist(), strict=True))
        line = "L".join(f"{a},{b}" for a, b in dict.fromkeys(points))
        if "L" in line:
            drawn.add(f"M{line}")
    return "".join(sorted(drawn))


def _place(sheet: _Sheet, point: Point, said: str) -> list[str]:
    x, y = sheet.point(point.lat, point.lon)
    return [
        f'<circle class="place" cx="{x}" cy="{y}" r="5"/>',
        f'<text x="{x + 9}" y="{y - 7}">{escape(f"{said} {point.name}")}</text>',
    ]
