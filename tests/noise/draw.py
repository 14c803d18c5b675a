"""Draw the sample of findings that sample.tsv judges: `python tests/noise/draw.py CORPUS [SIZE] [SEED]`.

CORPUS is a folder with `compose/`, `k8s/` and `docker-run/commands.json` (a list of objects with a `command`). Each
command is written to a script of its own and named `docker-run/NNN.sh`, NNN its place in the list from 0. Prints
`file, line, column, policy, object, message` separated by tabs, preceded by a line `# policy, findings, drawn` each.
"""

import hashlib
import json
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

ALWAYS = ("plaintext-secret", "credential-in-url")
"""Policies whose findings are all judged: a false alarm about a secret costs the most trust."""

Finding = dict[str, Any]


def check(folder: Path, *names: str) -> list[Finding]:
    """The default profile's findings over `names` in `folder`, with paths relative to it."""
    command = [sys.executable, "-m", "lintainer", "check", "--format", "json", "--exit-zero", *names]
    printed = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False).stdout
    findings: list[Finding] = json.loads(printed)["findings"]
    return [finding for finding in findings if finding["suppressed"] is None]


def every_finding(corpus: Path) -> list[Finding]:
    """All findings over the corpus, one per file, line and policy: containers on one line count once."""
    with tempfile.TemporaryDirectory() as folder:
        scripts = Path(folder, "docker-run")
        scripts.mkdir()
        commands = json.loads((corpus / "docker-run" / "commands.json").read_text(encoding="utf-8"))
        for number, entry in enumerate(commands):
            (scripts / f"{number:03}.sh").write_text(f"{entry['command']}\n", encoding="utf-8")
        found = check(corpus, "compose", "k8s") + check(Path(folder), "docker-run")
    places = {(finding["path"], finding["line"], finding["policy"]): finding for finding in reversed(found)}
    return [places[place] for place in sorted(places)]


def lot(finding: Finding, seed: int) -> str:
    """What decides whether a finding is drawn: a hash, as random as a number and the same in every run."""
    place = f"{seed} {finding['path']} {finding['line']} {finding['policy']}"
    return hashlib.sha256(place.encode()).hexdigest()


def draw(found: list[Finding], size: int, seed: int) -> list[Finding]:
    """`size` findings: all of ALWAYS, then one of each policy in turn until the size is reached.

    Which of a policy comes first depends on the finding and the seed alone, so that a policy that is mended leaves most of
    the sample as it was.

    Going round the policies gives a rare policy the weight of a frequent one: the sample judges the policies, and the
    few that fire everywhere (the missing limits) would fill it otherwise.
    """
    by_policy: dict[str, list[Finding]] = defaultdict(list)
    for finding in found:
        by_policy[finding["policy"]].append(finding)
    drawn = [finding for policy in ALWAYS for finding in by_policy.pop(policy, [])]
    for findings in by_policy.values():
        findings.sort(key=lambda finding: lot(finding, seed))
    while len(drawn) < size and any(by_policy.values()):
        for policy in sorted(by_policy):
            if by_policy[policy] and len(drawn) < size:
                drawn.append(by_policy[policy].pop())
    return sorted(drawn, key=lambda finding: (finding["path"], finding["line"], finding["policy"]))


def main(corpus: str, size: str = "300", seed: str = "7") -> None:
    found = every_finding(Path(corpus))
    sample = draw(found, int(size), int(seed))
    drawn = Counter(finding["policy"] for finding in sample)
    for policy, count in sorted(Counter(finding["policy"] for finding in found).items()):
        print(f"# {policy}\t{count}\t{drawn[policy]}")
    for finding in sample:
        owner = finding["object"] or {}
        columns = (finding["path"], finding["line"], finding["column"], finding["policy"])
        print(*columns, f"{owner.get('kind')}/{owner.get('name')}", finding["message"], sep="\t")


if __name__ == "__main__":
    main(*sys.argv[1:])
