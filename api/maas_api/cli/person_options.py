"""``--profile``, ``--limit``, ``--unknown`` and ``--criteria``: for whom a journey is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, TypeAlias

import typer

from maas.errors import RequestError
from maas.journeys.request import Criterion
from maas.people.catalog import find_person, with_limits
from maas.people.profile import Person, Policy

Profile: TypeAlias = Annotated[
    str | None,
    typer.Option(
        help="For whom: a mobility profile of `maas people`, or a TOML file of one.",
        metavar="NAME",
    ),
]
Limits: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--limit",
        help="A limit of the profile changed, such as max_slope_up=5 or max_kerb_cm=2 "
        "or max_steps=none; repeat for more.",
        metavar="NAME=VALUE",
    ),
]
Unknown: TypeAlias = Annotated[
    str | None,
    typer.Option(
        help="Where nobody knows whether this person can pass: allow, avoid (show "
        "both) or forbid; default: the profile's own.",
        metavar="POLICY",
    ),
]
Criteria: TypeAlias = Annotated[
    str | None,
    typer.Option(
        help="What makes a journey better: arrival,boardings (default) or "
        "arrival,boardings,effort.",
        metavar="LIST",
    ),
]


def read_person(profile: str | None, limits: Sequence[str] | None) -> Person | None:
    """Return the person asked for; None for a walker without limits."""
    if profile is None:
        if limits:
            raise RequestError(
                "--limit changes a profile: name one with --profile, such as "
                "--profile manual_wheelchair"
            )
        return None
    return with_limits(find_person(profile), limits or ())


def read_policy(text: str | None) -> Policy | None:
    """Return the policy asked for; None: the profile's own."""
    if text is None:
        return None
    try:
        return Policy(text)
    except ValueError:
        raise RequestError(f"--unknown is {text!r}; give {', '.join(Policy)}") from None


def read_criteria(text: str | None) -> frozenset[Criterion]:
    """Return the criteria asked for; arrival and boardings always count."""
    plain = frozenset((Criterion.ARRIVAL, Criterion.BOARDINGS))
    if text is None:
        return plain
    try:
        return plain | {Criterion(one.strip()) for one in text.split(",")}
    except ValueError:
        raise RequestError(
            f"--criteria is {text!r}; give arrival,boardings or "
            "arrival,boardings,effort"
        ) from None
