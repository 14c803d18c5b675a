"""Other readers of Markdown and reStructuredText as oracles: which text of a document is a code block.

Where lintainer reads more on purpose (fences that are indented too far, directives of Sphinx's extensions) nothing is compared.
"""

from __future__ import annotations

import importlib
from typing import Any

import pytest

from lintainer.parsers.examples.block import Block
from lintainer.parsers.markdown import blocks as markdown
from lintainer.parsers.restructuredtext import blocks as restructuredtext
from lintainer.source import Source
from tests.clients import require_module
from tests.parsers.front_ends import MARKDOWN, RST, Fixture, fixtures

MARKDOWN_CASES = [
    "text\n\n    code\n\n    more\n\ntext\n    no code\n",
    "- a\n\n      code\n\n  b\n\n- c\n    text\n",
    "1. a\n   lazy\n\n    text\n\n       code\n",
    "10) a\n\n        code\n\n    text\n",
    "> quote\n>\n>     code\n\n    code\n",
    "# heading\n    code\n\n\tcode by a tab\n\n\t\tdeeper\n",
    "```\na\n\n    b\n```\n~~~ sh\n```\n~~~\n\n    c\n",
    "> ```\n> a\nb\n\n````\n```\n````\n",
    "- a\n  - b\n\n        code of b\n\n      text of b\n\n    text of a\n",
    "<pre>\n\n    no code\n</pre>\n\n    code\n",
    "<!--\n\n    no code\n-->\n\n    code\n",
    "a\n\n    code with\n\n\n    empty lines\n\n\n",
    "- a\n\nb\n\n    code\n",
]
RST_CASES = [
    "Text::\n\n  a\n\n    b\n\n c\n\nText\n",
    "a ::\n\n\tcode\n",
    "::\n\n  a\n\n..\n\n  ::\n\n    b\n",
    ".. code-block:: sh\n\n   a\n\n     b\n\n   c\n\nText\n",
    ".. code-block:: sh\n   :class: x\n   :name: y\n\n   a\n",
    ".. code:: sh\n\n  a\n.. sourcecode:: sh\n\n  b\n",
    ".. container::\n\n   .. note::\n\n      Text::\n\n        a\n",
    ".. A comment\n\n   Text::\n\n     a\n\nText::\n\n  b\n",
    "* Item::\n\n    a\n\n  Text\n\n  * Inner::\n\n      b\n",
    "Quoted::\n\n> a\n> b\n\nText\n",
    ".. note::\n\n   Text::\n\n     a\n\n   Text\n",
    "Term\n  Text::\n\n    a\n",
    ".. _target: x\n.. |s| replace:: y\n\n::\n\n  a\n",
]


def ours(text: str, blocks: list[Block]) -> list[str]:
    return sorted(normal("\n".join(text[start:end] for start, end in block.lines)) for block in blocks if block.lines)


def normal(text: str) -> str:
    """Return a block without blanks that differ by how tabs are read."""
    return "\n".join(" ".join(line.split()) for line in text.split("\n")).strip("\n")


def cases(written: list[str], of: list[Fixture]) -> list[Any]:
    return [pytest.param(text, id=repr(text[:30])) for text in written] + [pytest.param(one.text, id=one.label) for one in of]


@pytest.mark.parametrize(
    "text", cases(MARKDOWN_CASES, [one for one in fixtures() if one.front_end is MARKDOWN and one.path.suffix == ".md"])
)
def test_blocks_of_markdown_are_those_of_commonmark(text: str) -> None:
    require_module("markdown_it")
    from markdown_it import MarkdownIt

    found = [normal(token.content) for token in MarkdownIt("commonmark").parse(text) if token.type in ("fence", "code_block")]
    assert ours(text, markdown.blocks(Source("a.md", text))) == sorted(filter(None, found))


# docutils itself has no `prompt` and no tabs, and takes the marks out of a parsed-literal.
PLAIN = [
    one
    for one in fixtures()
    if one.front_end is RST
    and not any(name in one.text for name in (":: prompt", ".. prompt", "code-tab", "parsed-literal", ":linenos:"))
]


@pytest.mark.parametrize("text", cases(RST_CASES, [one for one in PLAIN if one.path.stem not in ("comments", "literal")]))
def test_blocks_of_restructuredtext_are_those_of_docutils(text: str) -> None:
    require_module("docutils")
    nodes = importlib.import_module("docutils.nodes")
    settings = {"report_level": 5, "halt_level": 5, "syntax_highlight": "none", "file_insertion_enabled": False}
    document = importlib.import_module("docutils.core").publish_doctree(text, settings_overrides=settings)
    literals = [one for one in document.findall(nodes.literal_block) if not isinstance(one.parent, nodes.system_message)]
    assert ours(text, restructuredtext.blocks(Source("a.rst", text))) == sorted(normal(one.astext()) for one in literals)
