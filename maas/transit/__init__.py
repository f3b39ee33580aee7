"""Timetables: services, patterns, transfers and the search over them."""
