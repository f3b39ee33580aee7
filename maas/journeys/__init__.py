"""Journeys from door to door: the question, the planner and the answer."""
