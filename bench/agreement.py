"""Compare what other linters find with what lintainer finds at the same object.

python bench/agreement.py FOLDER … [--peer NAME …] [--list CHECK|POLICY] [--sample N] [--keep FOLDER]

The peers are installed on the first call (bench/peers.py) and run over each folder. Their checks stand for the policies
that docs/peers/*.yaml gives them; lintainer runs with every policy, and with the options that a row of those tables needs.
A finding counts once for a check, a file, an object and, where the peer tells it, a container. Of each check it is counted
where lintainer says the same there, where it says that it cannot know, where it leaves the file out (a template), and where
only the peer speaks; of each policy that a peer has, too, where only lintainer speaks of an object that the peer has read.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from peers import READERS, Finding, Json, program
from ruamel.yaml import YAML

from lintainer.files import Unreadable, read_source
from lintainer.parsers import _yaml

ROOT = Path(__file__).resolve().parent.parent
CONTAINERS = ("containers", "initContainers", "ephemeralContainers")


class Place(NamedTuple):
    """What a finding is about; None: the linter does not say, so that it may be any."""

    path: str
    kind: str | None
    name: str | None
    container: str | None

    def meets(self, other: Place) -> bool:
        """Say whether both may be about the same."""
        return all(mine is None or yours is None or mine == yours for mine, yours in zip(self, other, strict=True))


class Part(NamedTuple):
    """The lines of an object, or of a container in one."""

    kind: str
    name: str
    container: str | None
    first: int
    last: int


def parts(path: Path) -> Iterator[Part]:
    """Yield the objects and containers of a file, each before what it holds; nothing where the file cannot be read."""
    try:
        source = read_source(str(path))
    except Unreadable:
        return
    for document in _yaml.documents(source):
        root = None if document.root is None else _yaml.deref(document.root)
        if type(root) is _yaml.Mapping:
            yield from _services(root) if root.get("services") and not root.get("kind") else _objects(root)


def _services(root: _yaml.Mapping) -> Iterator[Part]:
    for name, key, value in _entries(root.get("services")):
        yield Part("service", name, None, _line(key), _end(value))


def _objects(root: _yaml.Mapping) -> Iterator[Part]:
    items = root.get("items")
    if _text(root, "kind").endswith("List") and items is not None:
        for item in _mappings(items):
            yield from _objects(item)
        return
    metadata = root.get("metadata")
    named = _text(metadata, "name") or _text(metadata, "generateName")
    kind = _text(root, "kind").lower()
    yield Part(kind, named, None, _line(root), _end(root))
    for node in _yaml.walk(root):
        for name, _, value in _entries(node):
            if name in CONTAINERS:
                for item in _mappings(value):
                    yield Part(kind, named, _text(item, "name"), _line(item), _end(item))


def _entries(node: _yaml.Node | None) -> list[tuple[str, _yaml.Node, _yaml.Node]]:
    content = None if node is None else _yaml.deref(node)
    return content.items() if type(content) is _yaml.Mapping else []


def _mappings(node: _yaml.Node) -> Iterator[_yaml.Mapping]:
    content = _yaml.deref(node)
    for item in content.items if type(content) is _yaml.Sequence else ():
        if type(item) is _yaml.Mapping:
            yield item


def _text(node: _yaml.Node | None, name: str) -> str:
    value = next((value for key, _, value in _entries(node) if key == name), None)
    content = None if value is None else _yaml.deref(value)
    return content.value if type(content) is _yaml.Scalar else ""


def _line(node: _yaml.Node) -> int:
    return node.source.line_of(node.start)


def _end(node: _yaml.Node) -> int:
    return node.source.line_of(max(node.start, node.end - 1))


def place(found: Finding, inside: Sequence[Part]) -> Place:
    """Return what a finding is about: what it names, and what its line is in, of the parts of its file."""
    kind, name, container = found.kind and found.kind.lower(), found.name, found.container
    line = found.line
    around = [part for part in inside if line is not None and part.first <= line <= part.last]
    if line is not None and not around:
        # An object may be said to begin at its separator, or at a comment above it.
        around = [part for part in inside if part.first > line and part.kind != "service"][:1]
    if name is None and around:
        kind, name = around[-1].kind, around[-1].name
    # Objects of one line, as in JSON, do not tell containers apart.
    within = {
        part.container for part in around if part.container is not None and part.first == part.first and part.name == name
    }
    if container is None and len(within) == 1:
        container = within.pop()
    return Place(found.path, kind, name or None, container)


class Ours(NamedTuple):
    """What lintainer says of a folder: findings and what is undecided, by policy and file; files left out, with reasons."""

    found: Mapping[tuple[str, str], list[tuple[Place, Finding]]]
    unknown: Mapping[tuple[str, str], list[Place]]
    skipped: Mapping[str, str]


def read_lintainer(report: Json, inside: Mapping[str, Sequence[Part]]) -> Ours:
    """Return the findings of `lintainer check --format json`."""
    found, unknown = defaultdict(list), defaultdict(list)
    for entry in report["findings"]:
        told = entry["object"] or {"kind": None, "name": None}
        for container in entry["containers"] if told["kind"] != "service" and entry["containers"] else [None]:
            one = Finding(
                entry["policy"], entry["path"], entry["line"], told["kind"], told["name"], container, entry["message"]
            )
            at = Place(one.path, told["kind"] and told["kind"].lower(), told["name"], container)
            found[one.check, one.path].append((at, one))
    for entry in report["unknown"]:
        one = Finding(entry["policy"], entry["path"], entry["line"], None, None, None, entry["why"])
        unknown[one.check, one.path].append(place(one, inside.get(one.path, ())))
    skipped = {entry["path"]: entry["reason"] for entry in report["summary"]["skipped"]}
    return Ours(found, unknown, skipped | {entry["path"]: entry["message"] for entry in report["errors"] if entry["path"]})


class Tables(NamedTuple):
    """What docs/peers/*.yaml and the catalogue say: policies by peer and check, what counts for a policy, options."""

    policies: Mapping[tuple[str, str], Sequence[str]]
    counts: Mapping[str, set[str]]
    options: Mapping[str, Any]


def tables(rows: Iterable[Mapping[str, Any]], catalogue: Iterable[Mapping[str, Any]]) -> Tables:
    """Return the checks of the peers with their policies. A policy that supersedes another one says its part, too."""
    policies: dict[tuple[str, str], list[str]] = defaultdict(list)
    options: dict[str, Any] = {}
    for row in rows:
        options.update(row.get("options", {}))
        for peer, names in row["peers"].items():
            for name in str(names).split(", "):
                policies[peer, name].extend(one for one in row["policies"] if one not in policies[peer, name])
    counts = {policy["id"]: {policy["id"]} for policy in catalogue}
    changed = True
    while changed:
        changed = False
        for policy in catalogue:
            for weaker in policy["supersedes"]:
                if not counts[policy["id"]] <= counts[weaker]:
                    counts[weaker] |= counts[policy["id"]]
                    changed = True
    return Tables(policies, counts, options)


class Compared(NamedTuple):
    """How one check, or one policy, fares in one folder."""

    same: int
    unknown: int
    skipped: int
    alone: list[Finding]


def theirs(said: Iterable[tuple[Place, Finding]], known: Tables, peer: str, ours: Ours) -> dict[str, Compared]:
    """Return, by check, what lintainer says where the peer speaks; only of checks that have a policy."""
    result = {}
    for check, entries in by_check(said).items():
        wanted = {one for policy in known.policies.get((peer, check), ()) for one in known.counts[policy]}
        if not wanted:
            continue
        same = unknown = skipped = 0
        alone = []
        for at, one in entries:
            if at.path in ours.skipped:
                skipped += 1
            elif any(at.meets(other) for policy in wanted for other, _ in ours.found.get((policy, at.path), ())):
                same += 1
            elif any(at.meets(other) for policy in wanted for other in ours.unknown.get((policy, at.path), ())):
                unknown += 1
            else:
                alone.append(one._replace(kind=at.kind, name=at.name, container=at.container))
        result[check] = Compared(same, unknown, skipped, alone)
    return result


def by_check(said: Iterable[tuple[Place, Finding]]) -> dict[str, list[tuple[Place, Finding]]]:
    """Return findings by check, one for each place."""
    found: dict[str, dict[Place, Finding]] = defaultdict(dict)
    for at, one in said:
        found[one.check].setdefault(at, one)
    return {check: list(places.items()) for check, places in sorted(found.items())}


def mine(said: Sequence[tuple[Place, Finding]], known: Tables, peer: str, ours: Ours) -> dict[str, Compared]:
    """Return, by policy that the peer has a check for, whether it speaks where lintainer does, of objects that it has read."""
    checks: dict[str, set[str]] = defaultdict(set)
    for (other, check), policies in known.policies.items():
        for policy in policies if other == peer else ():
            checks[policy].add(check)
    spoken: dict[tuple[str, str], list[Place]] = defaultdict(list)
    seen: dict[str, list[Place]] = defaultdict(list)
    for at, one in said:
        spoken[one.check, at.path].append(at)
        seen[at.path].append(at._replace(container=None))
    result = {}
    for policy, wanted in sorted(checks.items()):
        entries = [entry for (other, _), found in ours.found.items() if other == policy for entry in found]
        same, alone = 0, []
        for at, one in by_check(entries).get(policy, ()):
            if not any(at.meets(other) for other in seen.get(at.path, ())):
                continue
            if any(at.meets(other) for check in wanted for other in spoken.get((check, at.path), ())):
                same += 1
            else:
                alone.append(one)
        result[policy] = Compared(same, 0, 0, alone)
    return result


def said_by(peer: str, folder: Path, keep: Path | None) -> list[Finding]:
    """Return what a peer says of a folder; with `keep`, run it only where its findings are not kept there yet."""
    name, run = READERS[peer]
    kept = keep and keep / f"{'_'.join((name, *folder.parts[1:]))}.json"
    if kept and kept.exists():
        return [Finding(*entry) for entry in json.loads(kept.read_text("utf-8"))]
    tool = program(name)
    if tool is None:
        print(f"{peer} is left out: npm or go, which installs it, is missing", file=sys.stderr)
        return []
    found = [one._replace(path=one.path.removeprefix("./")) for one in run(tool, folder)]
    if kept:
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(json.dumps(found), "utf-8")
    return found


def lintainer(*words: str, folder: Path = ROOT) -> Json:
    """Return the JSON that lintainer, of this tree, prints in `folder`."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "policies")))}
    command = [sys.executable, "-m", "lintainer", *words, "--format", "json"]
    process = subprocess.run(command, cwd=folder, env=environment, stdout=subprocess.PIPE, check=False)
    return json.loads(process.stdout)


def known_tables() -> tuple[Tables, list[str]]:
    """Return the tables of this tree, and the groups of all policies."""
    catalogue = lintainer("policies", "--no-plugins")
    yaml = YAML(typ="safe", pure=True)
    rows = [row for path in sorted((ROOT / "docs" / "peers").glob("*.yaml")) for row in yaml.load(path.read_text("utf-8"))]
    return tables(rows, catalogue), sorted({policy["group"] for policy in catalogue})


def over(folder: Path, peers: Sequence[str], known: Tables, groups: Sequence[str], keep: Path | None) -> Iterator[Outcome]:
    """Yield, for each peer, how its checks and the policies fare in a folder."""

    @cache
    def inside(path: str) -> list[Part]:
        return list(parts(folder / path))

    with tempfile.TemporaryDirectory() as temporary:
        config = Path(temporary) / "lintainer.yaml"
        config.write_text(json.dumps({"options": known.options}), "utf-8")
        words = ["--select", ",".join(groups), "--config", str(config), "--no-gitignore", "--exit-zero", "--allow-empty"]
        report = lintainer("check", *words, "--no-plugins", ".", folder=folder)
    ours = read_lintainer(report, {entry["path"]: inside(entry["path"]) for entry in report["unknown"]})
    for peer in peers:
        said = [(place(one, inside(one.path)), one) for one in said_by(peer, folder, keep)]
        total = sum(len(entries) for entries in by_check(said).values())
        yield Outcome(peer, total, theirs(said, known, peer, ours), mine(said, known, peer, ours))


class Outcome(NamedTuple):
    """How a peer and lintainer agree: findings of the peer in all, checks and policies."""

    peer: str
    total: int
    theirs: dict[str, Compared]
    mine: dict[str, Compared]


def joined(many: Iterable[Mapping[str, Compared]]) -> dict[str, Compared]:
    """Return the sums of several folders."""
    result: dict[str, Compared] = {}
    for one in many:
        for name, row in one.items():
            before = result.get(name, Compared(0, 0, 0, []))
            result[name] = Compared(
                before.same + row.same, before.unknown + row.unknown, before.skipped + row.skipped, before.alone + row.alone
            )
    return result


def table(outcomes: Sequence[Outcome], known: Tables) -> Iterator[str]:
    """Yield the lines of the report for one peer."""
    peer = outcomes[0].peer
    rows, policies = joined(one.theirs for one in outcomes), joined(one.mine for one in outcomes)
    sums = [sum(column) for column in zip(*((r.same, r.unknown, r.skipped, len(r.alone)) for r in rows.values()), strict=True)]
    same, unknown, skipped, alone = sums or (0, 0, 0, 0)
    total = sum(one.total for one in outcomes)
    yield f"{peer}: {total} findings, {same + unknown + skipped + alone} of checks that have a policy here"
    yield f"  {'check':46} {'same':>6} {'unknown':>7} {'skipped':>7} {'theirs':>7}  policies"
    for check, row in sorted(rows.items(), key=lambda item: -len(item[1].alone)):
        here = ", ".join(known.policies[peer, check])
        yield f"  {check[:46]:46} {row.same:6} {row.unknown:7} {row.skipped:7} {len(row.alone):7}  {here}"
    yield f"  {'all':46} {same:6} {unknown:7} {skipped:7} {alone:7}"
    yield f"  {'policy':46} {'same':>6} {'ours':>7}"
    for policy, row in sorted(policies.items(), key=lambda item: -len(item[1].alone)):
        if row.same or row.alone:
            yield f"  {policy:46} {row.same:6} {len(row.alone):7}"


def listing(outcomes: Sequence[tuple[Path, Outcome]], wanted: str, sample: int | None) -> Iterator[str]:
    """Yield a line for each finding of the check or policy `wanted` that only one side has; of a sample, always the same."""
    lines = []
    for folder, outcome in outcomes:
        for one in [row for side in (outcome.theirs, outcome.mine) if wanted in side for row in side[wanted].alone]:
            named = "/".join(filter(None, (one.kind, one.name, one.container)))
            where = one.path if one.line is None else f"{one.path}:{one.line}"
            lines.append(f"{folder}/{where}: {outcome.peer} {named}: {' '.join(one.message.split())}")
    if sample is not None and sample < len(lines):
        lines = random.Random(wanted).sample(lines, sample)
    yield from sorted(lines)


def main() -> None:
    """Compare, and print what the options ask for."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    options.add_argument("--peer", nargs="+", choices=READERS, default=list(READERS), help="these alone")
    options.add_argument("--list", action="append", default=[], metavar="CHECK|POLICY", help="list what only one side finds")
    options.add_argument("--sample", type=int, metavar="N", help="list a sample, always the same")
    options.add_argument(
        "--keep", type=Path, metavar="FOLDER", help="keep what the peers find there, and do not run them again"
    )
    given = options.parse_args()
    known, groups = known_tables()
    outcomes = [
        (folder, one) for folder in given.folders for one in over(folder.resolve(), given.peer, known, groups, given.keep)
    ]
    for wanted in given.list:
        for line in listing(outcomes, wanted, given.sample):
            print(line)
    for peer in () if given.list else given.peer:
        print("\n".join(table([one for _, one in outcomes if one.peer == peer], known)), end="\n\n")


if __name__ == "__main__":
    main()
