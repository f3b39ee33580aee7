"""Ways told in words: in Japanese, English and easy Japanese, on a page and aloud."""

from .kinds import Fact, Instruction, Kind
from .phrases import LANGUAGES
from .spans import Role, Span, Spans, ruby_of, spoken_text, text_of
from .ssml import ssml
from .telling import Teller, instructions, summary, tell

__all__ = [
    "LANGUAGES",
    "Fact",
    "Instruction",
    "Kind",
    "Role",
    "Span",
    "Spans",
    "Teller",
    "instructions",
    "ruby_of",
    "spoken_text",
    "ssml",
    "summary",
    "tell",
    "text_of",
]
