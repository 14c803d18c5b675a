"""Assemble the pages of the site (mkdocs.yml) in build/docs: README, policies, configuration, API and the project's own pages.

    python docs/build.py && mkdocs build --strict

All of it is written elsewhere and only put together here, so that no page can say something else than the program.
"""

from __future__ import annotations

import argparse
import importlib
import inspect
import posixpath
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "policies")]

from lintainer.cli.policies import as_markdown, standard_as_markdown  # noqa: E402
from lintainer.config import KEYS  # noqa: E402
from lintainer.options import annotations_of  # noqa: E402
from lintainer.pages import page_text  # noqa: E402
from lintainer.plugins import builtin_policies  # noqa: E402
from lintainer.policy import Policy  # noqa: E402
from lintainer_policies.standards import STANDARDS, Standard  # noqa: E402

# The modules of the API: for programs that lint, and for authors of plugins.
API = ("lintainer", "lintainer.policy", "lintainer.hooks", "lintainer.settings", "lintainer.model.container")
DOCS = ROOT / "docs"
OWN = {"CONTRIBUTING.md": "contributing.md", "SECURITY.md": "security.md", "CHANGELOG.md": "changelog.md"}


def pages() -> Iterator[tuple[str, str]]:
    """Yield each page: its path in the site, and its Markdown."""
    readme = ROOT / "README.md"
    if readme.exists():
        yield "index.md", own(readme.read_text(encoding="utf-8"))
    for name, target in OWN.items():
        yield target, own((ROOT / name).read_text(encoding="utf-8"))
    for path in sorted(DOCS.rglob("*.md")):
        yield path.relative_to(DOCS).as_posix(), own(path.read_text(encoding="utf-8"), path.parent)
    policies = builtin_policies()
    yield "policies/index.md", catalogue(policies)
    for policy in policies:
        yield f"policies/{policy.id}.md", policy_page(policy)
    for standard in STANDARDS:
        yield f"standards/{standard.id}.md", standard_page(standard, policies)
    yield "configuration.md", configuration(policies)
    for name in API:
        yield f"api/{name}.md", api(importlib.import_module(name))


def own(text: str, folder: Path = ROOT) -> str:
    """Return a file of `folder` in the repository as a page of the site."""
    return highlighted(linked(text, folder))


def linked(text: str, folder: Path) -> str:
    """Point links between the files of the repository at the pages that they become; others keep their words only.

    `folder` is that of the file. What is below docs/ stands at the same place in the site, the other files at its top.
    """
    here = folder.relative_to(DOCS).as_posix() if folder.is_relative_to(DOCS) else "."

    def target(match: re.Match[str]) -> str:
        words, anchor = match["words"], match["anchor"] or ""
        path = (folder / match["path"]).resolve()
        page = path.relative_to(DOCS).as_posix() if path.is_relative_to(DOCS) and path.is_file() else None
        if page is None and path.is_relative_to(ROOT):
            page = OWN.get(path.relative_to(ROOT).as_posix())
        return words if page is None else f"[{words}]({posixpath.relpath(page, here)}{anchor})"

    return re.sub(
        r"(?<!!)\[(?P<words>[^\]\n]+)\]\((?!https?:|#|mailto:)(?P<path>[^)#\s]+)(?P<anchor>#[^)\s]*)?\)", target, text
    )


def catalogue(policies: tuple[Policy, ...]) -> str:
    """The table of all policies, each linked to its page."""
    table = re.sub(r"^\| `([a-z0-9-]+)` \|", r"| [`\1`](\1.md) |", as_markdown(policies), flags=re.MULTILINE)
    standards = [f"[{standard.title}](../standards/{standard.id}.md)" for standard in STANDARDS]
    return f"# Policies\n\nBy standard: {', '.join(standards)}.\n\n{table.replace('### ', '## ')}"


