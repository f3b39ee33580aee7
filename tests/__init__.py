"""Tests of every package; text.py, oracle.py and strategies are shared."""
