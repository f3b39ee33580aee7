"""Coordinates of any system, in WGS 84 degrees.

The specification has latitude and longitude of JGD 2011. That and JGD 2000 are taken as
WGS 84, which they were made to agree with: the difference is centimetres, and up to
metres of what the ground has moved in earthquakes since.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError

from maas.columns import F64
from maas.errors import FeedError

GEOGRAPHIC: Final = "EPSG:4326"


def to_degrees(
    rows: Sequence[tuple[F64, ...]], crs: str, path: Path
) -> tuple[list[tuple[F64, ...]], tuple[str, ...]]:
    """Turn the points of each row, x and y, to longitude and latitude.

    ``crs`` is empty where the file does not name its system. Also returns remarks.
    Raises FeedError where numbers and system cannot belong together.
    """
    lines = [line for parts in rows for line in parts]
    if not lines:
        return list(rows), ()
    points = np.concatenate(lines)
    if not np.isfinite(points).all():
        raise FeedError(f"{path} has coordinates that are no numbers; mend them.")
    degrees = bool((np.abs(points) <= (180.0, 90.0)).all())
    remarks: tuple[str, ...] = ()
    if not crs:
        if not degrees:
            raise FeedError(
                f"{path} does not say in which coordinate system it is; put the .prj "
                "beside it."
            )
        crs = GEOGRAPHIC
        assumed = (
            "does not say in which coordinate system it is: read as WGS 84 degrees"
        )
        remarks = (f"{path.name} {assumed}.",)
    converted = _transform(points, _system(crs, path), degrees, path)
    if not (np.abs(converted) <= (180.0, 90.0)).all():
        x, y = points[0]
        raise FeedError(
            f"{path}: coordinates such as ({x:g}, {y:g}) do not lie in its coordinate "
            f"system; correct its crs or .prj."
        )
    ends = np.cumsum([len(line) for line in lines])
    split = iter(np.split(converted, ends[:-1]))
    return [tuple(next(split) for _ in parts) for parts in rows], remarks


def _system(crs: str, path: Path) -> CRS:
    try:
        return CRS.from_user_input(crs)
    except CRSError as error:
        raise FeedError(
            f"{path} names a coordinate system that is not known, {crs[:80]!r}; "
            "write it as EPSG:6668, for example."
        ) from error


def _transform(points: F64, system: CRS, degrees: bool, path: Path) -> F64:
    x, y = points[0]
    if system.is_geographic:
        if not degrees:
            swapped = (np.abs(points) <= (90.0, 180.0)).all()
            raise FeedError(
                f"{path} says that it is in degrees ({system.name}), but ({x:g}, {y:g})"
                + (
                    " has longitude and latitude the wrong way round; swap them."
                    if swapped
                    else " are none; correct its crs or .prj."
                )
            )
    elif degrees:
        raise FeedError(
            f"{path} says that it is in metres ({system.name}), but ({x:g}, {y:g}) "
            "look like degrees; correct its crs or .prj."
        )
    if system.to_epsg() == 4326:
        return points
    transformer = Transformer.from_crs(system, GEOGRAPHIC, always_xy=True)
    lon, lat = transformer.transform(points[:, 0], points[:, 1])
    return np.stack([lon, lat], axis=1)
