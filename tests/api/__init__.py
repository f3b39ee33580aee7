"""Tests of the faces: HTTP and command line."""
