"""Scalars of a manifest as the Kubernetes API decodes them, and the placeholders that stand for values filled in later."""

from __future__ import annotations

from lintainer.model import Unknown
from lintainer.parsers._yaml import NULLS, Alias, Mapping, Node, Pair, Scalar, deref, scalar_value
from lintainer.source import Location, Span


def place(pair: Pair) -> Span | Location:
    """Return where a user would change the value of `pair`: its own text, or the alias or `<<` that it came through.

    A mapping or a list is shown by its key, since places are one line where that can be.
    """
    value = pair.value
    if pair.via is None and type(value) is not Alias:
        shown = value if type(value) is Scalar or expression(value) is not None else pair.key
        return Span(shown.start, shown.end)
    return pair.location


def spot(node: Node) -> Span | Location:
    """Return where a user would change the entry `node` of a list."""
    return node.location if type(node) is Alias else Span(node.start, node.end)


def is_null(node: Node) -> bool:
    """Tell whether `node` is null, which the API takes for a field that was left out."""
    # Asked of every field that is read: most are no scalar, or a text with quotes or letters.
    content = deref(node)
    if type(content) is not Scalar:
        return False
    if content.tag is None:
        return not content.indicator and content.value in NULLS
    return scalar_value(content, "yaml11") is None


def expression(content: Node) -> Unknown | None:
    """Return the unknown value that an expression of a template without quotes stands for; else None.

    `{{ .Values.image }}` is to YAML a mapping whose key is a mapping.
    """
    if type(content) is not Mapping or not content.source.text.startswith("{{", content.start):
        return None
    return Unknown(f"{content.text} is filled in later", written=content.text) if content.text.endswith("}}") else None


def placeholder(text: str) -> Unknown | None:
    """Return the unknown value that `text` stands for where a tool fills it in before the cluster sees it; else None.

    Known are expressions of templates (`{{ … }}`, `{% … %}`), variables of envsubst and Flux (`${NAME}`), shell commands
    (`$(…)`) and a text that is one pair of angle brackets. Names of fields that Kubernetes expands by itself (`$(NAME)` in
    command, args and env) are for their readers to allow.
    """
    if "{" not in text and "<" not in text and "$(" not in text:
        return None
    if text.startswith("<") and text.endswith(">") and len(text) > 2:
        return Unknown(f"{text} is a placeholder", written=text)
    starts = [(at, mark) for mark in ("{{", "${", "$(", "{%") if (at := text.find(mark)) >= 0]
    if not starts:
        return None
    first, mark = min(starts)
    close = {"{{": "}}", "${": "}", "$(": ")", "{%": "%}"}[mark]
    end = text.find(close, first)
    if end < 0:
        return None
    last = max(text.rfind(mark_end) + len(mark_end) for mark_end in ("}}", "}", ")", "%}"))
    shown = text[first : end + len(close)]
    return Unknown(f"{shown} is filled in later", prefix=text[:first], suffix=text[last:], written=text)


def filled(text: str) -> str | Unknown:
    """Return `text`, or the unknown value that it stands for."""
    unknown = placeholder(text)
    return text if unknown is None else unknown


def text_of(node: Node) -> str | None:
    """Return the text of a scalar as written, numbers and booleans too; None for null and for collections."""
    content = deref(node)
    if type(content) is not Scalar or is_null(content):
        return None
    return content.value


def known_text(node: Node) -> str | Unknown | None:
    """Return the text of a scalar, unknown where it holds a placeholder; None for null and for collections."""
    text = text_of(node)
    return expression(deref(node)) if text is None else filled(text)


def boolean(node: Node) -> bool | Unknown | None:
    """Return the boolean that a scalar is, by the rules of YAML 1.1 as kubectl has them; None where it is none.

    A quoted `"true"` is refused by the API, which is noted elsewhere; it is read here as what was meant.
    """
    content = deref(node)
    if type(content) is not Scalar:
        return expression(content)
    value = scalar_value(content, "yaml11")
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, str):
        if value.lower() in ("true", "false"):
            return value.lower() == "true"
        return placeholder(value)
    return None


def integer(node: Node) -> int | Unknown | None:
    """Return the whole number that a scalar is, a quoted one too; None where it is none."""
    content = deref(node)
    if type(content) is not Scalar:
        return expression(content)
    value = scalar_value(content, "yaml11")
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int):
        return value
    if isinstance(value, float):
        return int(value) if value == value and abs(value) < 2**63 and int(value) == value else None
    digits = value.strip()
    if digits.removeprefix("-").isdecimal() and len(digits) < 20 and digits.isascii():
        return int(digits)
    return placeholder(value)
