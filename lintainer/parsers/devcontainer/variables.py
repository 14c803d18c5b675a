"""Variables of `devcontainer.json`: what tools put in place of `${…}`, in every string.

Source: devcontainers/cli v0.80, src/spec-common/variableSubstitution.ts.
"""

from __future__ import annotations

import re

from lintainer.parsers._yaml import Scalar
from lintainer.parsers.weaving import Weaver, word
from lintainer.parsers.words import HOLE, Hole, Word
from lintainer.source import Fragment

_ENV = r"\$\{(?:localEnv|env):"
# On any system one of the two is empty: together they are the home folder.
_HOME = rf"{_ENV}HOME\}}{_ENV}USERPROFILE\}}|{_ENV}USERPROFILE\}}{_ENV}HOME\}}"
_VARIABLE = re.compile(rf"(?P<home>{_HOME})|\$\{{(?P<inner>[^}}\n]*)\}}")
_FIXED = {
    "localWorkspaceFolder": ("the folder of the project", "PWD"),
    "localHomeFolder": ("the user's home folder", "HOME"),
    "localWorkspaceFolderBasename": ("the name of the project's folder", None),
    "containerWorkspaceFolderBasename": ("the name of the project's folder", None),
    "devcontainerId": ("an identifier that the tool makes", None),
}


class Variables:
    """Puts values in place of variables. `workspace` is `workspaceFolder`, where the file sets it."""

    def __init__(self, workspace: Scalar | None) -> None:
        self._workspace = workspace.value if workspace is not None and "${" not in workspace.value else None

    def fragment(self, scalar: Scalar) -> Fragment | None:
        """Return the text of a string; None where it cannot be traced to the source."""
        text = scalar.fragment()
        if text is None or "${" not in text.text:
            return text
        weaver, at = Weaver(scalar.source), 0
        for found in _VARIABLE.finditer(text.text):
            weaver.weave(text, at, found.start())
            at = found.end()
            self._put(weaver, text, found)
        weaver.weave(text, at, len(text.text))
        return weaver.fragment()

    def word(self, scalar: Scalar) -> Word:
        """Return a string as one word, which is written at all of the string."""
        fragment = self.fragment(scalar)
        if fragment is not None:
            made = word(fragment)
            return Word(made.text, made.source, scalar.span, made.segments, made.holes, splits=made.splits)
        return Word(HOLE, scalar.source, scalar.span, None, (Hole(0, "not known", None, scalar.span),))

    def _put(self, weaver: Weaver, text: Fragment, found: re.Match[str]) -> None:
        place = text.span(*found.span())
        name, *arguments = (found["inner"] or "").split(":")
        # Where HOME has a default, too: it is always set.
        if found["home"] or (name in ("localEnv", "env") and arguments[:1] == ["HOME"]):
            weaver.unknown("the user's home folder", "HOME", *place)
        elif name in ("localEnv", "env") and arguments:
            if len(arguments) > 1:
                # What stands behind a further colon is dropped.
                start = found.start("inner") + len(name) + len(arguments[0]) + 2
                weaver.weave(text, start, start + len(arguments[1]))
            else:
                weaver.unknown(f"`{found[0]}` is not known from this file", arguments[0] or None, *place)
        elif name == "containerWorkspaceFolder" and self._workspace is not None:
            weaver.put(self._workspace, *place)
        else:
            weaver.unknown(*_FIXED.get(name, (f"`{found[0]}` is not known from this file", None)), *place)
