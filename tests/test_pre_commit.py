"""The hooks for pre-commit, run by pre-commit itself: in a repository of a user, with the project as it is now."""

from __future__ import annotations

import importlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from tests.clients import require, require_module

ROOT = Path(__file__).parent.parent
MANIFEST = ROOT / ".pre-commit-hooks.yaml"
HOOKS = [hook["id"] for hook in YAML(typ="safe", pure=True).load(MANIFEST.read_text())]

# A name that begins like an option: without `--` in the hook's arguments it would be read as one.
ODD = "--config=x/compose.yml"
FILES = {
    "clean/compose.yaml": "services: {web: {image: 'nginx:1.27.3', user: '1000:1000'}}\n",
    "clean/notes.yaml": "just: [some, data]\n",
    "bad/compose.yaml": "services:\n  web:\n    image: nginx:1.27.3\n    privileged: true\n",
    "bad/pod.yaml": (
        "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  containers:\n"
        "    - name: web\n      image: nginx:1.27.3\n      securityContext: {privileged: true}\n"
    ),
    "bad/start.sh": "#!/bin/sh\ndocker run --privileged nginx:1.27.3\n",
    "bad/Makefile": "up:\n\tdocker run --privileged nginx:1.27.3\n",
    "bad/justfile": "up:\n  docker run --privileged nginx:1.27.3\n",
    "bad/web.container": "[Container]\nImage=docker.io/library/nginx:1.27.3\nPodmanArgs=--privileged\n",
    "bad/web.service": "[Service]\nExecStart=docker run --privileged nginx:1.27.3\n",
    "bad/.devcontainer.json": '// tools\n{"image": "nginx:1.27.3", "privileged": true}\n',
    "bad/README.md": "```sh\ndocker run --privileged nginx:1.27.3\n```\n",
    "bad/package.json": '{"scripts": {"up": "docker run --privileged nginx:1.27.3"}}\n',
    ODD: "services:\n  web:\n    image: nginx:1.27.3\n    pid: host\n",
    "a file.txt": "docker run --privileged nginx:1.27.3\n",
}
JSON = ("bad/package.json", "bad/.devcontainer.json")


