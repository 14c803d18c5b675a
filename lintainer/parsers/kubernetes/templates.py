"""Which template a rendered manifest came from, as Helm says it in a comment above each document."""

from __future__ import annotations

import re

from lintainer.patterns import pattern
from lintainer.source import Source

# helm 3.19, pkg/action/install.go: "---\n# Source: %s\n%s\n"; the path begins with the chart's name.
SOURCE = pattern(r"^# Source: (?P<path>\S.*?)[ \t]*\r?$", re.MULTILINE)
_DOCUMENT = pattern(r"^---(?:[ \t\r]|$)", re.MULTILINE)


def template_at(source: Source, offset: int) -> str | None:
    """Return the template that the document at `offset` was rendered from; None where nothing says so."""
    at = source.text.rfind("\n# Source: ", 0, offset) + 1
    mark = SOURCE.match(source.text, at)
    # The comment speaks of its own document.
    if mark is None or "/" not in mark["path"] or _DOCUMENT.search(source.text, mark.end(), offset) is not None:
        return None
    return mark["path"]
