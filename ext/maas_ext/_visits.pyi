from typing import Any, TypeAlias, final

_Leg: TypeAlias = tuple[int, int, int, int, int, bool]
_Journey: TypeAlias = tuple[int, int, int, list[_Leg], list[tuple[int, int]]]

@final
class Visits:
    """Searches past vias: a day and an overlay to walk on, with the scratch of one.

    Parameters
    ----------
    day
        A ``maas.transit.day.Day``.
    footpaths
        A ``maas.transit.footpaths.Footpaths`` of the same direction.

    Notes
    -----
    Times are seconds after the day's base. Rounds let go of the GIL; one object serves
    one thread at a time.
    """

    n_stops: int
    n_ports: int
    n_lines: int
    n_trips: int
    n_vertices: int

    def __init__(self, day: Any, footpaths: Any) -> None: ...
    def depart(
        self, question: Any, time: int, horizon: int, max_boardings: int
    ) -> list[_Journey]:
        """Every Pareto-optimal (arrival, boardings) for one departure.

        Parameters
        ----------
        question
            A ``maas.transit.visits.Visiting`` of the same direction.
        time
            Departure.
        horizon
            Arrivals are earlier than ``time + horizon``.
        max_boardings
            Most vehicles to board.

        Returns
        -------
        journeys
            As ``Raptor.depart`` gives them; then, for each leg, how many vias were
            visited before boarding (or, for a trip stayed on, before it began) and how
            many before alighting.
        """
