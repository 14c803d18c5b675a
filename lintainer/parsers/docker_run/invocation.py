"""Which client a command starts, and which of its subcommands: `sudo docker --context x container run …`.

Sources: docker v28.2.2, podman v5.5 and nerdctl v2.1 command-line references.
"""

from __future__ import annotations

from collections.abc import Sequence

from lintainer.parsers.docker_run.options import DOCKER, NERDCTL, PODMAN
from lintainer.parsers.words import HOLE, Word
from lintainer.source import Span
from lintainer.tuples import NamedTuple


class Invocation(NamedTuple):
    """A client's subcommand that starts or changes a container, and the words behind it.

    `command` is run, create, exec, update or `compose run`; `span` reaches from the program to the subcommand.
    """

    dialect: str
    command: str
    span: Span
    words: Sequence[Word]


_PROGRAMS = {
    "docker": DOCKER,
    "docker.exe": DOCKER,
    # NVIDIA's wrapper of old hands everything on to docker.
    "nvidia-docker": DOCKER,
    "podman": PODMAN,
    "podman.exe": PODMAN,
    "podman-remote": PODMAN,
    "nerdctl": NERDCTL,
    "nerdctl.exe": NERDCTL,
    "nerdctl.lima": NERDCTL,
    "docker-compose": "compose",
    "podman-compose": "compose",
}
# Programs that run another one, and their options that take a value in the next word.
PREFIXES = {
    "sudo": "-u --user -g --group -h --host -p --prompt -C --close-from -D --chdir -r --role -t --type -T -U -R --chroot",
    "doas": "-u -C",
    "env": "-u --unset -C --chdir -S --split-string",
    "exec": "-a",
    "command": "",
    "builtin": "",
    "time": "-f -o --format --output",
    "nohup": "",
    "nice": "-n --adjustment",
    "ionice": "-c -n -p --class --classdata",
    "timeout": "-s --signal -k --kill-after",
    "stdbuf": "-i -o -e --input --output --error",
    "setsid": "",
    "chronic": "",
    "xargs": "-I -n -P -L -d -E -s -a --max-args --max-procs --delimiter --arg-file",
    "retry": "-t -d --times --delay",
    "lima": "",
    "winpty": "",
    "strace": "-e -o -p",
    "unbuffer": "",
    "dotenv": "-f -e",
    "cross-env": "",
    "cross-env-shell": "",
    "env-cmd": "-f --file -e --environments -r --rc-file",
    "!": "",
}
_POSITIONAL = {"timeout": 1}
_GLOBAL = {
    DOCKER: "--config -c --context -H --host -l --log-level --tlscacert --tlscert --tlskey",
    PODMAN: """--cgroup-manager --config --conmon -c --connection --cdi-spec-dir --events-backend --hooks-dir --identity
        --imagestore --log-level --module --network-cmd-path --network-config-dir --out --root --runroot --runtime
        --runtime-flag --ssh --storage-driver --storage-opt --tmpdir --url --volumepath""",
    NERDCTL: """-a --address -H --host --cgroup-manager --cni-netconfpath --cni-path --data-root --host-gateway-ip --hosts-dir
        -n --namespace --snapshotter --storage-driver --bridge-ip --cdi-spec-dirs --userns-remap""",
    "compose": """-f --file -p --project-name --profile --env-file --project-directory --parallel --progress --ansi --context
        -H --host""",
}
_COMMANDS = frozenset(("run", "create", "exec", "update"))


def _is_assignment(text: str) -> bool:
    name, equals, _ = text.partition("=")
    return bool(equals) and name.replace("_", "a").isalnum() and not name[0].isdigit()


def _skip_options(words: Sequence[Word], at: int, valued: str) -> int:
    """Return where the first word behind the options from `at` on stands."""
    taking = valued.split()
    while at < len(words):
        text = words[at].text
        if text == "--":
            return at + 1
        if not text.startswith("-") or text == "-":
            return at
        at += 2 if text in taking else 1
    return at


def client(words: Sequence[Word]) -> tuple[int, str] | None:
    """Return where the words behind a client and its own options begin, and which client it is; None where there is none."""
    program = _program(words)
    if program is None:
        return None
    at, dialect = program
    return _skip_options(words, at + 1, _GLOBAL[dialect]), dialect


def find(words: Sequence[Word]) -> Invocation | None:
    """Return the invocation that `words` are, None where they start no container."""
    found = _program(words)
    return None if found is None else _invocation(words, *found)


def _program(words: Sequence[Word]) -> tuple[int, str] | None:
    """Return which of the words is the client that they start, behind programs that run another, and which client it is."""
    at = 0
    while at < len(words):
        text = words[at].text
        if at and _is_assignment(text):
            at += 1
            continue
        name = text.replace("\\", "/").rpartition("/")[2]
        dialect = _PROGRAMS.get(name)
        if dialect is not None and HOLE not in name:
            return at, dialect
        if name not in PREFIXES:
            if _is_assignment(text):
                at += 1
                continue
            return None
        at = _skip_options(words, at + 1, PREFIXES[name])
        if name in _POSITIONAL:
            at += _POSITIONAL[name]
    return None


def _invocation(words: Sequence[Word], program: int, dialect: str) -> Invocation | None:
    at = _skip_options(words, program + 1, _GLOBAL[dialect])
    if dialect == "compose":
        return _compose(words, program, at, DOCKER)
    if at < len(words) and words[at].text in ("container", "compose"):
        group = words[at].text
        if group == "compose":
            return _compose(words, program, _skip_options(words, at + 1, _GLOBAL["compose"]), dialect)
        at = _skip_options(words, at + 1, "")
    if at >= len(words) or words[at].text not in _COMMANDS:
        return None
    span = Span(words[program].use.start, words[at].use.end)
    return Invocation(dialect, words[at].text, span, words[at + 1 :])


def _compose(words: Sequence[Word], program: int, at: int, dialect: str) -> Invocation | None:
    if at >= len(words) or words[at].text not in ("run", "exec"):
        return None
    span = Span(words[program].use.start, words[at].use.end)
    return Invocation(dialect, f"compose {words[at].text}", span, words[at + 1 :])
