"""Lists of lists in two flat arrays."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from maas.columns import I32
from maas.csr import group_by, offsets, owners, reverse

N = 6
OWNERS = st.lists(st.integers(0, N - 1), max_size=20)


def i32(values: list[int]) -> I32:
    return np.array(values, dtype=np.int32)


def test_owners_without_items_have_none() -> None:
    assert offsets(i32([]), 3).tolist() == [0, 0, 0, 0]
    assert offsets(i32([1, 1]), 3).tolist() == [0, 0, 2, 2]


def test_items_of_one_owner_keep_their_order() -> None:
    at, order = group_by(i32([2, 0, 2, 0]), 3)
    assert at.tolist() == [0, 2, 2, 4]
    assert order.tolist() == [1, 3, 0, 2]


@given(OWNERS)
def test_owners_undoes_offsets(items: list[int]) -> None:
    assert owners(offsets(i32(sorted(items)), N)).tolist() == sorted(items)


@given(OWNERS)
def test_groups_are_what_a_loop_would_find(items: list[int]) -> None:
    at, order = group_by(i32(items), N)
    for owner in range(N):
        expected = [i for i, one in enumerate(items) if one == owner]
        assert order[at[owner] : at[owner + 1]].tolist() == expected


@given(st.lists(st.tuples(st.integers(0, N - 1), st.integers(0, N - 1))))
def test_a_reversed_graph_has_every_edge_the_other_way(
    edges: list[tuple[int, int]],
) -> None:
    edges = sorted(edges)
    at = offsets(i32([a for a, _ in edges]), N)
    back_at, back_to, was = reverse(at, i32([b for _, b in edges]))
    flipped = list(zip(owners(back_at).tolist(), back_to.tolist(), strict=True))
    assert sorted(flipped) == sorted((b, a) for a, b in edges)
    assert [edges[e][::-1] for e in was] == flipped
