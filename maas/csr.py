"""Offset arrays: lists of lists in two flat arrays."""

from __future__ import annotations

import numpy as np

from .columns import I32


def offsets(owner: I32, n_owners: int) -> I32:
    """Return offsets (n_owners + 1,) of items sorted by owner.

    >>> offsets(np.array([0, 0, 2], dtype=np.int32), 3).tolist()
    [0, 2, 2, 3]
    """
    at = np.zeros(n_owners + 1, dtype=np.int32)
    np.cumsum(np.bincount(owner, minlength=n_owners), out=at[1:])
    return at


def group_by(owner: I32, n_owners: int) -> tuple[I32, I32]:
    """Return offsets and the order that sorts items by owner, kept otherwise."""
    order = np.argsort(owner, kind="stable").astype(np.int32)
    return offsets(owner, n_owners), order


def owners(at: I32) -> I32:
    """Return the owner of every item.

    >>> owners(np.array([0, 2, 2, 3], dtype=np.int32)).tolist()
    [0, 0, 2]
    """
    return np.repeat(np.arange(len(at) - 1, dtype=np.int32), np.diff(at))


def reverse(at: I32, to: I32) -> tuple[I32, I32, I32]:
    """Reverse a graph: offsets, tails, and for each reversed edge the edge it was."""
    back_at, order = group_by(to, len(at) - 1)
    return back_at, owners(at)[order], order
