"""Writing XML: text that is safe in it, and elements."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from lintainer.messages import printable

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
# Not characters of XML 1.0, however they are written (section 2.2); `printable` has taken the controls and surrogates.
_NO_CHARACTERS = re.compile("[\ufffe\uffff]")


def escape(text: str) -> str:
    """Return text for content or an attribute in double quotes; control and invisible characters are shown as `\\xNN`.

    Line feeds stay: in content they are breaks, in attributes references.
    """
    shown = _NO_CHARACTERS.sub("\ufffd", "\n".join(printable(line) for line in text.split("\n")))
    return shown.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def element(name: str, attributes: Mapping[str, object], content: Iterable[str] | None = None, *, text: str = "") -> str:
    """Return one element ending with a line break: `content` are elements, written indented, `text` is its text."""
    given = "".join(f' {key}="{escape(str(value)).replace(chr(10), "&#10;")}"' for key, value in attributes.items())
    if text:
        return f"<{name}{given}>{escape(text)}</{name}>\n"
    inner = "".join(content or ())
    if not inner:
        return f"<{name}{given}/>\n"
    # Only the lines that begin an element are indented: text within elements stays as it is.
    indented = re.sub(r"^(?=\s*<)", "  ", inner, flags=re.MULTILINE)
    return f"<{name}{given}>\n{indented}</{name}>\n"
