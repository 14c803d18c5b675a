"""`lintainer policies`: the catalogue."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from lintainer.cli.outputs import write
from lintainer.policy import Policy
from lintainer.settings import PROFILES, SettingsError, hint

# Names of standards as the option takes them, and how their entries on a policy begin.
STANDARDS = {"cis-docker": "CIS Docker ", "cis-kubernetes": "CIS Kubernetes ", "pss": "PSS ", "cve": "CVE-"}


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument("--format", choices=("text", "json", "markdown"), default="text", help="default: text")
    parser.add_argument("--profile", metavar="PROFILE", help="only those of a profile")
    parser.add_argument("--group", metavar="GROUP", help="only those of a group")
    parser.add_argument("--standard", choices=tuple(STANDARDS), help="only those that a standard names, with its sections")
    parser.add_argument("--plugin", metavar="FILE", action="append", default=[], help="a Python file with policies")


def run(arguments: argparse.Namespace) -> int:
    """Print the catalogue."""
    from lintainer.plugins import PluginError, load

    try:
        policies = chosen(load(arguments.plugin).policies, arguments)
    except (PluginError, SettingsError) as error:
        print(f"lintainer: error: {error}", file=sys.stderr)
        return 2
    if arguments.format == "json":
        import json

        write(json.dumps([as_json(policy) for policy in policies], indent=2) + "\n")
    elif arguments.format == "markdown":
        write(as_markdown(policies))
    else:
        write(as_text(policies, arguments.standard))
    return 0


def chosen(policies: Sequence[Policy], arguments: argparse.Namespace) -> list[Policy]:
    """Return the policies that the options leave. Raises `SettingsError`."""
    kept = list(policies)
    if arguments.profile is not None:
        if arguments.profile not in PROFILES:
            raise SettingsError(f"no profile {arguments.profile!r}{hint(arguments.profile, set(PROFILES))}")
        kept = [policy for policy in kept if policy.in_profile(arguments.profile)]
    if arguments.group is not None:
        groups = {policy.group for policy in policies}
        if arguments.group not in groups:
            raise SettingsError(f"no group {arguments.group!r}{hint(arguments.group, groups)}")
        kept = [policy for policy in kept if policy.group == arguments.group]
    if arguments.standard is not None:
        start = STANDARDS[arguments.standard]
        kept = [policy for policy in kept if any(name.startswith(start) for name in policy.standards)]
    return kept


def as_json(policy: Policy) -> dict[str, object]:
    """Return what the catalogue says of one policy, as plain values."""
    return {
        "id": policy.id,
        "group": policy.group,
        "severity": str(policy.severity),
        "profiles": list(policy.profiles),
        "shape": policy.shape,
        "syntaxes": list(policy.syntaxes),
        "supersedes": list(policy.supersedes),
        "standards": list(policy.standards),
        "fix": policy.fix,
        "summary": policy.summary,
    }


def as_text(policies: Sequence[Policy], standard: str | None = None) -> str:
    """Return the catalogue as an aligned table."""
    rows = [("ID", "SEVERITY", "PROFILES", "READS", "SUMMARY")]
    for policy in policies:
        last = policy.summary
        if standard is not None:
            start = STANDARDS[standard]
            last = "; ".join(name for name in policy.standards if name.startswith(start))
        rows.append((policy.id, str(policy.severity), ",".join(policy.profiles), ",".join(policy.syntaxes), last))
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    lines = ["  ".join([*(row[c].ljust(widths[c]) for c in range(4)), row[4]]).rstrip() for row in rows]
    return "\n".join(lines) + "\n"


def as_markdown(policies: Sequence[Policy]) -> str:
    """Return the catalogue as Markdown tables, one for each group."""
    out: list[str] = []
    groups = dict.fromkeys(policy.group for policy in policies)
    for group in groups:
        out += [f"### {group}", "", "| policy | severity | profiles | reads | what it finds |", "|---|---|---|---|---|"]
        for policy in policies:
            if policy.group == group:
                cells = (f"`{policy.id}`", str(policy.severity), ", ".join(policy.profiles), ", ".join(policy.syntaxes))
                out.append(f"| {' | '.join(cells)} | {policy.summary.replace('|', chr(92) + '|')} |")
        out.append("")
    return "\n".join(out)
