from typing import TypeAlias, final

import numpy as np
import numpy.typing as npt

_F64: TypeAlias = npt.NDArray[np.float64]
_F32: TypeAlias = npt.NDArray[np.float32]
_I64: TypeAlias = npt.NDArray[np.int64]
_I32: TypeAlias = npt.NDArray[np.int32]
_U8: TypeAlias = npt.NDArray[np.uint8]

@final
class SegmentGrid:
    segment_count: int
    def __init__(
        self,
        x0: _F64,
        y0: _F64,
        x1: _F64,
        y1: _F64,
        line: _I32,
        cell_metres: float = 64.0,
    ) -> None: ...
    def nearest(
        self,
        x: float,
        y: float,
        max_metres: float,
        rank: _U8,
        level: _F32,
        wanted_level: float = 0.0,
        stretch: float = 1.0,
    ) -> tuple[int, float, float]: ...
    def nearest_of_each(
        self,
        x: _F64,
        y: _F64,
        max_metres: float,
        rank: _U8,
        level: _F32,
        wanted_level: _F64,
        stretch: _F64,
    ) -> tuple[_I64, _F64, _F64]: ...
