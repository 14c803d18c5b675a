"""Policies in YAML with CEL: what they find, what they leave open, what is wrong in their files, and their page."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from lintainer.config import read, settings_from
from lintainer.custom.vocabulary import tables
from lintainer.engine import Report
from lintainer.run import check_texts
from lintainer.settings import Settings, SettingsError
from tests.page_examples import Fence, fences

if not os.environ.get("CI"):
    pytest.importorskip("celpy")

PAGE = Path(__file__).parent.parent / "docs" / "custom-policies.md"
FILE = """\
policies:
  - id: mine
    severity: high
    message: is not as it should be
    when: WHEN
    at: AT
"""
NAMES = {"docker-run": "run.sh", "compose": "compose.yaml", "kubernetes": "manifest.yaml"}


def policy_file(tmp_path: Path, when: str, at: str = "privileged") -> str:
    path = tmp_path / "policies.yaml"
    path.write_text(FILE.replace("WHEN", f"'{when}'").replace("AT", at), encoding="utf-8")
    return str(path)


def ask(tmp_path: Path, text: str, when: str, at: str = "privileged", name: str = "compose.yaml", **more: object) -> Report:
    settings = Settings(select=("custom",), policy_files=(policy_file(tmp_path, when, at),), installed_plugins=False)
    report = check_texts({name: text}, settings.replace(**more))
    assert not report.problems, report.problems
    assert report.containers
    return report


def verdict(report: Report) -> str:
    if report.findings:
        return "true"
    return "open" if report.undecided else "false"


SERVICE = """\
services:
  web:
    image: registry.example.com/app:1.2
    privileged: true
    tty: ${TTY}
    memswap_limit: 2g
    cap_add: [SYS_ADMIN, "${CAP}"]
    command: [serve, --debug]
    environment:
      MODE: debug
      LEVEL: "${LEVEL}"
    logging:
      driver: json-file
      options: {max-size: 10m}
    volumes:
      - /etc:/host/etc
      - data:/data:ro
