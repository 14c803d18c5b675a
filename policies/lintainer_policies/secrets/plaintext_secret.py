"""Credentials in the open."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lintainer.hints import Any
from lintainer.messages import quoted
from lintainer.model import Record
from lintainer.model.credentials import Judge, credentials, judge_variable
from lintainer.model.literals import stands_for_one
from lintainer.model.secrets import shape_spans
from lintainer.policy import Hit, Outcome, Project, Severity, policy


class Secrets(Record):
    """What counts as a credential besides what is known, and what does not.

    All are regular expressions that have to match the whole: `names` of variables whose values are credentials, `values` that
    are credentials, and `allowed_names` and `allowed_values` that are none.
    """

    names: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    allowed_names: tuple[str, ...] = ()
    allowed_values: tuple[str, ...] = ()

    def __init__(self, **fields: Any) -> None:  # noqa: ANN401 - as every record
        super().__init__(**fields)
        for pattern in (*self.names, *self.values, *self.allowed_names, *self.allowed_values):
            try:
                re.compile(pattern)
            except re.error as error:
                raise ValueError(f"{pattern!r} is no regular expression: {error}") from None


@policy(
    group="secrets",
    severity=Severity.HIGH,
    profiles=("default",),
    advice="keep it outside of this file: a secret of the platform, a file that is mounted, a variable without a value here",
    options=Secrets,
)
def plaintext_secret(project: Project, options: Secrets) -> Iterator[Outcome]:
    """A literal credential is written where everybody who reads the file, or inspects the container, sees it."""
    for credential in credentials(project, _judge(options)):
        if _matches(options.allowed_names, credential.name) or _matches(options.allowed_values, credential.value):
            continue
        # A name can be a credential itself where something was written the wrong way round.
        named = credential.name and not shape_spans(credential.name)
        where = f"{credential.where} {quoted(credential.name, 60)}" if named else credential.where
        yield Hit(f"has {credential.what} in the open, in {where}", credential.location)


def _judge(options: Secrets) -> Judge:
    if not options.names and not options.values:
        return judge_variable

    def judge(name: str, value: str) -> str | None:
        found = judge_variable(name, value)
        if found is None and not stands_for_one(value):
            if _matches(options.names, name):
                return "a credential"
            if _matches(options.values, value):
                return "what the configuration calls a credential"
        return found

    return judge


def _matches(patterns: tuple[str, ...], text: str) -> bool:
    return any(re.fullmatch(pattern, text) is not None for pattern in patterns)
