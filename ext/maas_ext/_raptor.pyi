from typing import Any, TypeAlias, final

import numpy as np
import numpy.typing as npt

_I32: TypeAlias = npt.NDArray[np.int32]
_Seeds: TypeAlias = tuple[_I32, _I32]
_Limits: TypeAlias = tuple[int, int, int, int, float]
_Leg: TypeAlias = tuple[int, int, int, int, int, bool]
_Journey: TypeAlias = tuple[int, int, int, int, int, list[_Leg]]

@final
class Raptor:
    """A day and an overlay to walk on, with the scratch of one search at a time.

    Parameters
    ----------
    day
        A ``maas.transit.day.Day``.
    footpaths
        A ``maas.transit.footpaths.Footpaths`` of the same direction.

    Notes
    -----
    Times are seconds after the day's base. Searches let go of the GIL; one object
    serves one thread at a time.
    """

    n_stops: int
    n_ports: int
    n_lines: int
    n_trips: int
    n_vertices: int

    def __init__(self, day: Any, footpaths: Any) -> None: ...
    def depart(
        self,
        access: _Seeds,
        egress: _Seeds,
        direct: int,
        time: int,
        max_travel: int,
        max_boardings: int,
        max_access: int,
        max_direct: int,
        limits: _Limits,
    ) -> tuple[int, list[_Journey]]:
        """Every Pareto-optimal (arrival, boardings) for one departure.

        Parameters
        ----------
        access, egress
            Vertices and seconds: walks from the origin, walks to the destination.
        direct
            A direct walk that meets no vertex, seconds; ``UNREACHED`` where none.
        time
            Departure.
        max_travel, max_access, max_direct
            Limits in seconds, ends included; ``UNREACHED`` for none.
        max_boardings
            Most vehicles to board, at most 63.
        limits
            min_transfer, additional_transfer, max_transfer, max_egress (seconds) and
            the transfer factor; (0, 0, UNREACHED, UNREACHED, 1.0) is fastest.

        Returns
        -------
        direct
            Seconds of the direct walk, ``UNREACHED`` where none within the limits.
        journeys
            (boardings, departure, arrival, vertex of the egress, reference, legs) each;
            a leg is (line, trip of the line, position boarded, position alighted, time
            from which one could board, stayed on board from the leg before).
        """
    def depart_within(
        self,
        access: _Seeds,
        egress: _Seeds,
        direct: int,
        start: int,
        window: int,
        max_travel: int,
        max_boardings: int,
        max_access: int,
        max_direct: int,
        limits: _Limits,
    ) -> tuple[int, list[_Journey]]:
        """Every Pareto-optimal (departure, arrival, boardings), latest first.

        As ``depart``, for all departures in ``[start, start + window]``.
        """
    def arrivals_by_vertex(self) -> _I32:
        """Earliest arrival at every vertex after ``depart`` without an egress."""
    def events(
        self, reached: _I32, start: int, window: int, cap: int
    ) -> tuple[_I32, _I32, _I32]:
        """First boardings of a range search: departure, position, trip."""
