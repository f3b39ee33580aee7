"""Elevation: rasters sampled at points, bridges and tunnels bridged over."""

from .raster import sample

__all__ = ["sample"]
