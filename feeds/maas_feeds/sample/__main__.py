"""python -m maas_feeds.sample DIR [SEED]: write the sample city."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from maas.errors import MaasError

from . import write_sample


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the sample city and say where its city file is."""
    parser = argparse.ArgumentParser(
        prog="python -m maas_feeds.sample",
        description="Write the sample city: its feeds and a city file to build from.",
    )
    parser.add_argument("folder", metavar="DIR", type=Path, help="where to write it")
    parser.add_argument(
        "seed",
        metavar="SEED",
        type=_seed,
        nargs="?",
        default=0,
        help="number that all chance is drawn from (default: 0)",
    )
    given = parser.parse_args(arguments)
    try:
        print(write_sample(given.folder, given.seed))
    except MaasError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _seed(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number like 7")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
