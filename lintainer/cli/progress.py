"""What a long run shows on a terminal: one line on standard error that is gone when the run is done."""

from __future__ import annotations

import sys
from time import monotonic

# Runs that are done sooner show nothing; then the line changes this often.
_PATIENCE = 0.7
_INTERVAL = 0.1


class Progress:
    """Called with what is being done and how far it is; draws now and then."""

    def __init__(self) -> None:
        self._next = monotonic() + _PATIENCE
        self._drawn = False

    def __call__(self, doing: str, done: int, of: int) -> None:
        """Say that `done` of `of` things are done."""
        now = monotonic()
        if now >= self._next:
            self._next = now + _INTERVAL
            self._drawn = True
            # The line is cleared to its end, so that a shorter text leaves nothing of a longer one.
            sys.stderr.write(f"\r{doing} {done}/{of}\x1b[K")
            sys.stderr.flush()

    def clear(self) -> None:
        """Take the line away."""
        if self._drawn:
            self._drawn = False
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


def progress(*, quiet: bool) -> Progress | None:
    """Return what shows the progress, None where nobody looks: no terminal, or a quiet run."""
    import os

    if quiet or not sys.stderr.isatty() or os.environ.get("TERM") == "dumb" or os.environ.get("CI"):
        return None
    return Progress()
