"""What is told of a way: one instruction, and the kinds there are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from .spans import Span, Spans, ruby_of, spoken_text, text_of

Fact = bool | int | float | str | None
"""What is known of something; None is not known."""


class Kind(StrEnum):
    """What an instruction is about."""

    DEPART = "depart"
    STRAIGHT = "straight"
    SLIGHT_LEFT = "slight_left"
    SLIGHT_RIGHT = "slight_right"
    LEFT = "left"
    RIGHT = "right"
    SHARP_LEFT = "sharp_left"
    SHARP_RIGHT = "sharp_right"
    U_TURN = "u_turn"
    LINE = "line"  # where no way is known
    STEPS = "steps"
    RAMP = "ramp"  # beside steps
    LIFT = "lift"
    ESCALATOR = "escalator"
    MOVING_WALKWAY = "moving_walkway"
    CROSSING = "crossing"
    GATE = "gate"
    ENTER = "enter"
    EXIT = "exit"
    WAIT = "wait"
    REST = "rest"  # used
    REST_PLACE = "rest_place"  # passed
    SLOPE = "slope"
    SURFACE = "surface"
    KERB = "kerb"
    NARROW = "narrow"
    BARRIER = "barrier"
    TACTILE = "tactile"
    UNLIT = "unlit"
    LANDMARK = "landmark"
    UNKNOWN = "unknown"  # what matters and nobody knows, said once
    ARRIVE = "arrive"
    BOARD = "board"
    RIDE = "ride"
    STAY = "stay"  # on board, while the vehicle becomes another trip
    ALIGHT = "alight"
    CHANGE = "change"


@dataclass(frozen=True, slots=True)
class Instruction:
    """One thing to do or to know, where it is to be done or known.

    ``metres``, ``seconds`` and ``climb_metres`` are those from here to the next
    instruction, so that their sums are those of the walk.
    """

    kind: Kind
    language: str  # BCP 47: "ja", "en"
    sentences: tuple[Spans, ...]
    lat: float
    lon: float
    metres: float
    seconds: int
    climb_metres: float | None  # up is positive; None where nothing is known of it
    facts: Mapping[str, Fact]
    """What it says, and None for what it would say if it were known."""

    @property
    def spans(self) -> Spans:
        """All sentences in one."""
        gap = () if self.language == "ja" else (Span(" "),)
        joined: list[Span] = []
        for number, sentence in enumerate(self.sentences):
            joined += (*(gap if number else ()), *sentence)
        return tuple(joined)

    @property
    def text(self) -> str:
        """To be read on a page."""
        return text_of(self.spans)

    @property
    def spoken(self) -> str:
        """To be read aloud."""
        return spoken_text(self.spans)

    @property
    def ruby(self) -> tuple[tuple[str, str], ...]:
        """(text, reading) pairs that join to ``text``; "" where there is no reading."""
        return ruby_of(self.spans)