def environment(home: Path) -> dict[str, str]:
    # PYTHONPATH would let the hook find this checkout instead of what pre-commit installed.
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONPATH" and not name.startswith("GIT_")}
    identity = {f"GIT_{who}_{what}": "test@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    return {**kept, **identity, "PRE_COMMIT_HOME": str(home), "PRE_COMMIT_COLOR": "never", "GIT_CONFIG_GLOBAL": os.devnull}


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=folder, env=environment(folder), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def commit(folder: Path) -> str:
    git(folder, "init", "-q")
    git(folder, "add", "--all", "--force")
    git(folder, "commit", "-q", "-m", "state")
    return git(folder, "rev-parse", "HEAD").strip()


class Repositories:
    """The project as a repository of its own, and a user's repository whose hooks come from it."""

    def __init__(self, folder: Path) -> None:
        self.program = require("pre-commit")
        self.home = folder / "home"
        self.project = folder / "project"
        names = git(ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard").split("\0")
        for name in filter(None, names):
            target = self.project / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target, follow_symlinks=False)
        revision = commit(self.project)
        self.user = folder / "user"
        hooks = "".join(f"      - id: {name}\n" for name in HOOKS)
        config = f"repos:\n  - repo: {self.project}\n    rev: {revision}\n    hooks:\n{hooks}"
        for name, text in {**FILES, ".pre-commit-config.yaml": config}.items():
            path = self.user / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        commit(self.user)

    def pre_commit(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [self.program, *arguments]
        return subprocess.run(command, cwd=self.user, env=environment(self.home), capture_output=True, text=True, timeout=500)


@pytest.fixture(scope="module")
def repositories(tmp_path_factory: pytest.TempPathFactory) -> Repositories:
    return Repositories(tmp_path_factory.mktemp("pre-commit"))


def test_the_hooks_are_those_that_are_promised() -> None:
    assert HOOKS == ["lintainer", "lintainer-compose", "lintainer-kubernetes", "lintainer-docker-run", "lintainer-named"]


def test_every_file_that_a_folder_is_searched_for_has_its_hook() -> None:
    from lintainer.parsers.registry import PARSERS

    require_module("identify")
    identify = importlib.import_module("identify.identify")
    hooks = YAML(typ="safe", pure=True).load(MANIFEST.read_text())
    chosen = [hook for hook in hooks if hook["id"] in ("lintainer", "lintainer-named")]

    def matches(name: str) -> bool:
        tags = {"text", *identify.tags_from_filename(name)}
        return any(
            re.search(hook.get("files", ""), name)
            and tags & set(hook.get("types_or", ["text"]))
            and tags >= set(hook.get("types", []))
            for hook in chosen
        )

    searched = [entry for entry in PARSERS if not entry.asked_only]
    # In a drop-in folder, as systemd has them.
    names = [f"x.d/y{suffix}" for entry in searched for suffix in entry.suffixes]
    names += [f"x/{name}" for entry in searched for name in entry.names]
    assert len(names) > 30
    assert [name for name in names if not matches(name)] == []
    # What a document shows is not what is run: it is read when somebody asks for it.
    shown = [f"x/y{suffix}" for entry in PARSERS if entry.asked_only for suffix in entry.suffixes]
    assert len(shown) > 5
    assert [name for name in shown if matches(name)] == []


@pytest.mark.slow
def test_the_manifest_is_valid() -> None:
    require_module("pre_commit")
    done = subprocess.run(
        [sys.executable, "-m", "pre_commit", "validate-manifest", str(MANIFEST)], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.slow
@pytest.mark.parametrize(
    ("hook", "found"),
    [
        pytest.param(
            "lintainer",
            {*("bad/compose.yaml", "bad/pod.yaml", "bad/start.sh", "bad/Makefile", *JSON), ODD},
            id="lintainer",
        ),
        pytest.param("lintainer-compose", {"bad/compose.yaml", ODD}, id="lintainer-compose"),
        pytest.param("lintainer-kubernetes", {"bad/compose.yaml", "bad/pod.yaml", *JSON, ODD}, id="lintainer-kubernetes"),
        pytest.param("lintainer-docker-run", {"bad/start.sh", "bad/Makefile"}, id="lintainer-docker-run"),
        pytest.param("lintainer-named", {"bad/justfile", "bad/web.container", "bad/web.service"}, id="lintainer-named"),
    ],
)
def test_a_hook_fails_for_what_it_reads(repositories: Repositories, hook: str, found: set[str]) -> None:
    done = repositories.pre_commit("run", hook, "--all-files", "--verbose")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "- exit code: 1" in done.stdout
    # Each finding begins with its place; the names of the files hold no colon.
    assert set(re.findall(r"^([^:\n]+):\d+:\d+: (?:critical|high)\[", done.stdout, re.MULTILINE)) == found, done.stdout


@pytest.mark.slow
@pytest.mark.parametrize("hook", HOOKS)
@pytest.mark.parametrize(
    "names",
    [
        pytest.param(["clean/compose.yaml", "clean/notes.yaml"], id="clean"),
        pytest.param(["clean/notes.yaml", "a file.txt"], id="nothing-to-lint"),
    ],
)
def test_a_hook_passes_where_there_is_nothing_to_report(repositories: Repositories, hook: str, names: list[str]) -> None:
    done = repositories.pre_commit("run", hook, "--files", *names)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.slow
def test_a_name_that_looks_like_an_option_is_a_file(repositories: Repositories) -> None:
    done = repositories.pre_commit("run", "lintainer-compose", "--all-files")
    assert f"{ODD}:4:10: high[host-pid]" in done.stdout, done.stdout + done.stderr


@pytest.mark.slow
def test_the_repository_can_be_tried(repositories: Repositories) -> None:
    """As a person tries the hooks before adding them: nothing of the user's config is read."""
    done = repositories.pre_commit("try-repo", str(repositories.project), "--all-files")
    assert done.returncode == 1, done.stdout + done.stderr
    for hook in HOOKS:
        assert f"- hook id: {hook}\n- exit code: 1" in done.stdout
