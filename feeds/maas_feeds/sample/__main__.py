"""python -m maas_feeds.sample DIR [SEED]: write the sample city."""

from __future__ import annotations

import sys
from pathlib import Path

from . import write_sample


def main(arguments: list[str]) -> int:
    """Write the sample city and say where its city file is."""
    if len(arguments) not in (1, 2) or (arguments[1:] and not arguments[1].isdigit()):
        print("Usage: python -m maas_feeds.sample DIR [SEED]", file=sys.stderr)
        return 2
    seed = int(arguments[1]) if arguments[1:] else 0
    print(write_sample(Path(arguments[0]), seed))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