volumes: {data: {}}
"""


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        pytest.param("container.privileged", "true", id="a field that is true"),
        pytest.param("!container.privileged", "false", id="not"),
        pytest.param('container.privileged == true && container.name == "web"', "true", id="comparisons"),
        pytest.param("container.init", "false", id="not declared counts as false"),
        pytest.param("!container.init", "true", id="not declared is not true"),
        pytest.param("container.init == null", "true", id="not declared is null"),
        pytest.param("container.init == false", "false", id="not declared is not false"),
        pytest.param("container.pod.host_network", "false", id="a field of what is not declared"),
        pytest.param("container.pod == null", "true", id="no pod"),
        pytest.param("null != container.image", "true", id="an image"),
        pytest.param("container.memory_swap == 2147483648", "true", id="bytes"),
        pytest.param("container.memory != null && container.memory > 5", "false", id="asked for first"),
        pytest.param("container.memory > 5", "open", id="an order of null and a number"),
        pytest.param("container.tty", "open", id="unknown"),
        pytest.param("!container.tty", "open", id="not unknown"),
        pytest.param("container.tty == true", "open", id="unknown compared"),
        pytest.param("container.tty == container.tty", "open", id="unknown values are not equal"),
        pytest.param("container.tty == null", "open", id="unknown is not null"),
        pytest.param("container.tty || true", "true", id="unknown or true"),
        pytest.param("true || container.tty", "true", id="true or unknown"),
        pytest.param("container.tty || false", "open", id="unknown or false"),
        pytest.param("container.tty && container.init", "false", id="unknown and false"),
        pytest.param("container.tty && container.privileged", "open", id="unknown and true"),
        pytest.param("container.tty ? true : true", "open", id="an unknown condition"),
        pytest.param("container.privileged ? container.init : container.tty", "false", id="the other branch is not asked"),
        pytest.param("(container.tty || container.privileged) && !(container.init)", "true", id="parentheses"),
        pytest.param("[container.tty, true] == [true, true]", "open", id="unknown in a list"),
        pytest.param("type(container.tty) == bool", "open", id="unknown as an argument"),
        pytest.param('container.cap_add.exists(c, c.name == "SYS_ADMIN")', "true", id="an entry is enough"),
        pytest.param('container.cap_add.exists(c, c.name == "NET_ADMIN")', "open", id="an unknown entry may be it"),
        pytest.param('container.cap_add.all(c, c.name == "SYS_ADMIN")', "open", id="an unknown entry may be another"),
        pytest.param('container.cap_add.all(c, c.name == "NET_ADMIN")', "false", id="an entry is enough against all"),
        pytest.param('!container.cap_add.exists(c, c.name == "SYS_ADMIN")', "false", id="none of a list"),
        pytest.param("size(container.cap_add) > 5", "open", id="the size of a list with an unknown entry"),
        pytest.param('container.cap_add.filter(c, c.name == "X").size() > 0', "open", id="filter asks for all of a list"),
        pytest.param("container.cap_drop.exists(c, true)", "false", id="an empty list: none"),
        pytest.param("container.cap_drop.all(c, false)", "true", id="an empty list: all"),
        pytest.param('"--debug" in container.cmd', "true", id="a list of texts"),
        pytest.param('container.cmd.exists(w, w.startsWith("--"))', "true", id="texts by exists"),
        pytest.param('container.env.exists(e, e.name == "MODE" && e.value == "debug")', "true", id="variables"),
        pytest.param('container.env.exists(e, e.name == "LEVEL" && e.value == "x")', "open", id="an unknown variable"),
        pytest.param('container.log_config.config["max-size"] == "10m"', "true", id="a map"),
        pytest.param('"max-file" in container.log_config.config', "false", id="a key that is not in a map"),
        pytest.param('container.image.registry != "registry.example.com"', "false", id="a part of the image"),
        pytest.param('container.image.written.matches("^registry[.]example[.]com/")', "true", id="a pattern"),
        pytest.param("container.mounts.exists(m, m.read_only == false)", "true", id="an entry's field"),
        pytest.param("container.mounts.filter(m, m.read_only).size() == 1", "true", id="filter"),
        pytest.param('container.mounts.exists_one(m, m.type == "bind")', "true", id="exists_one"),
        pytest.param(
            'container.mounts.exists(m, container.env.exists(e, e.value == "debug" && m.type == "bind"))', "true", id="nested"
        ),
        pytest.param("container.mounts.filter(m, m.size > 1).size() == 0", "open", id="null within a filter"),
        pytest.param("1 / 0 == 1", "open", id="an error of arithmetic"),
        pytest.param("container.mounts[9].read_only", "open", id="an entry that is not there"),
        pytest.param("[1, 2].exists(x, x == 2 && container.privileged)", "true", id="a macro over a literal"),
    ],
)
def test_expressions(tmp_path: Path, when: str, expected: str) -> None:
    assert verdict(ask(tmp_path, SERVICE, when)) == expected


@pytest.mark.parametrize(
    ("text", "when", "expected"),
    [
        pytest.param("docker run $OPTS nginx\n", "container.privileged", "open", id="options in a variable"),
        pytest.param("docker run $OPTS nginx\n", "!container.privileged", "open", id="options in a variable, denied"),
        pytest.param("docker run $OPTS nginx\n", "container.mounts.exists(m, true)", "open", id="mounts in a variable"),
        pytest.param("docker run $OPTS nginx\n", "container.mounts.all(m, true)", "open", id="all mounts in a variable"),
        pytest.param("docker run $OPTS nginx\n", "size(container.mounts) == 0", "open", id="how many mounts"),
        pytest.param("docker run -v /a:/b $OPTS nginx\n", "container.mounts.exists(m, true)", "true", id="one can be read"),
        pytest.param('docker run "nginx:$TAG"\n', "container.image != null", "true", id="an image of which a part is unknown"),
        pytest.param('docker run "nginx:$TAG"\n', 'container.image.repository == "nginx"', "true", id="the part that is known"),
        pytest.param('docker run "$IMAGE"\n', 'container.image.written == "nginx"', "open", id="an image in a variable"),
        pytest.param('docker run --name "$NAME" nginx\n', 'container.name == "web"', "open", id="a name in a variable"),
        pytest.param("docker run --privileged nginx\n", "container.privileged", "true", id="all is known"),
    ],
)
def test_what_a_script_leaves_open(tmp_path: Path, text: str, when: str, expected: str) -> None:
    assert verdict(ask(tmp_path, text, when, name="run.sh")) == expected


def test_what_is_undecided_says_why_and_where(tmp_path: Path) -> None:
    (one,) = ask(tmp_path, SERVICE, "container.tty").undecided
    assert (one.policy.id, one.undecided.field, one.undecided.location.text) == ("mine", "tty", "${TTY}")
    assert "TTY" in one.undecided.why


def test_what_has_to_be_asked_first_is_said(tmp_path: Path) -> None:
    (one,) = ask(tmp_path, SERVICE, "container.memory > 5").undecided
    assert one.undecided.why == "`container.memory` is not declared here: the expression does not ask `!= null` first"


@pytest.mark.parametrize(
    ("when", "at", "texts"),
    [
        pytest.param("true", "privileged", ["true"], id="a value"),
        pytest.param("true", "image.tag", ["1.2"], id="a part"),
        pytest.param("true", "container.image.tag", ["1.2"], id="a part, written in full"),
        pytest.param("true", "init", ["web"], id="what is not written: the container"),
        pytest.param('container.mounts.exists(m, m.type == "bind")', "mounts", ["/etc:/host/etc"], id="an entry"),
        pytest.param("container.mounts.exists(m, true)", "mounts", ["/etc:/host/etc", "data:/data:ro"], id="each entry"),
    ],
)
def test_places(tmp_path: Path, when: str, at: str, texts: list[str]) -> None:
    assert [finding.location.text for finding in ask(tmp_path, SERVICE, when, at).findings] == texts


def test_without_at_the_container_is_pointed_at(tmp_path: Path) -> None:
    path = tmp_path / "p.yaml"
    path.write_text("policies: [{id: x, severity: low, message: m, when: 'true'}]\n", encoding="utf-8")
    report = check_texts({"compose.yaml": SERVICE}, Settings(select=("x",), policy_files=(str(path),), installed_plugins=False))
    (finding,) = report.findings
    assert (finding.location.text, str(finding.severity), finding.policy.group) == ("web", "low", "custom")


def test_findings_are_suppressed_as_others_are(tmp_path: Path) -> None:
    text = SERVICE.replace("privileged: true", "privileged: true  # lintainer: ignore[mine] on purpose")
    (finding,) = ask(tmp_path, text, "container.privileged").findings
    assert finding.suppressed is not None
    assert finding.suppressed.reason == "on purpose"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        pytest.param(
            "WHEN", "container.privileged &&", ":5: when: no CEL expression: syntax error at line 1, column", id="syntax"
        ),
        pytest.param(
            "WHEN", "container.priviledged", ":5: when: `container` has no field `priviledged`: did you mean 'priv", id="field"
        ),
        pytest.param(
            "WHEN", 'container.image.tags == "x"', "`container.image` has no field `tags`: did you mean 'tag'", id="part"
        ),
        pytest.param("WHEN", 'container.name.first == "x"', "`container.name` has no fields: it is text", id="field of a text"),
        pytest.param("WHEN", "container.name", "`container.name` is no boolean, but text", id="no boolean"),
        pytest.param("WHEN", "container.name.exists(x, true)", "`container.name` is no list, but text", id="no list"),
        pytest.param(
            "WHEN", 'container.mounts.exists(m, m.sorce == "x")', "`m` has no field `sorce`: did you mean 'source'", id="entry"
        ),
        pytest.param("WHEN", "contaner.privileged", "no name `contaner`: did you mean 'container'", id="name"),
        pytest.param("WHEN", "(" * 300 + "true" + ")" * 300, ":5: when: the expression is nested too deeply", id="depth"),
        pytest.param("WHEN", "'.container.privileged'", "no name `.container`: names begin without a dot", id="dot"),
        pytest.param("WHEN", "has(container.memory)", "`has` is not there: what is not declared is null", id="has"),
        pytest.param(
            "WHEN", 'container.name.startWith("x")', "no function `startWith`: did you mean 'startsWith'", id="function"
        ),
        pytest.param(
            "WHEN", 'container.log_config.config.max == "1"', 'is a map: write `container.log_config.config["max"]`', id="map"
        ),
        pytest.param(
            "at: AT", "at: privleged", ":6: at: `container` has no field `privleged`: did you mean 'privileged'", id="at"
        ),
        pytest.param("    severity: high\n", "", ":2: a policy needs the key 'severity'", id="missing key"),
        pytest.param("    severity: high", "    severity: awful", ":3: severity: no severity 'awful'", id="severity"),
        pytest.param("message:", "mesage:", ":4: a policy has no key 'mesage': did you mean 'message'", id="misspelt key"),
        pytest.param(
            "id: mine", "id: privileged", ":2: policy 'privileged' is there already: it comes with", id="id of another"
        ),
        pytest.param("id: mine", "id: My Policy", ":2: id: lower-case words", id="id"),
        pytest.param("at: AT", "syntaxes: [helm]", ":6: syntaxes: no syntax 'helm'", id="syntax of containers"),
        pytest.param("policies:", "polices:", ":1: no key 'polices': did you mean 'policies'", id="key of the file"),
        pytest.param("    at: AT", "    at: [", ":", id="no YAML"),
        pytest.param("    at: AT\n", "    at: AT\n    at: AT\n", ":7: the key 'at' is there twice", id="a key twice"),
    ],
)
def test_what_is_wrong_in_a_file_is_said_with_its_line(tmp_path: Path, old: str, new: str, message: str) -> None:
    path = tmp_path / "policies.yaml"
    text = FILE.replace(old, new)
    assert text != FILE
    path.write_text(text.replace("WHEN", "container.privileged").replace("AT", "privileged"), encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        check_texts({"compose.yaml": SERVICE}, Settings(policy_files=(str(path),), installed_plugins=False))
    assert f"policies.yaml{message}" in str(caught.value) or message in str(caught.value)
    assert "policies.yaml:" in str(caught.value)


def test_an_id_may_be_used_once(tmp_path: Path) -> None:
    path = policy_file(tmp_path, "true")
    with pytest.raises(SettingsError, match=r"policies\.yaml:2: policy 'mine' is there already: .*policies\.yaml:2"):
        check_texts({"compose.yaml": SERVICE}, Settings(policy_files=(path, path), installed_plugins=False))


def test_a_missing_file_is_an_error() -> None:
    with pytest.raises(SettingsError, match=r"gone\.yaml"):
        check_texts({"compose.yaml": SERVICE}, Settings(policy_files=("gone.yaml",), installed_plugins=False))


def python(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout


def test_without_the_extra_the_error_names_it(tmp_path: Path) -> None:
    code = f"""
