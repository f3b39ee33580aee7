"""An itinerary checker that trusts nobody: answers against the raw GTFS files.

It shares no code with the planner or with the reader of feeds, so that what the two
get wrong together is found here.
"""

from .verdict import RULES, Fault, Verdict
from .verifier import Verifier, verify_answer

__all__ = ["RULES", "Fault", "Verdict", "Verifier", "verify_answer"]
