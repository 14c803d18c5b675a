"""The front ends that come with lintainer, and how a file finds its own.

An entry tells by a file's name and a few words of its text whether the front end is worth loading; the front end itself then
decides. Nothing here imports one before it is needed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from lintainer.parsers import Context, Parser
from lintainer.source import Source
from lintainer.tuples import NamedTuple


class Entry(NamedTuple):
    """One front end.

    `suffixes` and `names` (both lower case) say which files of a folder are looked at; a named file always is.
    Of `markers` at least one must occur in the text before the front end is loaded and asked. `asked_only` front ends read
    only files that the user names, or with `--docs`; `by_name` ones no file with another name, whoever named it, and no
    other front end reads a file that is named so.
    """

    syntax: str
    load: Callable[[], Parser]
    suffixes: tuple[str, ...]
    names: tuple[str, ...] = ()
    markers: tuple[str, ...] = ()
    asked_only: bool = False
    by_name: bool = False

    def looks_at(self, name: str) -> bool:
        """Tell by its name whether a file found in a folder is worth opening."""
        base = name.rpartition("/")[2].lower()
        return base.endswith(self.suffixes) or base in self.names


def _kubernetes() -> Parser:
    from lintainer.parsers.kubernetes import KubernetesParser

    return KubernetesParser()


def _compose() -> Parser:
    from lintainer.parsers.compose.parser import ComposeParser

    return ComposeParser()


def _scripts() -> Parser:
    from lintainer.parsers.docker_run.script import ScriptParser

    return ScriptParser()


def _makefile() -> Parser:
    from lintainer.parsers.makefile.parser import MakefileParser

    return MakefileParser()


def _justfile() -> Parser:
    from lintainer.parsers.justfile.parser import JustfileParser

    return JustfileParser()


def _taskfile() -> Parser:
    from lintainer.parsers.taskfile.parser import TaskfileParser

    return TaskfileParser()


def _package_json() -> Parser:
    from lintainer.parsers.package_json.parser import PackageJsonParser

    return PackageJsonParser()


def _github() -> Parser:
    from lintainer.parsers.pipelines.github import GithubParser

    return GithubParser()


def _gitlab() -> Parser:
    from lintainer.parsers.pipelines.gitlab import GitlabParser

    return GitlabParser()


def _markdown() -> Parser:
    from lintainer.parsers.markdown.parser import MarkdownParser

    return MarkdownParser()


def _devcontainer() -> Parser:
    from lintainer.parsers.devcontainer.parser import DevcontainerParser

    return DevcontainerParser()


def _systemd() -> Parser:
    from lintainer.parsers.systemd.parser import SystemdParser

    return SystemdParser()


def _restructuredtext() -> Parser:
    from lintainer.parsers.restructuredtext.parser import RestructuredTextParser

    return RestructuredTextParser()


_CLIENTS = ("docker", "podman", "nerdctl")
# Documents show manifests, too.
_EXAMPLES = (*_CLIENTS, "apiVersion:", "services:")


def _quadlet() -> Parser:
    from lintainer.parsers.quadlet.parser import QuadletParser

    return QuadletParser()


def _requests() -> Parser:
    from lintainer.parsers.create_request.parser import CreateRequestParser

    return CreateRequestParser()


# Drop-ins of units are .conf files.
_UNITS = (".container", ".pod", ".volume", ".network", ".kube", ".image", ".build", ".conf")
_SECTIONS = ("[Container]", "[Pod]", "[Volume]", "[Network]", "[Kube]", "[Image]", "[Build]")

PARSERS: tuple[Entry, ...] = (
    Entry("devcontainer", _devcontainer, (), ("devcontainer.json", ".devcontainer.json"), by_name=True),
    Entry("markdown", _markdown, (".md", ".markdown", ".mdx", ".mdown"), (), _EXAMPLES, asked_only=True, by_name=True),
    Entry("restructuredtext", _restructuredtext, (".rst", ".rest"), (), _EXAMPLES, asked_only=True, by_name=True),
    Entry("quadlet", _quadlet, _UNITS, markers=_SECTIONS),
    # Before Compose, which claims JSON with an image: none of the others has a HostConfig.
    Entry("create-request", _requests, (".json",), markers=('"HostConfig"',)),
    # These two before Compose by their names: one may hold `include`, the other `services` or `image`.
    Entry("gitlab-ci", _gitlab, (".gitlab-ci.yml", ".gitlab-ci.yaml"), markers=("script", "image", "services"), by_name=True),
    Entry("package-json", _package_json, (), ("package.json",), markers=_CLIENTS, by_name=True),
    # Before Kubernetes: a Compose file may hold the words `kind` and `resources`, no manifest a mapping of services.
    Entry("compose", _compose, (".yaml", ".yml", ".json"), markers=("services", "include", "compose", "image", "build")),
    Entry(
        "kubernetes",
        _kubernetes,
        (".yaml", ".yml", ".json"),
        ("kustomization",),
        markers=("apiVersion", "kind", "kustom", "resources"),
    ),
    Entry(
        "docker-run",
        _scripts,
        (".sh", ".bash", ".zsh", ".ksh", ".dash", ".bats", ".command"),
        (".envrc", ".bashrc", ".bash_profile", ".bash_aliases", ".profile", ".zshrc", ".zprofile"),
        markers=_CLIENTS,
    ),
    Entry("github-workflow", _github, (".yaml", ".yml"), markers=("jobs", "runs")),
    Entry("gitlab-ci", _gitlab, (".yaml", ".yml"), markers=("script", "image", "services")),
    Entry("taskfile", _taskfile, (".yaml", ".yml"), markers=("tasks",)),
    Entry("makefile", _makefile, (".mk", ".mak"), ("makefile", "gnumakefile"), markers=_CLIENTS),
    Entry("systemd", _systemd, (".service", ".conf"), markers=("[Service]",)),
    Entry("justfile", _justfile, (".just", ".justfile"), ("justfile",), markers=_CLIENTS),
)


def parser_for(source: Source, context: Context, entries: Sequence[Entry] = PARSERS) -> Parser | None:
    """Return the first front end that claims `source`, or None."""
    text = source.text
    for entry in entries:
        named_so = entry.looks_at(source.name)
        if not named_so and (entry.by_name or not context.named):
            continue
        asked = context.named or not entry.asked_only
        if asked and (not entry.markers or any(marker in text for marker in entry.markers)):
            parser = _loaded(entry)
            if parser.claims(source, context):
                return parser
        if entry.by_name:
            return None
    return None


_PARSERS: dict[Entry, Parser] = {}


def _loaded(entry: Entry) -> Parser:
    # Front ends hold no state, so one instance of each serves the process.
    parser = _PARSERS.get(entry)
    if parser is None:
        parser = _PARSERS[entry] = entry.load()
    return parser
