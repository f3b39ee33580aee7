"""How long the long tests are: ``MAAS_PROOF`` scales every one of them.

1 is the size that the project's own issues state; CI runs a tenth.
"""

from __future__ import annotations

import os

SCALE = float(os.environ.get("MAAS_PROOF", "0.1"))


def proof_size(full: int) -> int:
    """Return how many examples to run, of ``full`` at scale 1."""
    return max(1, round(full * SCALE))
