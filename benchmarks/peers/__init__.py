"""The same journeys through other planners, side by side with ours."""
