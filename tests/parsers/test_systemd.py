"""Services of systemd: which of their commands start containers, what stands in place of variables, and at which places."""

from __future__ import annotations

from pathlib import Path

import pytest

from lintainer.model import Unknown
from lintainer.parsers.registry import PARSERS
from lintainer.run import gather
from lintainer.settings import Settings
from tests.parsers.front_ends import SYSTEMD


def service(lines: str) -> str:
    return f"[Unit]\nDescription=é 漢字\n[Service]\n{lines}\n"


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("ExecStart=/usr/bin/docker run --privileged x", id="ExecStart"),
        pytest.param("ExecStart = docker run --privileged x", id="blanks around the sign"),
        pytest.param("ExecStartPre=-/usr/bin/docker run --privileged x", id="ExecStartPre, failure ignored"),
        pytest.param("ExecStartPost=+/usr/bin/podman run --privileged x", id="ExecStartPost, with full privileges"),
        pytest.param("ExecReload=!/usr/bin/docker run --privileged x", id="ExecReload"),
        pytest.param("ExecStop=!!/usr/bin/docker run --privileged x", id="ExecStop"),
        pytest.param("ExecStopPost=:/usr/bin/docker run --privileged x", id="ExecStopPost"),
        pytest.param("ExecCondition=/usr/bin/docker run --privileged x", id="ExecCondition"),
        pytest.param("ExecStart=|/usr/bin/docker run --privileged x", id="by the user's shell"),
        pytest.param("ExecStart=@/usr/bin/docker docker run --privileged x", id="with another name"),
        pytest.param("ExecStart=-@+:/usr/bin/docker docker run --privileged x", id="several marks"),
        pytest.param("ExecStart=/usr/bin/docker run \\\n  --privileged \\\n  x", id="continuations"),
        pytest.param("ExecStart=/usr/bin/docker run \\\n# a\n; b\n  --privileged x", id="comments between"),
        pytest.param("ExecStart=/bin/true ; /usr/bin/docker run --privileged x", id="behind a semicolon"),
        pytest.param("ExecStart=/bin/sh -c 'docker run --privileged x'", id="sh -c"),
        pytest.param("ExecStart=/bin/bash -euc \"exec docker run -e 'A=b c' --privileged x\"", id="bash -euc"),
        pytest.param('ExecStart=/bin/sh -c "docker run -e \\"A=b\\" --privileged x"', id="escapes in a script"),
        pytest.param("ExecStart=/usr/bin/env A=b /usr/bin/docker run --privileged x", id="env"),
        pytest.param("ExecStart=/usr/bin/nice -n 5 docker run --privileged x", id="nice"),
        pytest.param("Environment=O=--privileged\nExecStart=docker run $O x", id="a variable: where it is set"),
        pytest.param('Environment="O=--rm --privileged"\nExecStart=docker run $O x', id="one of a variable's words"),
        pytest.param("Environment=O=--privileged\nExecStart=docker run ${O} x", id="a variable in braces"),
        pytest.param(
            "Environment=O=--pid=host\nEnvironment=\nEnvironment=O=--privileged\nExecStart=docker run $O x", id="reset"
        ),
        pytest.param("Environment=O=--pid=host O=--privileged\nExecStart=docker run $O x", id="of two values the last"),
        pytest.param("ExecStart=docker run a\nExecStart=\nExecStart=docker run --privileged x", id="an empty one takes back"),
    ],
)
def test_a_privileged_container_is_found_at_its_place(line: str) -> None:
    SYSTEMD.finds_privileged(service(line))
    SYSTEMD.finds_privileged(service(line).replace("\n", "\r\n"))


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("# ExecStart=docker run x", id="comment"),
        pytest.param("; ExecStart=docker run x", id="comment with a semicolon"),
        pytest.param("Description=docker run x", id="another key"),
        pytest.param("ExecStart=/bin/echo docker run x", id="argument of another command"),
        pytest.param("ExecStart=/bin/echo a ';' docker run x", id="a semicolon in quotes"),
        pytest.param("ExecStart=/bin/echo a \\; docker run x", id="an escaped semicolon"),
        pytest.param("ExecStart=/bin/echo a && docker run x", id="no shell"),
        pytest.param("ExecStart=docker build .", id="another subcommand"),
        pytest.param("ExecStart=docker run x\nExecStart=", id="taken back"),
        pytest.param("[Install]\nExecStart=docker run x", id="another section"),
        pytest.param("ExecStart=@/usr/bin/docker", id="nothing behind a mark"),
        pytest.param("ExecStart=;", id="a lone semicolon"),
        pytest.param("ExecStart=-", id="a lone mark"),
    ],
)
def test_no_command(line: str) -> None:
    assert SYSTEMD.containers(service(line)) == []


