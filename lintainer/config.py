"""The configuration file: `.lintainer.yaml`, or `[tool.lintainer]` in `pyproject.toml`.

The nearest one counts, from the working directory up to the repository's root. Every key is one of `KEYS`; an unknown key, an
unknown policy or a value of the wrong type ends the run with its place and, where there is one, the nearest known name.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

from lintainer.config_search import PYPROJECT
from lintainer.files import Unreadable, display_path, read_source
from lintainer.hints import Any
from lintainer.model.record import Record
from lintainer.policy import Severity
from lintainer.settings import PROFILES, Override, Settings, SettingsError, SuppressEntry, hint
from lintainer.source import Location, Source, Span
from lintainer.tuples import NamedTuple


class Key(NamedTuple):
    """A key of the config: the field of `Settings` that it sets, the kind of its value, and what it means.

    Kinds: `text`, `flag`, `names` (policies or groups), `texts`, `path`, `paths`, `severity`, `severities`, `options`,
    `overrides`, `suppress`, `outputs`.
    """

    name: str
    field: str
    kind: str
    help: str
    choices: tuple[str, ...] = ()


KEYS: tuple[Key, ...] = (
    Key("profile", "profile", "text", "the policies that run", PROFILES),
    Key("select", "select", "names", "these policies or groups only, in place of a profile"),
    Key("extend-select", "extend", "names", "these policies or groups as well"),
    Key("ignore", "ignore", "names", "not these policies or groups"),
    Key("fail-on", "fail_on", "severity", "exit with 1 for findings from this severity on"),
    Key("pss-version", "pss_version", "text", "version of the Pod Security Standards: v1.N or latest"),
    Key("kubernetes-version", "kubernetes_version", "text", "version of Kubernetes that manifests are applied to: v1.N"),
    Key("plugins", "plugins", "paths", "Python files with policies, relative to the config"),
    Key("installed-plugins", "installed_plugins", "flag", "load plugins that are installed"),
    Key("policies", "policy_files", "paths", "YAML files with policies, relative to the config"),
    Key("exclude", "config_exclude", "texts", "what is left out, in .gitignore syntax, relative to the config"),
    Key("force-exclude", "force_exclude", "flag", "apply excludes to named files as well"),
    Key("respect-gitignore", "respect_gitignore", "flag", "leave out what .gitignore files exclude"),
    Key("allow-empty", "allow_empty", "flag", "finding nothing to lint is no error"),
    Key("kustomize", "kustomize", "flag", "build kustomizations first, with kustomize or kubectl"),
    Key("helm", "helm", "flag", "render charts first, with helm or helm-python-sdk"),
    Key("helm-values", "values", "paths", "files of values for charts, relative to the config, the last wins"),
    Key("allow-skipped", "allow_skipped", "flag", "what cannot be rendered is skipped, and no error"),
    Key("docs", "docs", "flag", "read the examples of documents found in folders, too"),
    Key("env", "env", "flag", "resolve variables from the environment"),
    Key("env-files", "env_files", "paths", "resolve variables from these files"),
    Key("ignore-comments", "ignore_comments", "flag", "let comments and annotations suppress findings"),
    Key("require-reason", "require_reason", "flag", "a suppression without a reason does nothing"),
    Key("severity", "severities", "severities", "severities of policies in place of their own"),
    Key("options", "options", "options", "options of policies"),
    Key("overrides", "overrides", "overrides", "other severities and ignored policies for some paths"),
    Key("suppress", "suppress", "suppress", "findings that do not count, each with its reason"),
    Key("baseline", "baseline", "path", "a file with the findings that were there before"),
    Key("diff-base", "diff_base", "text", "a revision of git: report only what lies on lines changed since"),
    Key("exit-zero", "exit_zero", "flag", "report findings, but exit with 0"),
    Key("format", "format", "text", "the format of what is written to standard output"),
    Key("output", "output", "outputs", "reports to write, as FORMAT:FILE, relative to the config; '-' is standard output"),
    Key("color", "color", "text", "when there are colours", ("auto", "always", "never")),
    Key("excerpt", "excerpt", "flag", "show the lines of the files"),
    Key("show-suppressed", "show_suppressed", "flag", "show suppressed findings as well"),
    Key("show-unknown", "show_unknown", "flag", "list what could not be decided"),
    Key("quiet", "quiet", "flag", "findings and errors only, no summary and no progress"),
    Key("sarif-root", "sarif_root", "path", "the folder that paths in SARIF are relative to; the git root by default"),
    Key("sarif-category", "sarif_category", "text", "tells several uploads for one commit apart"),
    Key("sarif-include-suppressed", "sarif_include_suppressed", "flag", "write suppressed findings into SARIF, too"),
)
_BY_NAME = {key.name: key for key in KEYS}


class Config(Record):
    """A configuration file that was read: the values by key, and where each was written (`path:line`)."""

    path: str | None = None
    values: Mapping[str, Any] = {}
    places: Mapping[str, str] = {}
    source: Source | None = None
    # Where each word of the file is first (`path:line`): an error about a name that only a later check knows wrong says so.
    words: Mapping[str, str] = {}
    # Where the entries of `suppress` are, as far as the format's parser tells.
    entries: tuple[Span, ...] = ()

    @property
    def folder(self) -> str:
        """The folder that the file's paths start from."""
        return os.path.dirname(os.path.abspath(self.path)) if self.path else os.getcwd()


