"""Ask one policy about a container that is built by hand, or about a text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lintainer.model import Capability, Container, Mount, Origin, Text, Unknown
from lintainer.policy import Hit, Policy, Undecided
from lintainer.run import check_texts
from lintainer.settings import Settings
from lintainer.source import Source, Span

HERE = Origin(Source("a", "web"), Span(0, 3))


def make(**fields: Any) -> Container:
    return Container(origin=HERE, name="web", **fields)


def caps(*names: str | Unknown) -> tuple[Capability, ...]:
    return tuple(
        Capability(origin=HERE, name=name, written=name.written if isinstance(name, Unknown) else name) for name in names
    )


def texts(*values: str | Unknown) -> tuple[Text, ...]:
    return tuple(Text(origin=HERE, value=value) for value in values)


def bind(source: str | Unknown, **fields: Any) -> Mount:
    return Mount(origin=HERE, type="bind", source=source, target="/x", **fields)


def ask(policy: Policy, subject: Any, *options: Any) -> list[Hit | Undecided]:
    given = options or ((policy.options(),) if policy.options is not None else ())
    return list(policy.check(subject, *given))


def messages(outcomes: Iterable[Hit | Undecided]) -> list[str]:
    """The messages of hits, and what keeps a policy from deciding as `? field`."""
    return [outcome.message if isinstance(outcome, Hit) else f"? {outcome.field}" for outcome in outcomes]


def found_in(text: str, *select: str, name: str = "compose.yaml") -> list[tuple[str, str]]:
    """Lint a text with some policies; return each finding's policy and exact text, in order."""
    report = check_texts({name: text}, Settings(select=select, installed_plugins=False))
    assert not report.problems, report.problems
    assert report.workloads, "nothing was read"
    return [(finding.policy.id, finding.location.text) for finding in report.findings]
