"""From a file's bytes to clean text: UTF-8, one ``\\n`` a record, quotes in pairs.

Everything that is changed on the way is said. What comes out is fit for a plain CSV
parser, and every record still knows its line in the file as written.
"""

from __future__ import annotations

import codecs
import csv
import re
from dataclasses import dataclass

import numpy as np

from maas.columns import I64, Bool

from . import limits
from .notices import Faults

_BLOCK = 1 << 25
_MOST_JOINED = 50
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LONE_CR = re.compile(rb"\r+\n|\r")
_CONTROL = bytes([*range(1, 9), 11, 12, *range(14, 32), 127])


@dataclass(frozen=True, slots=True)
class CleanText:
    """A file's text: the header's line and the records after it.

    ``starts`` and ``ends`` bound each record of ``data``, the header the first;
    ``lines`` gives its line in the file, from 1.
    """

    data: bytes
    starts: I64
    ends: I64
    lines: I64


def clean(data: bytes, file: str, faults: Faults) -> CleanText:
    """Make a file's bytes fit for a CSV parser; what was changed is said."""
    data = _to_utf8(data, file, faults)
    data = _without_control(data, file, faults)
    data = _unix_lines(data, file, faults)
    if not data.endswith(b"\n"):
        data += b"\n"
    ends = _positions(data, b"\n")
    kept = np.ones(len(ends), dtype=np.bool_)
    if b'"' in data:
        data, kept = _whole_records(data, ends, file, faults)
    lines = np.concatenate(([0], np.flatnonzero(kept)[:-1] + 1)) + 1
    ends = ends[kept]
    starts = np.concatenate((np.zeros(1, dtype=np.int64), ends[:-1] + 1))
    return CleanText(data, starts, ends, lines)


