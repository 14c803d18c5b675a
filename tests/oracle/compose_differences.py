"""Where lintainer and Docker Compose differ on purpose, or because one of them cannot know: case id, and why.

The test holds each entry to still differ, so that the list stays true.
"""

from __future__ import annotations

KNOWN: dict[str, str] = {
    "interpolation: a date": "Compose prints a date that is not quoted with a time and a zone, lintainer as it is written",
}
