"""Journeys, asked and answered as the MOTIS v6 ``plan`` operation does."""
