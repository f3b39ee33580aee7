"""An itinerary checker that trusts nobody: answers against the raw files.

Rides are held against GTFS, a person's walks against OpenStreetMap and heights. It shares
no code with the planner or with the readers of feeds and streets, so that what they get
wrong together is found here.
"""

from .verdict import RULES, Fault, Verdict
from .verifier import Verifier, verify_answer

__all__ = ["RULES", "Fault", "Verdict", "Verifier", "verify_answer"]