def read(path: str) -> Config:
    """Return the configuration at `path`. Raises `SettingsError`."""
    name = display_path(path)
    try:
        source = read_source(path)
    except Unreadable as error:
        raise SettingsError(f"{name}: {error.message}") from None
    if os.path.basename(path).endswith(".toml"):
        import tomllib

        try:
            whole = tomllib.loads(source.text)
        except tomllib.TOMLDecodeError as error:
            raise SettingsError(f"{name}: {error}") from None
        table = whole.get("tool", {}).get("lintainer", {}) if os.path.basename(path) == PYPROJECT else whole
        return Config(path=path, values=table, places=dict.fromkeys(table, name), source=source)
    return _read_yaml(path, name, source)


def _read_yaml(path: str, name: str, source: Source) -> Config:
    from lintainer.parsers._yaml import Mapping as Node
    from lintainer.parsers._yaml import Scalar, deref, documents, walk
    from lintainer.parsers._yaml import Sequence as Items

    for document in documents(source):
        if document.error is not None:
            line = source.line_of(document.error.span.start)
            raise SettingsError(f"{name}:{line}: {document.error.message}")
        root = document.root
        if not isinstance(root, Node):
            if root is None or root.text == "":
                continue
            raise SettingsError(f"{name}: a mapping is expected")
        for key in root.duplicates():
            raise SettingsError(f"{name}:{source.line_of(key.start)}: the key {key.text!r} is there twice")
        values, places = {}, {}
        for key_name, key_node, value in root.items():
            values[key_name] = _plain(value)
            places[key_name] = f"{name}:{source.line_of(key_node.start)}"
        listed = deref(found) if (found := root.get("suppress")) is not None else None
        entries = tuple(item.span for item in listed.items) if isinstance(listed, Items) else ()
        words: dict[str, str] = {}
        for node in walk(root):
            if isinstance(node, Scalar):
                words.setdefault(node.value, f"{name}:{source.line_of(node.start)}")
        return Config(path=path, values=values, places=places, words=words, source=source, entries=entries)
    return Config(path=path, source=source)


def _plain(node: Any) -> Any:  # noqa: ANN401 - plain values of a YAML node
    from lintainer.parsers._yaml import Mapping as Node
    from lintainer.parsers._yaml import Scalar, Sequence, deref, key_name, merged, scalar_value

    content = deref(node)
    if isinstance(content, Scalar):
        return scalar_value(content)
    if isinstance(content, Sequence):
        return [_plain(one) for one in content.items]
    assert isinstance(content, Node)
    return {key_name(pair.key) or "": _plain(pair.value) for pair in merged(content).values()}


def settings_from(config: Config) -> Settings:
    """Return the settings that the configuration makes. Raises `SettingsError`.

    Names of policies are checked when plugins are loaded (`lintainer.settings.choose`); everything else is checked here.
    """
    fields: dict[str, Any] = {}
    for name, value in config.values.items():
        key = _BY_NAME.get(name)
        where = config.places.get(name, config.path or "config")
        if key is None:
            raise SettingsError(f"{where}: no key {name!r}{hint(name, set(_BY_NAME))}")
        try:
            fields[key.field] = _converted(key, value, config)
        except SettingsError as error:
            raise SettingsError(f"{where}: {name}: {error}") from None
    return Settings(**fields, root=config.folder, config=config.path, words=config.words)


