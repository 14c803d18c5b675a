"""`lintainer policies`: the catalogue, or the table of a standard."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence

from lintainer.cli.options import add_config_options, add_plugin_options, settings_of
from lintainer.cli.outputs import write
from lintainer.policy import Policy
from lintainer.settings import PROFILES, SettingsError, hint
from lintainer_policies.standards import STANDARDS, Recommendation, Standard, find


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.usage = "lintainer policies [OPTIONS]"
    parser.add_argument("--format", dest="form", choices=("text", "json", "markdown"), default="text", help="default: text")
    parser.add_argument("--profile", dest="only_profile", metavar="PROFILE", help="only those of a profile")
    parser.add_argument("--group", metavar="GROUP", help="only those of a group")
    names = tuple(standard.id for standard in STANDARDS)
    parser.add_argument(
        "--standard", choices=names, help="what a standard recommends, with the policy of each or the reason why there is none"
    )
    add_plugin_options(parser)
    add_config_options(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print the catalogue."""
    from lintainer.plugins import PluginError
    from lintainer.run import load_all

    try:
        policies = chosen(load_all(settings_of(arguments)).policies, arguments)
    except (PluginError, SettingsError) as error:
        print(f"lintainer: error: {error}", file=sys.stderr)
        return 2
    standard = find(arguments.standard) if arguments.standard is not None else None
    if arguments.form == "json":
        import json

        write(json.dumps([as_json(policy) for policy in policies], indent=2) + "\n")
    elif arguments.form == "markdown":
        write(standard_as_markdown(standard, policies) if standard is not None else as_markdown(policies))
    else:
        write(standard_as_text(standard, policies) if standard is not None else as_text(policies))
    return 0


def chosen(policies: Sequence[Policy], arguments: argparse.Namespace) -> list[Policy]:
    """Return the policies that the options leave. Raises `SettingsError`."""
    kept = list(policies)
    if arguments.only_profile is not None:
        if arguments.only_profile not in PROFILES:
            raise SettingsError(f"no profile {arguments.only_profile!r}{hint(arguments.only_profile, set(PROFILES))}")
        kept = [policy for policy in kept if policy.in_profile(arguments.only_profile)]
    if arguments.group is not None:
        groups = {policy.group for policy in policies}
        if arguments.group not in groups:
            raise SettingsError(f"no group {arguments.group!r}{hint(arguments.group, groups)}")
        kept = [policy for policy in kept if policy.group == arguments.group]
    if arguments.standard is not None:
        standard = find(arguments.standard)
        assert standard is not None, "argparse lets no other name through"
        kept = [policy for policy in kept if any(name.startswith(f"{standard.cited} ") for name in policy.standards)]
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


def as_text(policies: Sequence[Policy]) -> str:
    """Return the catalogue as an aligned table."""
    rows = [("ID", "SEVERITY", "PROFILES", "READS", "SUMMARY")]
    for policy in policies:
        rows.append((policy.id, str(policy.severity), ",".join(policy.profiles), ",".join(policy.syntaxes), policy.summary))
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


def answers(standard: Standard, row: Recommendation, policies: Sequence[Policy]) -> Iterator[tuple[str, str]]:
    """Yield the policies that cite a recommendation, those of plugins too, each with where it runs if not in its profile."""
    citing = {policy.id: policy for policy in policies if standard.citation(row) in policy.standards}
    listed = [name for name in (*row.policies, *row.further) if name in citing]
    for name in dict.fromkeys((*listed, *citing)):
        profiles = citing[name].profiles
        yield name, "" if set(profiles) & set(standard.profiles) else f"in {', '.join(profiles)}"


def standard_as_text(standard: Standard, policies: Sequence[Policy]) -> str:
    """Return the table of a standard: each recommendation with its policies, or why there is none."""
    import textwrap

    out = [standard.title, "", *textwrap.wrap(standard.about, 100), ""]
    width = max(len(row.number) for row in standard.recommendations)
    for row in standard.recommendations:
        found = [f"{name} ({where})" if where else name for name, where in answers(standard, row, policies)]
        out.append(f"{row.number.ljust(width)}  {row.title}")
        lines = [", ".join(found)] if found else []
        if row.note:
            lines.append(row.note if found else f"no policy: {row.note}")
        elif not found:
            lines.append("no policy of this selection")
        for line in lines:
            out += textwrap.wrap(line, 100, initial_indent=" " * (width + 4), subsequent_indent=" " * (width + 4))
    return "\n".join(out) + "\n"


def standard_as_markdown(standard: Standard, policies: Sequence[Policy]) -> str:
    """Return the table of a standard in Markdown."""
    out = [f"## {standard.title}", "", standard.about, "", "| | recommendation | policies | |", "|---|---|---|---|"]
    for row in standard.recommendations:
        found = [f"`{name}` ({where})" if where else f"`{name}`" for name, where in answers(standard, row, policies)]
        out.append(f"| {row.number} | {row.title} | {', '.join(found) or 'none'} | {row.note} |")
    return "\n".join(out) + "\n"
