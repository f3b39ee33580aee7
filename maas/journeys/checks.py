"""Which questions make no sense: refused in one sentence."""

from __future__ import annotations

from ..errors import RequestError
from ..units import UNREACHED
from .request import Criterion, Request

MOST_BOARDINGS = 32
FIRST_YEAR, LAST_YEAR = 1970, 2200
SLOWEST, FASTEST = 0.1, 3.0  # walking, metres per second


def check(request: Request) -> None:
    """Raise ``RequestError`` for limits that make no sense."""
    if not FIRST_YEAR <= request.time.year <= LAST_YEAR:
        raise RequestError(
            f"the year {request.time.year} is not one that maas plans in; give "
            f"{FIRST_YEAR} to {LAST_YEAR}"
        )
    speed = request.walk_metres_per_second
    if speed is not None and not SLOWEST <= speed <= FASTEST:
        raise RequestError(
            f"a walking speed of {speed} m/s makes no sense; give {SLOWEST} to "
            f"{FASTEST}"
        )
    if not 0 <= request.max_boardings <= MOST_BOARDINGS:
        raise RequestError(
            f"max_boardings is {request.max_boardings}; give 0 to {MOST_BOARDINGS}"
        )
    if not 1.0 <= request.transfer_factor <= 10.0:
        raise RequestError(
            f"transfer_factor is {request.transfer_factor}; give 1 to 10"
        )
    _check_person(request)
    for name, value, most in (
        ("window_seconds", request.window_seconds, 7 * 24 * 3600),
        ("slack_seconds", request.slack_seconds, 24 * 3600),
        ("max_travel_seconds", request.max_travel_seconds, 7 * 24 * 3600),
        ("min_transfer_seconds", request.min_transfer_seconds, 24 * 3600),
        (
            "additional_transfer_seconds",
            request.additional_transfer_seconds,
            24 * 3600,
        ),
        ("max_access_seconds", request.max_access_seconds, UNREACHED),
        ("max_egress_seconds", request.max_egress_seconds, UNREACHED),
        ("max_transfer_seconds", request.max_transfer_seconds, UNREACHED),
        ("max_direct_seconds", request.max_direct_seconds, UNREACHED),
    ):
        if value is not None and not 0 <= value <= most:
            raise RequestError(f"{name} is {value}; give 0 to {most} seconds")


def _check_person(request: Request) -> None:
    if request.person is None:
        if Criterion.EFFORT in request.criteria:
            raise RequestError(
                "effort is somebody's: name a profile too, such as slow_walker"
            )
        return
    name = request.person.id
    if request.transfer_factor != 1.0:
        raise RequestError(
            f"transfer_factor and the profile {name!r} do not go together: its own "
            "pace says how long a change takes; leave the factor out"
        )
    if request.walk_metres_per_second is not None:
        raise RequestError(
            f"a walking speed and the profile {name!r} do not go together: leave one "
            "of them out"
        )