@pytest.mark.parametrize(
    ("lines", "values"),
    [
        pytest.param("Environment=A=1\nExecStart=docker run -e V=${A} x", ["1"], id="in a word"),
        pytest.param("Environment='A=1 2'\nExecStart=docker run -e ${A} x", [None], id="braces make one word"),
        pytest.param("Environment=A=1\nExecStart=docker run -e V=$A x", ["$A"], id="only a word of its own without braces"),
        pytest.param("Environment=A=1\nExecStart=docker run -e V=$${A} x", ["${A}"], id="two dollar signs"),
        pytest.param("Environment=A=1\nExecStart=:docker run -e V=${A} x", ["${A}"], id="switched off"),
        pytest.param("Environment=A=1\nExecStart=docker run -e 'V=${A}' x", ["1"], id="quotes keep nothing"),
        pytest.param("Environment=A=$B\nExecStart=docker run -e V=${A} x", ["$B"], id="values are not expanded"),
        pytest.param("Environment=\"A=V=1 'W=2 3'\"\nExecStart=docker run -e $A x", ["1"], id="quotes in a value"),
        pytest.param("Environment=A=%p\nExecStart=docker run -e V=${A} x", ["web"], id="a specifier in a value"),
        pytest.param("ExecStart=docker run -e V=%N -e W=%n -e X=%i x", ["web", "web.service", ""], id="the unit's name"),
        pytest.param("ExecStart=docker run -e V=100%% x", ["100%"], id="two percent signs"),
        pytest.param("Environment=A=1\nExecStart=sh -c 'docker run -e V=${A}b x'", ["1b"], id="systemd is before the shell"),
        pytest.param("Environment=A=1\nExecStart=sh -c 'docker run -e V=$A x'", ["1"], id="the shell has the environment"),
        pytest.param("Environment=A=1\nExecStart=:sh -c 'docker run -e V=${A}b x'", ["1b"], id="and so it has it alone"),
    ],
)
def test_values(lines: str, values: list[str | None]) -> None:
    assert [one.value for one in SYSTEMD.only(service(lines)).env] == values


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        pytest.param("ExecStart=docker run x:${T}", "`${T}` is not known from this unit", id="not set"),
        pytest.param("ExecStart=docker run x:${T:-1}", "`${…}` is not known from this unit", id="systemd knows no defaults"),
        pytest.param("Environment=T=1\nUnsetEnvironment=T\nExecStart=docker run x:${T}", "`${T}` is not", id="unset"),
        pytest.param("Environment=T=1\nEnvironmentFile=/e\nExecStart=docker run x:${T}", "EnvironmentFile=", id="a file"),
        pytest.param("Environment=T=%m\nExecStart=docker run x:${T}", "systemd decides what %m is", id="a specifier in it"),
        pytest.param("ExecStart=docker run x:%v", "systemd decides what %v is", id="specifier"),
        pytest.param("ExecStart=/bin/sh -c 'docker run x:$$T'", "`$T` is not known", id="a variable of the shell"),
    ],
)
def test_what_the_unit_does_not_say_is_unknown(lines: str, why: str) -> None:
    image = SYSTEMD.only(service(lines)).image
    assert image is not None
    assert image.repository == "x"
    assert isinstance(image.tag, Unknown)
    assert why in image.tag.why


def test_without_braces_a_variable_may_be_several_words() -> None:
    assert "*" in SYSTEMD.only(service("ExecStart=docker run $A x")).incomplete
    assert "*" not in SYSTEMD.only(service("ExecStart=docker run -e ${A} x")).incomplete


