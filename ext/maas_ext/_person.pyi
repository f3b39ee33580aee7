from typing import Any, TypeAlias, final

import numpy as np
import numpy.typing as npt

_I32: TypeAlias = npt.NDArray[np.int32]
_Leg: TypeAlias = tuple[int, int, int, int, int, bool]
_Walk: TypeAlias = list[tuple[int, int]] | None
_Journey: TypeAlias = tuple[int, int, int, int, list[_Leg], list[_Walk]]

@final
class PersonSearch:
    """A day, a street graph, and the scratch of one search at a time.

    Parameters
    ----------
    day
        A ``maas.transit.day.Day``.
    changes
        A ``maas.transit.changes.Changes`` of the same direction.
    streets
        A ``maas.journeys.careful.Graph`` of the same direction: ``edge_at`` (nodes + 1,),
        ``edge_to`` (edges,), ``stop_node`` (stops,), ``node_stop`` (nodes,), -1 none, and
        ``node_rest`` (nodes,), not 0 where one may rest.

    Notes
    -----
    Times are seconds after the day's base. Searches let go of the GIL; one object
    serves one thread at a time.
    """

    n_stops: int
    n_ports: int
    n_lines: int
    n_trips: int
    n_nodes: int

    def __init__(self, day: Any, changes: Any, streets: Any) -> None: ...
    def search(self, one: Any) -> list[_Journey]:
        """Every journey that no other beats in arrival, boardings and, perhaps, effort.

        ``one`` is a ``maas.journeys.careful.Question``.

        Returns
        -------
        journeys
            (boardings, arrival, effort, end, legs, walks) each. ``end`` is the row of the
            end entry, or of the walk along one edge where ``walks`` holds but an empty
            one. A leg is (line, trip of the line, position boarded, position alighted,
            time from which one could board, stayed on board from the leg before). There
            is a walk before every boarding and one after the last ride: (edge, time at
            its head) each, where edge -1 is where it begins, after alighting, -2 a rest,
            and -3 - i the seed of row i; None where nobody knows the way of a change.
        """
    def earliest(self, max_boardings: int) -> _I32:
        """Earliest times of the last search, (max_boardings + 1, nodes).

        Row k is for no more than k boardings.
        """
    def least_efforts(self, one: Any, most: int, near: npt.NDArray[np.bool_]) -> _I32:
        """The least effort from every node to where a search begins, (nodes,).

        As if every line could be boarded at once; ``UNREACHED`` beyond ``most``, and
        where ``near``, shape (nodes,), is not set. To be asked of the search that runs
        the other way, with its question.
        """
    def label_count(self) -> int:
        """Labels that the last search made: its work."""