def _converted(key: Key, value: Any, config: Config) -> Any:  # noqa: ANN401 - values of many kinds
    kind = key.kind
    if kind == "text":
        text = _text(value)
        if key.choices and text not in key.choices:
            raise SettingsError(f"no {key.name} {text!r}: {', '.join(key.choices)}")
        return text
    if kind == "flag":
        if not isinstance(value, bool):
            raise SettingsError(f"true or false is expected, not {value!r}")
        return value
    if kind in ("names", "texts"):
        return _texts(value)
    if kind == "paths":
        return tuple(os.path.join(config.folder, path) for path in _texts(value))
    if kind == "path":
        return os.path.join(config.folder, _text(value))
    if kind == "outputs":
        return tuple(_output(text, config.folder) for text in _texts(value))
    if kind == "severity":
        return _severity(value)
    if kind == "severities":
        return {str(name): _severity(one) for name, one in _mapping(value).items()}
    if kind == "options":
        return {str(name): _mapping(one) for name, one in _mapping(value).items()}
    if kind == "overrides":
        return tuple(_override(one) for one in _list(value))
    return tuple(_suppress(one, _place(config, number)) for number, one in enumerate(_list(value)))


def _output(text: str, folder: str) -> str:
    name, colon, path = text.partition(":")
    return text if path in ("", "-") else f"{name}{colon}{os.path.join(folder, path)}"


def _place(config: Config, number: int) -> Location | None:
    if config.source is None:
        return None
    # tomllib tells no places: the file itself stands for its entries.
    span = config.entries[number] if number < len(config.entries) else Span(0, 0)
    return Location(config.source, span)


def _text(value: Any) -> str:  # noqa: ANN401
    if isinstance(value, str) or (isinstance(value, (int, float)) and not isinstance(value, bool)):
        return str(value)
    raise SettingsError(f"a text is expected, not {value!r}")


def _list(value: Any) -> Sequence[Any]:  # noqa: ANN401
    if isinstance(value, list):
        return value
    raise SettingsError(f"a list is expected, not {value!r}")


def _texts(value: Any) -> tuple[str, ...]:  # noqa: ANN401
    return tuple(_text(one) for one in _list(value))


def _mapping(value: Any) -> dict[str, Any]:  # noqa: ANN401
    if isinstance(value, dict):
        return value
    raise SettingsError(f"a mapping is expected, not {value!r}")


def _severity(value: Any) -> Severity:  # noqa: ANN401
    try:
        return Severity.parse(_text(value))
    except ValueError as error:
        raise SettingsError(str(error)) from None


def _only(given: Mapping[str, Any], known: set[str]) -> None:
    for name in given:
        if name not in known:
            raise SettingsError(f"no key {name!r}{hint(name, known)}")


def _override(value: Any) -> Override:  # noqa: ANN401
    given = _mapping(value)
    _only(given, {"paths", "ignore", "severity"})
    if not given.get("paths"):
        raise SettingsError("an override needs paths")
    return Override(
        paths=_texts(given["paths"]),
        ignore=_texts(given.get("ignore", [])),
        severities={str(name): _severity(one) for name, one in _mapping(given.get("severity", {})).items()},
    )


def _suppress(value: Any, place: Location | None) -> SuppressEntry:  # noqa: ANN401
    given = _mapping(value)
    _only(given, {"policy", "path", "workload", "container", "reason", "expires"})
    for needed in ("policy", "reason"):
        if not given.get(needed):
            raise SettingsError(f"an entry needs a {needed}")
    expires = given.get("expires")
    return SuppressEntry(
        policy=_text(given["policy"]),
        reason=_text(given["reason"]),
        path=_text(given["path"]) if given.get("path") is not None else None,
        workload=_text(given["workload"]) if given.get("workload") is not None else None,
        container=_text(given["container"]) if given.get("container") is not None else None,
        expires=_date(expires) if expires is not None else None,
        place=place,
    )


def _date(value: Any) -> str:  # noqa: ANN401
    from datetime import date

    # TOML has dates of its own; YAML's are texts here.
    text = value.isoformat() if isinstance(value, date) else _text(value)
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise SettingsError(f"a date as 2027-01-31 is expected, not {text!r}") from None
