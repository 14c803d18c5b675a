"""The pages of policies: Markdown beside their modules, shipped in the wheel."""

from __future__ import annotations

import os
import re
import sys

from lintainer.patterns import pattern
from lintainer.policy import Policy


def page_path(policy: Policy) -> str | None:
    """Return the path of the policy's page, None where its module has no file of its own."""
    file = getattr(sys.modules.get(policy.module), "__file__", None)
    return None if file is None else os.path.splitext(file)[0] + ".md"


def page_text(policy: Policy) -> str | None:
    """Return the policy's page as Markdown, None where there is none (a plugin may leave it out)."""
    if policy.page:
        return policy.page
    path = page_path(policy)
    if path is None or not os.path.isfile(path):
        return None
    with open(path, encoding="utf-8") as stream:
        return stream.read()


_FENCE = pattern(r"^(?P<mark>`{3,}|~{3,})[^\n`]*\n.*?^(?P=mark)[ \t]*$", re.MULTILINE | re.DOTALL)


def sections(page: str) -> list[tuple[str, str]]:
    """Return the second-level sections of a page: heading and body."""
    parts = re.split(r"^## +(.+)$", _without_fences(page), flags=re.MULTILINE)
    return [(parts[i].strip(), parts[i + 1]) for i in range(1, len(parts) - 1, 2)]


def _without_fences(page: str) -> str:
    """Blank out what is inside fences, so that a `##` of an example is no heading."""
    return _FENCE.sub(lambda match: "\n" * match.group().count("\n"), page)
