from typing import Any, TypeAlias, final

import numpy as np
import numpy.typing as npt

_I32: TypeAlias = npt.NDArray[np.int32]
_Limits: TypeAlias = tuple[int, int, int, float]
_Leg: TypeAlias = tuple[int, int, int, int, int, bool]
_Journey: TypeAlias = tuple[int, int, int, list[_Leg]]

@final
class Raptor:
    """A day and an overlay to walk on, with the scratch of one search at a time.

    Parameters
    ----------
    day
        A ``maas.transit.day.Day``.
    footpaths
        A ``maas.transit.footpaths.Footpaths`` of the same direction.
    reversed_footpaths
        Those of the other direction: with them, ranges are searched towards the
        destination. Answers are the same.

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

    def __init__(
        self, day: Any, footpaths: Any, reversed_footpaths: Any = None
    ) -> None: ...
    def depart(
        self,
        access: _I32,
        egress: _I32,
        whole_access: bool,
        direct: int,
        time: int,
        max_travel: int,
        max_boardings: int,
        limits: _Limits,
        labels: bool = False,
    ) -> list[_Journey]:
        """Every Pareto-optimal (arrival, boardings) for one departure.

        Parameters
        ----------
        access, egress
            Shape (vertices,): seconds on foot from the origin, and to the destination;
            ``UNREACHED`` where there is no way within the limits.
        whole_access
            The access has no limit: whoever walks to a vertex may walk on from there.
        direct
            Seconds of the walk all the way, ``UNREACHED`` where none is allowed.
            Journeys that it dominates are left out.
        time
            Departure.
        max_travel
            Most seconds from departure to arrival.
        max_boardings
            Most vehicles to board, at most 63.
        limits
            min_transfer, additional_transfer, max_transfer (seconds) and the transfer
            factor; (0, 0, UNREACHED, 1.0) is fastest.
        labels
            Keep labels for ``arrivals_by_vertex``.

        Returns
        -------
        journeys
            (boardings, departure, arrival, legs) each; a leg is (line, trip
            of the line, position boarded, position alighted, time from which one could
            board, stayed on board from the leg before).
        """
    def depart_within(
        self,
        access: _I32,
        egress: _I32,
        whole_access: bool,
        direct: int,
        start: int,
        window: int,
        max_travel: int,
        max_boardings: int,
        limits: _Limits,
    ) -> list[_Journey]:
        """Every Pareto-optimal (departure, arrival, boardings), latest first.

        As ``depart``, for all departures in ``[start, start + window]``; left out is
        what a journey that departs later dominates.
        """
    def arrivals_by_vertex(self) -> _I32:
        """Earliest arrival at every vertex, after ``depart`` with labels."""
    def events(self, start: int, window: int, cap: int) -> tuple[_I32, _I32, _I32]:
        """First boardings worth their while in the last range search's question.

        Departures from the origin (latest first), positions and trips of the day;
        ``cap`` bounds the walks, in seconds.
        """
