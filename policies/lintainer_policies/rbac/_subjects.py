"""How a message names whom a binding gives something to."""

from __future__ import annotations

from lintainer.messages import quoted
from lintainer.model.rbac import Binding

# More subjects than this are counted.
_SHOWN = 3


def who(binding: Binding) -> str:
    """Return the subjects of a binding, for a message."""
    names = [quoted(str(subject)) for subject in binding.subjects[:_SHOWN]]
    more = len(binding.subjects) - len(names)
    return ", ".join(names) + (f" and {more} more" if more else "") if names else "whoever is added to it"