def _to_utf8(data: bytes, file: str, faults: Faults) -> bytes:
    """The same text in UTF-8 without a byte order mark."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            if encoding == "utf-8":
                data = data[len(mark) :]
                break
            return _recode(data, encoding, file, faults)
    head = data[:4096]
    if len(head) >= 8 and head.count(0) > len(head) // 3:
        big = head[0::2].count(0) > head[1::2].count(0)
        return _recode(data, "utf-16-be" if big else "utf-16-le", file, faults)
    if data.isascii() or _is_utf8(data):
        return data
    return _recode(data, _legacy_encoding(data), file, faults)


def _is_utf8(data: bytes) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for at in range(0, len(data), _BLOCK):
            decoder.decode(data[at : at + _BLOCK])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _legacy_encoding(data: bytes) -> str:
    """Which older encoding text that is no UTF-8 is in.

    Mostly UTF-8 with damaged places stays UTF-8. Shift_JIS lead bytes of kana and of
    the common kanji are 0x81-0x9F; in Western European text those are hardly ever used,
    its accented letters being 0xC0-0xFF.
    """
    sample = data[: 1 << 22]
    loose = sample.decode("utf-8", "replace")
    whole = sum(1 for c in loose if ord(c) > 127 and c != "\ufffd")
    if whole > 4 * loose.count("\ufffd"):
        return "utf-8"
    japanese = _decodes(data, "cp932")
    leads = len(re.findall(rb"[\x81-\x9f][\x40-\xfc]", sample))
    other = len(re.findall(rb"[\xa0-\xff]+", re.sub(rb"[\x81-\x9f].", b"", sample)))
    if japanese and leads >= other:
        return "cp932"
    if _decodes(data, "euc-jp") and len(re.findall(rb"[\xa4\xa5][\xa1-\xf6]", sample)):
        return "euc-jp"
    return "cp1252"


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _recode(data: bytes, encoding: str, file: str, faults: Faults) -> bytes:
    text = data.decode(encoding, "replace")
    damaged = text.count("\ufffd")
    names = {"cp932": "Shift_JIS", "cp1252": "Windows-1252"}
    if encoding != "utf-8":
        faults.add(
            "not_utf_8",
            file,
            f"is in {names.get(encoding, encoding.upper())} and is read so; GTFS wants"
            " UTF-8",
            repaired=True,
        )
    if damaged:
        faults.add(
            "invalid_character",
            file,
            f"{damaged:,} characters cannot be read and are shown as \ufffd",
            line=text.count("\n", 0, text.index("\ufffd")) + 1,
            repaired=True,
        )
    return text.removeprefix("\ufeff").encode("utf-8", "replace")


def _without_control(data: bytes, file: str, faults: Faults) -> bytes:
    nulls = data.count(0)
    if nulls:
        faults.add(
            "null_byte",
            file,
            f"{nulls:,} null bytes are taken out",
            line=data.count(b"\n", 0, data.index(0)) + 1,
            repaired=True,
        )
        data = data.translate(None, b"\0")
    clean = data.translate(None, _CONTROL)
    if len(clean) != len(data):
        faults.add(
            "invalid_character",
            file,
            f"{len(data) - len(clean):,} control characters are taken out",
            repaired=True,
        )
    return clean


def _unix_lines(data: bytes, file: str, faults: Faults) -> bytes:
    """Lines that end with ``\\n``. A lone ``\\r`` ends a line only if what it ends is a
    whole row; else it is a stray one and becomes a space."""
    if b"\r" not in data:
        return data
    if data.count(b"\r") == data.count(b"\r\n"):
        return data.replace(b"\r\n", b"\n")
    if b"\n" not in data:
        faults.add("line_ending", file, "lines end with CR alone: read so")
        return data.replace(b"\r", b"\n")
    header = re.split(rb"[\r\n]", data, maxsplit=1)[0]
    cells = header.count(b",")
    rows: list[bytes] = []
    first_stray = 0
    strays = 0
    for number, row in enumerate(data.split(b"\n"), start=1):
        body = row.rstrip(b"\r")
        strays += len(row) - len(body) > 1 or b"\r" in body
        if strays and not first_stray:
            first_stray = number
        if b"\r" in body:
            parts = [part for part in body.split(b"\r") if part]
            whole = all(part.count(b",") == cells for part in parts)
            body = (b"\n" if whole else b" ").join(parts)
        rows.append(body)
    if strays:
        faults.add(
            "line_ending",
            file,
            f"{strays:,} lines end otherwise than the rest (a lone CR): read as meant",
            line=first_stray,
            repaired=True,
        )
    return b"\n".join(rows)


def _positions(data: bytes, sought: bytes) -> I64:
    """Where the byte `sought` occurs, found block by block to spare memory."""
    array = np.frombuffer(data, dtype=np.uint8)
    parts = [
        np.flatnonzero(array[at : at + _BLOCK] == sought[0]) + at
        for at in range(0, len(array), _BLOCK)
    ]
    return np.concatenate(parts) if parts else np.zeros(0, dtype=np.int64)


def _whole_records(
    data: bytes, ends: I64, file: str, faults: Faults
) -> tuple[bytes, Bool]:
    """Every record on one line, its quotes in pairs.

    Returns the text and, for each line's end, whether it ends a record. A line with an
    odd number of quotes begins a cell that holds line ends, up to the next such line,
    if together they make a row of the header's width; else its quotes are stray.
    """
    quotes = _positions(data, b'"')
    odd_lines = _odd_lines(quotes, ends)
    kept = np.ones(len(ends), dtype=np.bool_)
    if not len(odd_lines):
        return data, kept
    text = bytearray(data)
    starts = np.concatenate(([0], ends[:-1] + 1))
    width = _cells(bytes(data[: ends[0]]))
    i = 0
    while i < len(odd_lines):
        first = int(odd_lines[i])
        last = int(odd_lines[i + 1]) if i + 1 < len(odd_lines) else -1
        record = bytes(text[starts[first] : ends[last]]) if last > first else b""
        if 0 < last - first <= _MOST_JOINED and _cells(record) == width:
            for line in range(first, last):
                text[ends[line]] = 0x20
                kept[line] = False
            faults.add(
                "new_line_in_value",
                file,
                "a cell goes on over a line's end, which is read as a space",
                line=first + 1,
            )
            i += 2
            continue
        faults.add(
            "unclosed_quote",
            file,
            "a quotation mark is not closed on its line: the line is read without"
            " its quotation marks",
            line=first + 1,
            repaired=True,
        )
        row = text[starts[first] : ends[first]]
        text[starts[first] : ends[first]] = row.replace(b'"', b" ")
        i += 1
    return bytes(text), kept


def _odd_lines(quotes: I64, ends: I64) -> I64:
    line = np.searchsorted(ends, quotes)
    return np.flatnonzero(np.bincount(line, minlength=len(ends)) % 2)


def _cells(record: bytes) -> int:
    """How many cells a record has; 0 if it is more than one record or none."""
    try:
        rows = list(csv.reader([record.decode("utf-8", "replace").replace("\n", " ")]))
    except csv.Error:
        return 0
    return len(rows[0]) if len(rows) == 1 else 0


def extra_cells(text: CleanText, separator: bytes) -> I64:
    """Cells of each record minus cells of the header."""
    array = np.frombuffer(text.data, dtype=np.uint8)
    counts = np.zeros(len(text.starts), dtype=np.int64)
    at = 0
    while at < len(text.starts):
        # Whole records of about a block together; a long one alone.
        bound = text.starts[at] + _BLOCK
        until = max(int(np.searchsorted(text.ends, bound)), at + 1)
        low, high = int(text.starts[at]), int(text.ends[until - 1]) + 1
        block = array[low:high]
        marks = block == separator[0]
        quotes = block == 0x22
        if quotes.any():
            marks &= ~np.logical_xor.accumulate(quotes)
        offsets = text.starts[at:until] - low
        counts[at:until] = np.add.reduceat(marks, offsets, dtype=np.int64)
        at = until
    extra: I64 = counts - counts[0]
    return extra


def is_too_long(text: CleanText) -> Bool:
    """Which records are longer than any row of a feed."""
    long: Bool = text.ends - text.starts > limits.MAX_LINE_BYTES
    return long