import sys
sys.modules["celpy"] = None
from lintainer.run import check_text
from lintainer.settings import Settings, SettingsError
try:
    check_text("services: {{}}", Settings(policy_files=({policy_file(tmp_path, "true")!r},)), "compose.yaml")
except SettingsError as error:
    print(error)
"""
    assert python(code) == "policies with `when` need the extra `cel`: pip install 'lintainer[cel]'\n"


def test_cel_is_not_imported_where_no_such_file_is_used() -> None:
    code = f"""
import sys
from lintainer.run import check_text
from lintainer.settings import Settings
check_text({SERVICE!r}, Settings(), "compose.yaml")
print([name for name in sys.modules if name.startswith(("celpy", "lark", "lintainer.custom"))])
"""
    assert python(code) == "[]\n"


def test_the_command_line_names_a_file(tmp_path: Path) -> None:
    (tmp_path / "compose.yaml").write_text(SERVICE, encoding="utf-8")
    path = policy_file(tmp_path, "container.privileged")
    command = [sys.executable, "-m", "lintainer", "check", "--isolated", "--select", "mine", "--policy-file", path, "--format"]
    done = subprocess.run([*command, "concise", str(tmp_path / "compose.yaml")], check=False, capture_output=True, text=True)
    assert done.returncode == 1, done.stderr
    assert "compose.yaml:4:17: high[mine] web: is not as it should be" in done.stdout


def page() -> str:
    return PAGE.read_text(encoding="utf-8")


def test_the_page_holds_the_vocabulary_of_the_model() -> None:
    assert page().endswith(tables())


def page_fences() -> dict[str, Fence]:
    return {fence.info.split()[-1]: fence for fence in fences(page()) if fence.info != "text"}


@pytest.mark.parametrize("syntax", list(NAMES))
def test_the_file_of_the_page_works_in_every_syntax(tmp_path: Path, syntax: str) -> None:
    all_fences = list(fences(page()))
    given = page_fences()
    (tmp_path / "policies.yaml").write_text(given["policies"].text, encoding="utf-8")
    (tmp_path / ".lintainer.yaml").write_text(given["config"].text, encoding="utf-8")
    settings = settings_from(read(str(tmp_path / ".lintainer.yaml"))).replace(select=("custom",), installed_plugins=False)
    report = check_texts({NAMES[syntax]: given[syntax].text}, settings)
    expected = all_fences[all_fences.index(given[syntax]) + 1]
    lines = []
    for finding in report.findings:
        at = finding.location.region
        name = finding.location.source.name
        lines.append(
            f"{name}:{at.line}:{at.column}: {finding.severity}[{finding.policy.id}] {finding.who}: {finding.message}\n"
        )
    assert "".join(lines) == expected.text
    assert {finding.policy.id for finding in report.findings} == {
        "privileged-is-for-the-agent",
        "only-our-registry",
        "no-sockets",
    }
    assert not report.undecided
