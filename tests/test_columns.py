"""Texts packed into two arrays are the texts."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maas.columns import Strings

TEXTS = ["三鷹", "", "Mitaka", "🚌 bus", ""]


def test_holds_what_was_packed() -> None:
    packed = Strings.of(TEXTS)
    assert len(packed) == 5
    assert list(packed) == TEXTS
    assert [packed[i] for i in range(5)] == TEXTS
    assert repr(packed) == "Strings(5)"


def test_counts_from_the_end_and_slices_like_a_list() -> None:
    packed = Strings.of(TEXTS)
    assert packed[-2] == TEXTS[-2]
    assert packed[1:4] == TEXTS[1:4]
    assert packed[::-2] == TEXTS[::-2]


@pytest.mark.parametrize("index", [5, -6])
def test_has_nothing_beyond_its_ends(index: int) -> None:
    with pytest.raises(IndexError):
        Strings.of(TEXTS)[index]


def test_none_at_all() -> None:
    packed = Strings.of([])
    assert (len(packed), list(packed), packed[:]) == (0, [], [])
    assert "" not in packed


def test_is_looked_up_as_a_sequence() -> None:
    packed = Strings.of(TEXTS)
    assert "Mitaka" in packed and "mitaka" not in packed
    assert packed.index("Mitaka") == 2


def test_is_bytes_and_offsets() -> None:
    packed = Strings.of(["é", "", "ab"])
    assert bytes(packed.data) == "éab".encode()
    assert packed.at.tolist() == [0, 2, 2, 4]
    assert packed.data.dtype == np.uint8


def test_half_a_surrogate_pair_is_no_text_and_is_replaced() -> None:
    assert list(Strings.of(["a\ud800b"])) == ["a?b"]


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]))))
def test_any_texts_come_back(texts: list[str]) -> None:
    assert list(Strings.of(texts)) == texts
