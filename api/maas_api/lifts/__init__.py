"""Lifts and escalators out of service: told by whoever runs them."""