def standard_page(standard: Standard, policies: tuple[Policy, ...]) -> str:
    """The table of a standard, each policy in it linked to its page."""
    ids = "|".join(sorted((policy.id for policy in policies), key=len, reverse=True))
    table = re.sub(rf"`({ids})`", r"[`\1`](../policies/\1.md)", standard_as_markdown(standard, policies))
    return f"# {table.removeprefix('## ')}"


def policy_page(policy: Policy) -> str:
    """A policy's page with what the catalogue knows of it; the info strings of its examples keep their language only."""
    text = page_text(policy)
    assert text is not None, f"{policy.id} has no page"
    head, _, body = text.partition("\n")
    facts = [
        f"**{policy.severity}** · {policy.group}",
        f"Profiles: {', '.join(policy.profiles)}",
        f"Reads: {', '.join(policy.syntaxes)}",
        *([f"Standards: {'; '.join(policy.standards)}"] if policy.standards else []),
    ]
    listed = "".join(f"- {fact}\n" for fact in facts)
    return f"{head}\n\n{listed}{highlighted(body)}"


def highlighted(text: str) -> str:
    """Leave of the info string of each fence the language only; what is inside of one is left alone."""
    fence = r"^(?P<mark>`{3,})(?P<language>\w+)[^\n]*\n(?P<body>.*?^(?P=mark)$)"
    return re.sub(fence, r"\g<mark>\g<language>\n\g<body>", text, flags=re.MULTILINE | re.DOTALL)


def configuration(policies: tuple[Policy, ...]) -> str:
    """The keys of the configuration and the options of the policies."""
    rows = [f"| `{key.name}` | {key.kind}{': ' + ', '.join(key.choices) if key.choices else ''} | {key.help} |" for key in KEYS]
    options = [
        f"| [`{policy.id}`](policies/{policy.id}.md) | `{name.replace('_', '-')}` | `{kind}` |"
        for policy in policies
        if policy.options is not None
        for name, kind in annotations_of(policy.options).items()
    ]
    return "\n".join(
        [
            "# Configuration",
            "",
            "`.lintainer.yaml`, or `[tool.lintainer]` in `pyproject.toml`: the nearest one from the working directory up to",
            "the repository's root. `lintainer config --show` prints what is in force and where each value comes from,",
            "`lintainer config --schema` the JSON Schema.",
            "",
            *("| key | kind | meaning |", "|---|---|---|", *rows, ""),
            *("## Options of policies", "", "| policy | option | kind |", "|---|---|---|", *options, ""),
        ]
    )


def api(module: ModuleType) -> str:
    """The public classes and functions of a module with their signatures, as their docstrings describe them."""
    out = [f"# {module.__name__}", "", *text(module), ""]
    for name, member in vars(module).items():
        here = getattr(member, "__module__", None) == module.__name__
        if name.startswith("_") or not here or not (inspect.isclass(member) or inspect.isfunction(member)):
            continue
        out += [f"## {name}", ""]
        if inspect.isfunction(member):
            out += ["```python", f"{name}{inspect.signature(member)}", "```", ""]
        else:
            fields = [f"{field}: {kind}" for field, kind in getattr(member, "__annotations__", {}).items() if field[0] != "_"]
            out += ["```python", *fields, "```", ""] if fields else []
        out += [*text(member), ""]
    return "\n".join(out)


def text(documented: object) -> list[str]:
    """A docstring's lines, without markup that Markdown would take for HTML."""
    return re.sub(r"<(?=\w)", "&lt;", inspect.getdoc(documented) or "").splitlines()


def main() -> None:
    """Write the pages into `--target`, in place of what was there."""
    parser = argparse.ArgumentParser(description="Assemble the pages of the site.")
    parser.add_argument("--target", type=Path, default=ROOT / "build" / "docs", help="default: build/docs")
    target: Path = parser.parse_args().target
    shutil.rmtree(target, ignore_errors=True)
    for name, page in pages():
        path = target / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
