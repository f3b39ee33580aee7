"""The engine: an immutable city, and journeys through it."""
