"""Columns of a table: numpy arrays, and text packed into two arrays.

Everything a city holds is one of the two, so that it can be saved as ``.npy`` files
and mapped back without being read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias, overload

import numpy as np
import numpy.typing as npt

Bool: TypeAlias = npt.NDArray[np.bool_]
U8: TypeAlias = npt.NDArray[np.uint8]
I8: TypeAlias = npt.NDArray[np.int8]
I16: TypeAlias = npt.NDArray[np.int16]
I32: TypeAlias = npt.NDArray[np.int32]
I64: TypeAlias = npt.NDArray[np.int64]
F32: TypeAlias = npt.NDArray[np.float32]
F64: TypeAlias = npt.NDArray[np.float64]


class Strings(Sequence[str]):
    """An immutable list of strings in two arrays: UTF-8 bytes and offsets.

    String i is ``data[at[i]:at[i + 1]]``. Opening a city decodes none of them.
    """

    __slots__ = ("at", "data")

    def __init__(self, data: U8, at: I64) -> None:
        self.data = data
        self.at = at

    @classmethod
    def of(cls, texts: Iterable[str]) -> Strings:
        """Pack texts.

        >>> list(Strings.of(["三鷹", ""]))
        ['三鷹', '']
        """
        encoded = [text.encode("utf-8", "replace") for text in texts]
        at = np.zeros(len(encoded) + 1, dtype=np.int64)
        np.cumsum([len(item) for item in encoded], out=at[1:])
        return cls(np.frombuffer(b"".join(encoded), dtype=np.uint8), at)

    def __len__(self) -> int:
        return len(self.at) - 1

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> list[str]: ...
    def __getitem__(self, index: int | slice) -> str | list[str]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        if index < 0:
            index += len(self)
        if not 0 <= index < len(self):
            raise IndexError(index)
        first, end = self.at.item(index), self.at.item(index + 1)
        return self.data[first:end].tobytes().decode("utf-8")

    def __iter__(self) -> Iterator[str]:
        data, at = self.data.tobytes(), self.at.tolist()
        for i in range(len(self)):
            yield data[at[i] : at[i + 1]].decode("utf-8")

    def __repr__(self) -> str:
        return f"Strings({len(self)})"
