"""Tests of the pedestrian network's reader."""