@pytest.mark.parametrize(
    ("path", "name"),
    [
        pytest.param("web.service", "web web.service", id="unit"),
        pytest.param("etc/web-db.service", "web-db web-db.service", id="in a folder"),
        pytest.param("web@.service", "web …", id="template"),
        pytest.param("web@a-b.service", "web web@a-b.service", id="instance"),
        pytest.param("web.service.d/10-a.conf", "web web.service", id="drop-in"),
        pytest.param("service.d/10-a.conf", "… …", id="drop-in of all services"),
        pytest.param("web-.service.d/a.conf", "… …", id="drop-in of several"),
    ],
)
def test_specifiers_of_the_name(path: str, name: str) -> None:
    found = SYSTEMD.only(service("ExecStart=docker run -e P=%p -e N=%n x"), path)
    assert " ".join(one.value if isinstance(one.value, str) else "…" for one in found.env) == name


def test_of_a_template_the_instance_is_unknown() -> None:
    found = SYSTEMD.only(service("ExecStart=docker run --name %p-%i -v /srv/%i:/data x"), "web@.service")
    (mount,) = found.mounts
    assert isinstance(mount.source, Unknown)
    assert (mount.source.prefix, mount.target) == ("/srv/", "/data")
    assert mount.at("source").text == "/srv/%i"


def test_the_home_folder() -> None:
    (mount,) = SYSTEMD.only(service("ExecStart=docker run -v %h/.ssh:/x y")).mounts
    assert (mount.base, mount.source) == ("home", ".ssh")


@pytest.mark.parametrize(
    ("name", "claimed"),
    [
        ("a.service", True),
        ("a@.service", True),
        ("a.service.d/b.conf", True),
        ("service.d/b.conf", True),
        ("a.conf", False),
        ("a.service.d/b.txt", False),
    ],
)
def test_names(name: str, claimed: bool) -> None:
    assert SYSTEMD.claims(service("ExecStart=docker run x"), name) is claimed
    assert not SYSTEMD.claims("[D-BUS Service]\nExec=docker run x\n", name)


def test_no_file_of_this_machine_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.env").write_text("A=1\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    found = SYSTEMD.only(service("ExecStart=docker run --env-file a.env x"))
    assert found.env == ()
    assert "env" in found.incomplete


def test_units_of_a_folder_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a.service", "b.service.d/c.conf", "d.conf"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(service("ExecStart=docker run x"), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    found = gather(["."], Settings(), PARSERS, None, None)
    assert [one.source.name for one in found.inputs] == ["a.service", "b.service.d/c.conf"]


def test_what_a_drop_in_changes_is_not_what_the_unit_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    unit = "Environment=A=1 B=2\nExecStart=docker run -e A=${A} -e B=${B} x\nExecStartPost=docker run y"
    for name, lines in {
        "web.service": unit,
        "web.service.d/10.conf": "Environment=A=9\nExecStartPost=\nExecStartPost=docker run z",
        "service.d/10.conf": "Environment=B=9",
        "service.d/20.conf": "ExecStop=docker run w",
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(service(lines), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    parsed = SYSTEMD.parse(service(unit), "web.service")
    (found,) = [one for workload in parsed.workloads for one in workload.containers]
    # Of two drop-ins with one name the nearest counts.
    assert [(one.name, one.value) for one in found.env] == [("A", Unknown()), ("B", "2")]
    assert [one.reason for one in parsed.skipped] == ["web.service:6: web.service.d/10.conf takes this ExecStartPost= back"]
    assert [
        one.image.repository for one in SYSTEMD.containers(service("ExecStart=docker run a"), "service.d/20.conf") if one.image
    ] == ["a"]


@pytest.mark.parametrize("lines", ["Environment=", "EnvironmentFile=/etc/default/web", "UnsetEnvironment=A"])
def test_a_drop_in_may_take_variables_away(lines: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "web.service.d").mkdir()
    (tmp_path / "web.service.d" / "a.conf").write_text(service(lines), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    (found,) = SYSTEMD.only(service("Environment=A=1\nExecStart=docker run -e A=${A} x"), "web.service").env
    assert isinstance(found.value, Unknown)


def test_values_that_grow_without_bound_become_unknown() -> None:
    found = SYSTEMD.only(service(f"Environment=A={'x' * 50_000}\nExecStart=docker run -w {'${A}' * 100} y")).working_dir
    assert isinstance(found, Unknown)
    assert found.prefix == "x" * 400_000


def test_remarks() -> None:
    text = service("ExecStart=docker run \\\n  # lintainer: ignore[privileged] a reason\n  --privileged x")
    SYSTEMD.covers(text, "--privileged x")
