"""Coming from other linters: each concept that they check is found here, in every syntax that its policies read.

The rows are docs/peers/*.yaml. An example that finds yields a policy of its row, a clean one yields none, and each policy of
a row is shown in each syntax that it names (those of the table's own kind).
"""

from __future__ import annotations

import runpy
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from ruamel.yaml import YAML

from lintainer.plugins import builtin_policies
from lintainer.run import check_texts
from lintainer.settings import Settings

FOLDER = Path(__file__).parents[1] / "docs" / "peers"
KEYS = {"concept", "policies", "peers", "why", "differs", "options", "finds", "clean"}
POLICIES = {policy.id: policy for policy in builtin_policies()}
# The syntaxes that a table speaks of, and those that each kind of example is written in.
TABLES = {"compose": {"docker-run", "compose"}, "kubernetes": {"kubernetes"}}
KINDS = {"run": "docker-run", "service": "compose", "compose": "compose"} | dict.fromkeys(
    ("container", "pod", "deployment", "manifest"), "kubernetes"
)


class Row(NamedTuple):
    """A concept, with what its table is about."""

    table: str
    concept: str
    data: dict[str, Any]

    @property
    def policies(self) -> list[str]:
        """The policies that look at the concept."""
        return list(self.data["policies"])


class Example(NamedTuple):
    """Texts that are linted together; `finds` is False for what must be clean."""

    row: Row
    finds: bool
    kind: str
    number: int
    files: dict[str, str]


def rows() -> Iterator[Row]:
    for table in TABLES:
        for data in YAML(typ="safe", pure=True).load((FOLDER / f"{table}.yaml").read_text(encoding="utf-8")):
            yield Row(table, data["concept"], data)


ROWS = list(rows())


def files(kind: str, text: str | dict[str, str]) -> dict[str, str]:
    """Return the texts that an example stands for."""
    if isinstance(text, dict):
        return text
    match kind:
        case "run":
            whole = any(client in f" {text}" for client in (" docker ", " podman "))
            return {"run.sh": text if whole else f"docker run {text} nginx:1.27.3".replace("  ", " ")}
        case "service":
            own = "" if "image:" in text or "build:" in text else "    image: nginx:1.27.3\n"
            return {"compose.yaml": f"services:\n  web:\n{own}{textwrap.indent(text, '    ')}\n"}
        case "compose":
            return {"compose.yaml": text}
        case "container":
            own = "" if "image:" in text else "      image: nginx:1.27.3\n"
            return {"pod.yaml": f"{_pod('web')}  containers:\n    - name: web\n{own}{textwrap.indent(text, '      ')}\n"}
        case "pod":
            own = "" if "containers:" in text else "  containers: [{name: web, image: 'nginx:1.27.3'}]\n"
            return {"pod.yaml": f"{_pod('web')}{own}{textwrap.indent(text, '  ')}\n"}
    return {"manifest.yaml": text}


def _pod(name: str) -> str:
    return f"apiVersion: v1\nkind: Pod\nmetadata: {{name: {name}, namespace: shop}}\nspec:\n"


def examples(row: Row) -> Iterator[Example]:
    for side in ("finds", "clean"):
        for kind, texts in row.data.get(side, {}).items():
            for number, text in enumerate(texts):
                yield Example(row, side == "finds", kind, number, files(kind, text))


EXAMPLES = [example for row in ROWS for example in examples(row)]


def found(example: Example) -> set[str]:
    """Return the policies of the row that the example yields, in the profile of all of them."""
    policies = example.row.policies
    pod_security = any(policy.startswith("pss-") for policy in policies)
    settings = Settings(select=tuple(policies)) if pod_security else Settings(profile="all")
    options = example.row.data.get("options", {})
    report = check_texts(example.files, settings.replace(installed_plugins=False, options=options))
    assert report.problems == ()
    assert report.projects
    return {finding.policy.id for finding in report.findings} & set(policies)


@pytest.mark.parametrize(
    "example",
    [
        pytest.param(one, id=f"{one.row.concept}-{'finds' if one.finds else 'clean'}-{one.kind}-{one.number}")
        for one in EXAMPLES
    ],
)
def test_example(example: Example) -> None:
    assert bool(found(example)) == example.finds, "\n".join(example.files.values())


@pytest.mark.parametrize("row", [pytest.param(row, id=row.concept) for row in ROWS])
def test_a_row_shows_its_policies_in_their_syntaxes_or_says_why_there_is_none(row: Row) -> None:
    assert set(row.data) <= KEYS
    assert row.policies or row.data.get("why")
    wanted = {(policy, syntax) for policy in row.policies for syntax in TABLES[row.table] & set(POLICIES[policy].syntaxes)}
    mine = list(examples(row))
    shown = {(policy, KINDS[one.kind]) for one in mine if one.finds for policy in found(one)}
    assert shown == wanted
    assert {KINDS[one.kind] for one in mine if not one.finds} == {syntax for _, syntax in wanted}


def test_concepts_stand_once_and_every_table_has_them() -> None:
    names = [(row.table, row.concept) for row in ROWS]
    assert len(set(names)) == len(names)
    assert {row.table for row in ROWS} == set(TABLES)


def test_the_page_holds_every_check_of_the_tables() -> None:
    """`python docs/coming_from.py` writes it."""
    page = (FOLDER.parent / "coming-from.md").read_text(encoding="utf-8")
    assert page == runpy.run_path(str(FOLDER.parent / "coming_from.py"))["page"]()
    assert page.count("\n| KSV-") == 79
