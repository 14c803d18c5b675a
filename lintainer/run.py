"""One run: from paths, a text or a command line to a report. The command line and the Python API both end here."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence

from lintainer.asking import family
from lintainer.discovery import Filter, PathMatcher, discover
from lintainer.engine import Input, Report, Watch, lint
from lintainer.files import MAX_BYTES, Files, Unreadable, decode, display_path
from lintainer.model import Project
from lintainer.model.record import Record
from lintainer.options import build_options
from lintainer.parsers import Context, Parsed, Parser, Problem, Skipped
from lintainer.parsers.registry import Entry, parser_for
from lintainer.plugins import Plugins, load
from lintainer.policy import Listing, Severity
from lintainer.rules import Rules
from lintainer.settings import Settings, choose
from lintainer.source import Source

STDIN = "<stdin>"
NOT_OURS = "no Compose file, Kubernetes manifest or script that starts containers"


class Prepared(Record):
    """The plugins and the rules of a run."""

    plugins: Plugins
    rules: Rules


def prepare(settings: Settings) -> Prepared:
    """Load plugins and choose policies. Raises `PluginError` and `SettingsError`."""
    plugins = load_all(settings)
    chosen = choose(plugins.listings, settings)
    running = {listing.id for listing in chosen}
    # Options are checked for policies that do not run, too: a mistake must not wait for the day on which they do.
    asked = [
        one for one in plugins.listings if one.id in settings.options or (one.id in running and _is_versioned(one, settings))
    ]
    return Prepared(
        plugins=plugins,
        rules=Rules(
            listings=chosen,
            known=frozenset(listing.id for listing in plugins.listings),
            options=build_options([listing.load() for listing in asked], settings),
            severity=_severity(settings),
            excluded=_excluded(settings, {listing.id: listing.group for listing in chosen}),
            entries=settings.suppress,
            root=settings.root,
            ignore_comments=settings.ignore_comments,
            require_reason=settings.require_reason,
        ),
    )


def load_all(settings: Settings) -> Plugins:
    """Return the built-in pack with what plugins and files with policies in YAML add. Raises `PluginError`, `SettingsError`."""
    plugins = load(settings.plugins, installed=settings.installed_plugins)
    if not settings.policy_files:
        return plugins
    from lintainer.custom.files import read_policies

    taken = {listing.id: "it comes with lintainer or a plugin" for listing in plugins.listings}
    written = tuple(Listing.of(policy) for policy in read_policies(settings.policy_files, taken))
    return plugins.replace(listings=(*plugins.listings, *written))


def _is_versioned(listing: Listing, settings: Settings) -> bool:
    """Tell whether settings may decide its options without naming it: the others need not be loaded to find out."""
    return (
        (listing.group == "pod-security" and listing.in_profile(settings.profile))
        or (listing.group == "pod-security" and settings.pss_version is not None)
        or (settings.kubernetes_version is not None and "kubernetes" in listing.syntaxes)
    )


def _severity(settings: Settings) -> Callable[[str, str], Severity | None] | None:
    """Return what gives the severity that the config sets for a policy at a path, None where it sets none."""
    if not settings.severities and not any(override.severities for override in settings.overrides):
        return None
    matchers = [(PathMatcher(override.paths, settings.root), override) for override in settings.overrides]

    def severity(policy: str, path: str) -> Severity | None:
        for matches, override in reversed(matchers):
            if policy in override.severities and matches(path):
                return override.severities[policy]
        return settings.severities.get(policy)

    return severity


def _excluded(settings: Settings, groups: Mapping[str, str]) -> Callable[[str, str], bool] | None:
    """Return what tells whether a policy is switched off for a path, None where none is for any."""
    matchers = [
        (PathMatcher(override.paths, settings.root), frozenset(override.ignore))
        for override in settings.overrides
        if override.ignore
    ]
    if not matchers:
        return None

    def excluded(policy: str, path: str) -> bool:
        return any((policy in ignored or groups[policy] in ignored) and matches(path) for matches, ignored in matchers)

    return excluded


class Gathered(Record):
    """The inputs of a run, and what kept others from becoming one."""

    inputs: Sequence[Input]
    problems: Sequence[Problem]
    skipped: Sequence[Skipped]
    # Whole folders were named: what is missing in them is missing.
    complete: bool


def check_paths(
    paths: Sequence[str],
    settings: Settings,
    stdin: bytes | None = None,
    stdin_name: str | None = None,
    watch: Watch | None = None,
    *,
    create_request: bool = False,
) -> Report:
    """Lint files, folders and, where `-` is named, the bytes of `stdin` under `stdin_name`; `watch` is told how far it is.

    With `create_request` every input is the body of a create request.
    """
    prepared = prepare(settings)
    entries = forced_create_request() if create_request else prepared.plugins.parsers
    found = gather(paths, settings, entries, stdin, stdin_name, watch)
    report = lint(
        found.inputs, prepared.rules, complete=found.complete, problems=found.problems, skipped=found.skipped, watch=watch
    )
    return _narrowed(report, settings)


def _narrowed(report: Report, settings: Settings) -> Report:
    """Leave out what did not change, and mark what was there before. Raises `SettingsError`."""
    if settings.diff_base is not None:
        from lintainer.changed_lines import changed_since

        changed = changed_since(settings.diff_base)
        report = report.replace(findings=tuple(finding for finding in report.findings if changed.touches(finding)))
    if settings.baseline is not None:
        from lintainer import baseline

        report = report.replace(findings=baseline.apply(report.findings, baseline.read(settings.baseline)))
    return report


def gather(
    paths: Sequence[str],
    settings: Settings,
    entries: Sequence[Entry],
    stdin: bytes | None,
    stdin_name: str | None,
    watch: Watch | None = None,
) -> Gathered:
    """Find and read what `paths` stand for, and the front end of each."""
    named = [path for path in paths if path != "-"]
    if settings.docs:
        entries = [entry._replace(asked_only=False) for entry in entries]
    chosen = Filter(
        _looks_at(entries),
        (PathMatcher(settings.exclude, None), PathMatcher(settings.config_exclude, settings.root)),
        settings.respect_gitignore,
        settings.force_exclude,
    )
    found = discover(named, chosen)
    problems, skipped = found.problems, found.skipped
    overlay: dict[str, str] = {}
    inputs: list[Input] = []
    if "-" in paths:
        name = stdin_name or STDIN
        try:
            text = decode(_limited(stdin or b""))
            if stdin_name is not None:
                overlay[stdin_name] = text
            context = _context(Files(overlay), stdin_name, settings, named=True)
            _claim(Source(display_path(name) if stdin_name else STDIN, text), context, entries, inputs, skipped)
        except Unreadable as error:
            problems.append(Problem(error.kind, error.message, name))
    files = Files(overlay)
    for number, (path, by_name) in enumerate(found.candidates):
        if watch is not None:
            watch("reading", number, len(found.candidates))
        try:
            source = files.read(path)
        except Unreadable as error:
            problems.append(Problem(error.kind, error.message, display_path(path)))
            continue
        _claim(source, _context(files, path, settings, named=by_name), entries, inputs, skipped)
    if settings.helm or settings.kustomize:
        inputs = _rendered(inputs, [path for path, _ in found.candidates], files, chosen, settings, problems, skipped)
    if not inputs and not problems and not settings.allow_empty:
        what = ", ".join(display_path(path) for path in paths) or "."
        problems.append(Problem("empty", f"nothing to lint: {NOT_OURS}", what))
    return Gathered(inputs=inputs, problems=problems, skipped=skipped, complete=found.folders)


def read_paths(paths: Sequence[str], settings: Settings, stdin: bytes | None = None, stdin_name: str | None = None) -> Report:
    """Read as `check_paths` does, and ask no policy: the report holds the projects."""
    plugins = load(settings.plugins, installed=settings.installed_plugins)
    found = gather(paths, settings, plugins.parsers, stdin, stdin_name)
    return lint(found.inputs, Rules(), complete=found.complete, problems=found.problems, skipped=found.skipped)


def _rendered(
    inputs: Sequence[Input],
    paths: Sequence[str],
    files: Files,
    chosen: Filter,
    settings: Settings,
    problems: list[Problem],
    skipped: list[Skipped],
) -> list[Input]:
    """Return the inputs, with what charts and kustomizations render to in place of their manifests."""
    from lintainer.parsers.kubernetes import KubernetesParser
    from lintainer.parsers.kubernetes.parser import RENDERED
    from lintainer.rendered import render

    done = render(
        paths,
        files,
        helm=settings.helm,
        kustomize=settings.kustomize,
        values=settings.values,
        allow_skipped=settings.allow_skipped,
        excluded=lambda path: any(matches(path) for matches in chosen.exclude),
    )
    problems.extend(done.problems)
    skipped[:] = [one for one in skipped if not done.cover(one.name)] + done.skipped
    kept = [one for one in inputs if one.parser.syntax != "kubernetes" or not done.cover(one.context.path)]
    parser = KubernetesParser()
    context = Context(files=files, options={**settings.front_ends, RENDERED: True})
    return [*kept, *(Input(source, parser, context) for source in done.sources)]


def _limited(data: bytes) -> bytes:
    if len(data) > MAX_BYTES:
        raise Unreadable("limit", f"holds more than the limit of {MAX_BYTES} bytes")
    return data


def _looks_at(entries: Sequence[Entry]) -> _Looks:
    suffixes: set[str] = set()
    names: set[str] = set()
    for entry in entries:
        if not entry.asked_only:
            suffixes.update(entry.suffixes)
            names.update(entry.names)
    return _Looks(tuple(suffixes), frozenset(names))


class _Looks:
    """Tells by its name whether a file of a folder is worth opening."""

    def __init__(self, suffixes: tuple[str, ...], names: frozenset[str]) -> None:
        self._suffixes = suffixes
        self._names = names

    def __call__(self, path: str) -> bool:
        base = path.replace("\\", "/").rpartition("/")[2].lower()
        return base.endswith(self._suffixes) or base in self._names


def _context(files: Files, path: str | None, settings: Settings, *, named: bool) -> Context:
    return Context(
        files=files,
        path=path,
        environment={**os.environ, **settings.environment} if settings.env else settings.environment,
        env_files=settings.env_files,
        named=named,
        options=settings.front_ends,
    )


def _claim(source: Source, context: Context, entries: Sequence[Entry], inputs: list[Input], skipped: list[Skipped]) -> None:
    parser = parser_for(source, context, entries)
    if parser is None:
        skipped.append(Skipped(source.name, NOT_OURS))
    else:
        inputs.append(Input(source, parser, context))


def check_text(text: str, settings: Settings, name: str = STDIN) -> Report:
    """Lint one text as if it were the file `name`; what it is, its name and its content decide."""
    return check_texts({name: text}, settings)


def check_texts(texts: Mapping[str, str], settings: Settings) -> Report:
    """Lint several texts together, by name, as one whole folder."""
    prepared = prepare(settings)
    files = Files(texts)
    inputs: list[Input] = []
    skipped: list[Skipped] = []
    problems: list[Problem] = []
    for name, text in texts.items():
        path = None if name == STDIN else name
        # One source for a text, also where others draw it in.
        source = Source(name, text) if path is None else files.read(name)
        _claim(source, _context(files, path, settings, named=True), prepared.plugins.parsers, inputs, skipped)
    if not inputs and not settings.allow_empty:
        problems.append(Problem("empty", f"nothing to lint: {NOT_OURS}", ", ".join(texts)))
    report = lint(inputs, prepared.rules, complete=len(texts) > 1, problems=problems, skipped=skipped)
    return _narrowed(report, settings)


class _Argv:
    """A command line as an input: the words are there already."""

    syntax = "docker-run"

    def __init__(self, words: Sequence[str]) -> None:
        self._words = words

    def claims(self, source: Source, context: Context) -> bool:  # noqa: ARG002
        return True

    def parse(self, source: Source, context: Context) -> Parsed:  # noqa: ARG002
        if self._words[:1] == ["docker-compose"] or self._words[1:2] == ["compose"]:
            from lintainer.parsers.compose.command import parse_compose

            return parse_compose(self._words, context)
        from lintainer.parsers.docker_run import parse_argv

        return parse_argv(self._words, context)

    def assemble(self, parsed: Sequence[Parsed], *, complete: bool) -> Sequence[Project]:  # noqa: ARG002
        return [project for one in parsed for project in one.projects]


_PREPARED: list[tuple[Settings, Prepared]] = []
_KEPT = 8


def check_create_request(request: Mapping[str, object], settings: Settings) -> Report:
    """Lint the body of one create request. What was prepared for the last settings is kept, so that the next is fast."""
    prepared = next((held for known, held in _PREPARED if known == settings), None)
    if prepared is None:
        prepared = _with_policies_loaded(prepare(settings), family("create-request"))
        _PREPARED[:] = [(settings, prepared), *_PREPARED[: _KEPT - 1]]
    report = lint([Input(Source("<request>", ""), _Request(request), Context(files=Files()))], prepared.rules)
    return _narrowed(report, settings)


def _with_policies_loaded(prepared: Prepared, syntax: str) -> Prepared:
    """Return the same rules with the policies that read `syntax` imported, so that none is looked up again for each request."""
    listings = tuple(one._replace(held=one.load()) for one in prepared.rules.listings if syntax in one.syntaxes)
    return prepared.replace(rules=prepared.rules.replace(listings=listings))


class _Request:
    """A create request as an input: it is read already, and has no text."""

    syntax = "create-request"

    def __init__(self, request: Mapping[str, object]) -> None:
        self._request = request

    def claims(self, source: Source, context: Context) -> bool:  # noqa: ARG002
        return True

    def parse(self, source: Source, context: Context) -> Parsed:  # noqa: ARG002
        from lintainer.parsers.create_request.parser import read_data
        from lintainer.source import Span

        return read_data(source, self._request, Span(0, 0), body_only=True)

    def assemble(self, parsed: Sequence[Parsed], *, complete: bool) -> Sequence[Project]:  # noqa: ARG002
        return [project for one in parsed for project in one.projects]


def forced_create_request() -> tuple[Entry, ...]:
    """Return the only front end of a run whose inputs are bodies of create requests, whatever they look like."""
    return (Entry("create-request", _forced, (".json",)),)


def _forced() -> Parser:
    from lintainer.parsers.create_request.parser import CreateRequestParser

    return CreateRequestParser(forced=True)


def check_command(words: Sequence[str], settings: Settings) -> Report:
    """Lint one command line (`docker run …`), given as its words."""
    return _narrowed(lint([_command(words, settings)], prepare(settings).rules), settings)


def read_command(words: Sequence[str], settings: Settings) -> Report:
    """Read one command line, and ask no policy: the report holds the project."""
    return lint([_command(words, settings)], Rules())


def _command(words: Sequence[str], settings: Settings) -> Input:
    return Input(Source("<command>", " ".join(words)), _Argv(words), _context(Files(), None, settings, named=True))
