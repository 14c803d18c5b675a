"""`primaryLocationLineHash`: the hash by which GitHub code scanning knows a line again when it moves.

GitHub's upload action computes it for results that bring none, and warns where it differs from theirs; so it is computed
here exactly as there (github/codeql-action, src/fingerprints.ts at 0225834). For each line: the first 100 UTF-16 code units
from its start on, blanks and tabs left out, every line break one line feed, a unit 65535 behind the end of the file and zeros
after it; folded with base 37 modulo 2^64, and numbered among equal hashes of the file.
"""

from __future__ import annotations

from collections.abc import Iterable

from lintainer.source import Source

_WINDOW = 100
_BASE = 37
_MODULUS = 1 << 64
_WITHOUT_BLANKS = {ord(" "): None, ord("\t"): None}


def line_hashes(text: str, lines: Iterable[int]) -> dict[int, str]:
    """Return the hash of each of the 1-based `lines` of `text`; a number beyond the last line is left out.

    A lone carriage return ends a line here, as it does in the action.
    """
    wanted = sorted(set(lines))
    if not wanted:
        return {}
    units = text.replace("\r\n", "\n").replace("\r", "\n").translate(_WITHOUT_BLANKS) + "\uffff"
    # Two bytes a unit, so that characters beyond U+FFFF are two units, as in JavaScript.
    data = units.encode("utf-16-le", "surrogatepass")
    seen: dict[bytes, int] = {}
    hashes: dict[int, str] = {}
    start = 0
    last = wanted[-1]
    at = set(wanted)
    number = 0
    while number < last and start >= 0:
        number += 1
        window = data[start : start + 2 * _WINDOW]
        # Equal windows have equal hashes; that different ones collide is as likely as 2^-64.
        seen[window] = seen.get(window, 0) + 1
        if number in at:
            hashes[number] = f"{_fold(window):x}:{seen[window]}"
        start = _next_line(data, start)
    return hashes


def _next_line(data: bytes, start: int) -> int:
    """Return the offset behind the next line feed, -1 where there is none."""
    at = data.find(b"\n\0", start)
    while at >= 0 and at % 2:
        at = data.find(b"\n\0", at + 1)
    return at + 2 if at >= 0 else -1


def _fold(window: bytes) -> int:
    value = 0
    for at in range(0, 2 * _WINDOW, 2):
        unit = window[at] | window[at + 1] << 8 if at < len(window) else 0
        value = (value * _BASE + unit) % _MODULUS
    return value


class Fingerprints:
    """The hashes of many places, each file read through once."""

    def __init__(self, places: Iterable[tuple[Source, int]]) -> None:
        lines: dict[int, set[int]] = {}
        sources: dict[int, Source] = {}
        for source, line in places:
            sources[id(source)] = source
            lines.setdefault(id(source), set()).add(line)
        # A byte order mark is a character of the first line to the action.
        self._hashes = {
            key: line_hashes("\ufeff" + source.text if source.marked else source.text, lines[key])
            for key, source in sources.items()
        }

    def of(self, source: Source, line: int) -> str | None:
        """Return the hash of the line, None where the action would see no such line."""
        return self._hashes[id(source)].get(line)
