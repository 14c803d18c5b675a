"""Write the tables of docs/coming-from.md, one for each other linter, from docs/peers/*.yaml.

    python docs/coming_from.py

What stands above the marker in the page is written by hand.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from ruamel.yaml import YAML

HERE = Path(__file__).resolve().parent
PAGE = HERE / "coming-from.md"
MARKER = "<!-- tables: python docs/coming_from.py -->\n"
# The order of the sections, with what a check of theirs is called.
PEERS = {
    "compose-lint": "27 rules for Compose files, and two that it gave up",
    "dclint": "15 rules for Compose files, and its checks of form",
    "KICS": "the queries for dockerCompose, by the first part of their id",
    "docker-bench-security": "the recommendations of CIS Docker Benchmark 1.6.0 about containers",
    "Trivy": "the checks for Kubernetes of `trivy config`",
    "Checkov": "the checks for Kubernetes",
    "kube-linter": "the built-in checks",
    "Kubescape": "the controls about workloads, roles and services",
    "kube-score": "the checks",
    "Polaris": "the checks",
    "kubesec": "the rules",
    "Gatekeeper": "the templates of its library",
    "Kyverno": "the validating policies of its library",
}
_NAMES = {"docker-bench": "docker-bench-security"}


class Check(NamedTuple):
    """A check of another linter, and what looks at the same here."""

    name: str
    policies: list[str]
    remarks: list[str]


def checks() -> dict[str, list[Check]]:
    """Return the checks of each linter, in the order of their ids."""
    found: dict[str, dict[str, Check]] = {name: {} for name in PEERS}
    for table in ("compose", "kubernetes"):
        for row in YAML(typ="safe", pure=True).load((HERE / "peers" / f"{table}.yaml").read_text(encoding="utf-8")):
            for peer, ids in row["peers"].items():
                for name in str(ids).split(", "):
                    check = found[_NAMES.get(peer, peer)].setdefault(name, Check(name, [], []))
                    check.policies.extend(policy for policy in row["policies"] if policy not in check.policies)
                    check.remarks.extend(text for text in remarks(row, peer) if text not in check.remarks)
    return {peer: sorted(named.values(), key=lambda check: key(check.name)) for peer, named in found.items()}


def remarks(row: dict[str, Any], peer: str) -> Iterator[str]:
    """Yield what the row says besides its policies: of other linters only what is about `peer`."""
    if row.get("why"):
        yield row["why"]
    for part in re.split(r"(?<=\.) (?=[A-Z`])|; ", row.get("differs", "")):
        about = [name for name in (*PEERS, *_NAMES) if re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", part)]
        if part and (peer in about or not about):
            start = part[0] if part.startswith(tuple(about)) else part[0].upper()
            yield f"{start}{part[1:].rstrip('.')}."


def key(name: str) -> list[tuple[int, str]]:
    """Return what puts `5.9` before `5.10`."""
    return [(int(part), "") if part.isdecimal() else (0, part.lower()) for part in name.replace("-", ".").split(".")]


def tables() -> str:
    """Return the sections in Markdown."""
    lines: list[str] = []
    for peer, found in checks().items():
        lines += [f"## {peer}", "", f"{PEERS[peer][0].upper()}{PEERS[peer][1:]}.", "", "| check | here | |", "|---|---|---|"]
        for check in found:
            here = ", ".join(f"`{policy}`" for policy in check.policies) or "-"
            lines.append(f"| {check.name} | {here} | {' '.join(check.remarks)} |")
        lines.append("")
    return "\n".join(lines)


def page() -> str:
    """Return the page as it should be."""
    head, marker, _ = PAGE.read_text(encoding="utf-8").partition(MARKER)
    if not marker:
        sys.exit(f"{PAGE}: the marker is not there")
    return f"{head}{MARKER}\n{tables()}"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
