"""`docker run` command lines: what the model holds of them, and where each value was written."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from lintainer.model import Container
from lintainer.model.notes import InvalidValue, OptionAfterImage
from lintainer.parsers.docker_run import parse_argv, parse_command
from lintainer.request import create_request
from lintainer.source import Fragment, Source


def container(command: str) -> Container:
    parsed = parse_argv(shlex.split(command))
    assert not parsed.problems
    (workload,) = parsed.workloads
    (found,) = workload.containers
    return found


def refusals(command: str) -> list[tuple[str, str]]:
    return [
        (note.reason, note.location.text)
        for note in container(command).notes
        if isinstance(note, InvalidValue) and note.refused
    ]


@pytest.mark.parametrize(
    ("command", "field", "value", "place"),
    [
        pytest.param("docker run --privileged a", "privileged", True, "--privileged", id="bare boolean"),
        pytest.param("docker run --privileged=true a", "privileged", True, "--privileged=true", id="glued boolean"),
        pytest.param("docker run --privileged=false a", "privileged", False, "--privileged=false", id="false"),
        pytest.param("docker run --privileged --privileged=0 a", "privileged", False, "--privileged=0", id="the last counts"),
        pytest.param("docker run -itm1g a", "memory", 1 << 30, "m1g", id="value glued in a cluster"),
        pytest.param("docker run -it a", "tty", True, "t", id="letter in a cluster"),
        pytest.param("docker run -t a", "tty", True, "-t", id="letter alone"),
        pytest.param("docker run -m=1g a", "memory", 1 << 30, "-m=1g", id="letter with an equals sign"),
        pytest.param("docker run --net host a", "network_mode", "host", "--net host", id="alias"),
        pytest.param("docker run --network name=HOST a", "network_mode", "host", "--network name=HOST", id="long form"),
        pytest.param("docker run --network HOST a", "network_mode", "HOST", "--network HOST", id="a network called HOST"),
        pytest.param("docker run -u 0:0 a", "user", 0, "-u 0:0", id="user by number"),
        pytest.param("docker run -u root a", "user", "root", "-u root", id="user by name"),
        pytest.param("docker run --pids-limit -1 a", "pids_limit", -1, "--pids-limit -1", id="negative value"),
        pytest.param("docker run --cpus 1.5 a", "nano_cpus", 1_500_000_000, "--cpus 1.5", id="cpus"),
        pytest.param("sudo docker container run --rm -- a", "auto_remove", True, "--rm", id="prefix and management command"),
    ],
)
def test_an_option_sets_a_field_and_the_whole_flag_is_its_place(command: str, field: str, value: object, place: str) -> None:
    found = container(command)
    assert getattr(found, field) == value
    assert found.at(field).text == place


def test_options_end_at_the_image() -> None:
    found = container("docker run alpine --privileged --entrypoint x")
    assert found.privileged is None
    assert found.entrypoint is None
    notes = [(note.option, note.location.text) for note in found.notes if isinstance(note, OptionAfterImage)]
    assert notes == [("--privileged", "--privileged")]


@pytest.mark.parametrize(
    ("written", "source", "target", "read_only"),
    [
        pytest.param("-v /:/host:ro", "/", "/host", True, id="short"),
        pytest.param("-v //run/./docker.sock:/s", "/run/docker.sock", "/s", False, id="normalised"),
        pytest.param("--mount type=bind,source=/,target=/host,readonly", "/", "/host", True, id="mount"),
        pytest.param("--mount type=bind,src=/a,dst=/b,ro=0", "/a", "/b", False, id="mount with other keys"),
        pytest.param(
            "--mount type=volume,dst=/b,volume-opt=type=none,volume-opt=o=bind,volume-opt=device=/etc",
            "/etc", "/b", False, id="a volume whose driver binds a path",
        ),
    ],
)  # fmt: skip
def test_every_spelling_of_a_path_of_the_host_is_a_bind(written: str, source: str, target: str, read_only: bool) -> None:
    (mount,) = container(f"docker run {written} a").mounts
    assert (mount.type, mount.source, mount.target, mount.read_only) == ("bind", source, target, read_only)
    assert mount.at("option").text == written


def test_a_part_of_a_value_has_its_own_place() -> None:
    found = container('docker run --mount \'"type=bind","source=/a,b",target=/c d\' -p 127.0.0.1:8080:80/udp a')
    (mount,), (port,) = found.mounts, found.ports
    assert mount.at("source").text == "/a,b"
    assert mount.at("target").text == "/c d"
    assert [port.at(name).text for name in ("host_ip", "host_port", "container_port", "protocol")] == [
        "127.0.0.1",
        "8080",
        "80",
        "udp",
    ]


@pytest.mark.parametrize(
    ("command", "reason", "place"),
    [
        ("docker run --bogus a", "unknown flag: --bogus", "--bogus"),
        ("docker run --memory x a", 'invalid argument "x" for "-m, --memory" flag: invalid size: \'x\'', "x"),
        ("docker run --pid bogus a", "--pid: invalid PID mode", "--pid bogus"),
        ("docker run -v /a:/b:ro:x a", "invalid spec: /a:/b:ro:x: too many colons", "/a:/b:ro:x"),
        ("docker run", "'docker run' requires at least 1 argument", "docker run"),
    ],
)
def test_what_the_client_refuses_is_refused_with_its_reason_at_its_place(command: str, reason: str, place: str) -> None:
    assert refusals(command) == [(reason, place)]


@pytest.mark.parametrize(
    ("command", "field", "value", "place"),
    [
        pytest.param("docker exec --privileged c sh", "privileged", True, "--privileged", id="exec privileged"),
        pytest.param("docker container exec -u root c sh", "user", "root", "-u root", id="exec as root"),
        pytest.param("docker update --memory 0 c", "memory", 0, "--memory 0", id="update lifts a limit"),
        pytest.param("docker update c --pids-limit -1", "pids_limit", -1, "--pids-limit -1", id="update, options behind"),
        pytest.param("docker compose -f x run --user 0 web sh", "user", 0, "--user 0", id="compose run"),
        pytest.param("docker-compose exec --privileged web sh", "privileged", True, "--privileged", id="compose exec"),
        pytest.param("podman run --userns keep-id a", "userns_mode", "keep-id", "--userns keep-id", id="podman userns"),
        pytest.param(
            "podman --root /x run --security-opt unmask=/proc/acpi:/sys/firmware a",
            "unmasked_paths", ("/proc/acpi", "/sys/firmware"), "--security-opt unmask=/proc/acpi:/sys/firmware",
            id="podman unmask",
        ),
        pytest.param("nerdctl -n k8s.io run --privileged a", "privileged", True, "--privileged", id="nerdctl"),
        pytest.param("docker --context x run --privileged a", "privileged", True, "--privileged", id="global option"),
        pytest.param("env A=b sudo -u x docker run --privileged a", "privileged", True, "--privileged", id="prefixes"),
    ],
)  # fmt: skip
def test_other_commands_and_clients_are_read_too(command: str, field: str, value: object, place: str) -> None:
    found = container(command)
    assert getattr(found, field) == value
    assert found.at(field).text == place


def test_what_an_exec_leaves_open_is_what_the_container_has() -> None:
    found = container("docker exec -it c sh")
    assert (found.role, found.name) == ("exec", "c")
    assert found.is_complete("privileged")
    assert not found.is_complete("user")


def test_podmans_overlay_leaves_the_host_as_it_is() -> None:
    mount = container("podman run -v /etc:/x:O,z a").mounts[0]
    assert mount.read_only is True
    assert mount.at("read_only").text == "O"
    assert container("docker run -v /etc:/x:O a").mounts[0].read_only is False


def test_podmans_own_options() -> None:
    found = container("podman run --secret token --secret key,type=env --env-host --uidmap 0:1000:1 --health-cmd none a")
    assert [(one.volume_kind, one.target) for one in found.mounts] == [("secret", "/run/secrets/token")]
    assert [(one.name, one.value_from) for one in found.env] == [("*", "environment"), ("key", "secret")]
    assert (found.userns_mode, [one.value for one in found.uid_map]) == ("private", ["0:1000:1"])
    assert found.healthcheck is not None
    assert found.healthcheck.disabled is True
    root = container("podman run --read-only --rootfs /srv/root init")
    assert (root.image, [(one.source, one.target, one.read_only) for one in root.mounts]) == (None, [("/srv/root", "/", True)])
    assert [word.value for word in root.cmd or ()] == ["init"]
    # A name in the default network, and a file that may be missing: docker would refuse both.
    assert refusals("podman run --network-alias db --env-file -gone.env a") == []


def test_podman_and_nerdctl_split_lists_at_commas() -> None:
    found = container("podman run --cap-add SYS_ADMIN,net_raw --group-add a,b a")
    assert [(entry.name, entry.at().text) for entry in found.cap_add] == [("SYS_ADMIN", "SYS_ADMIN"), ("NET_RAW", "net_raw")]
    assert [entry.at("option").text for entry in found.cap_add] == ["--cap-add SYS_ADMIN,net_raw"] * 2
    assert [group.value for group in found.group_add] == ["a", "b"]
    assert [entry.written for entry in container("docker run --cap-add A,B a").cap_add] == ["A,B"]


def test_podmans_volumes_have_options_of_their_own_and_no_drives() -> None:
    (mount,) = container("podman run -v a:/b:U,Z a").mounts
    assert (mount.type, mount.source, mount.target, mount.selinux) == ("volume", "a", "/b", "Z")
    assert container("podman run -v a:/b:U,Z a").notes == ()
    # On Windows; nothing else can be meant where a path stands for the mode.
    (drive,) = container("podman run -v c:/a:/b a").mounts
    assert (drive.type, drive.source, drive.target) == ("bind", "c:/a", "/b")
    (windows,) = container("docker run -v a:/b a").mounts
    assert (windows.source, windows.target) == (None, "a:/b")


def test_a_seccomp_profile_is_read_and_judged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "open.json").write_text('{"defaultAction": "SCMP_ACT_ALLOW"}')
    (tmp_path / "tight.json").write_text('{"defaultAction": "SCMP_ACT_ERRNO"}')
    for name, allows in (("open.json", True), ("tight.json", False)):
        found = container(f"docker run --security-opt seccomp={name} a").seccomp
        assert found is not None
        assert (found.type, found.path, found.allows_by_default) == ("Localhost", name, allows)
        assert found.at("path").text == name


def test_an_env_file_is_read_and_its_lines_are_places_in_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "e.env").write_text("# c\nTOKEN=abc\n")
    (variable,) = container("docker run --env-file e.env a").env
    location = variable.at("value")
    assert (variable.name, variable.value, location.source.name, location.text) == ("TOKEN", "abc", "e.env", "abc")
    assert location.region.line == 2


def test_a_refused_variable_is_not_shown() -> None:
    ((reason, place),) = refusals("docker run -e =s3cret a")
    assert "s3cret" not in reason
    assert place == "=s3cret"


def test_an_image_named_like_a_boolean_is_noted() -> None:
    notes = [note for note in container("docker run --privileged false").notes if isinstance(note, InvalidValue)]
    assert [(note.refused, note.location.text) for note in notes] == [(False, "false")]


def test_a_command_that_starts_nothing_is_a_problem() -> None:
    for command in ("docker ps", "ls -l", "docker run --help", ""):
        assert [problem.kind for problem in parse_argv(shlex.split(command)).problems] == ["config"]


def test_options_behind_a_command_of_another_client_are_its_own() -> None:
    found = container("docker run docker:cli docker run --privileged a")
    assert [note for note in found.notes if isinstance(note, OptionAfterImage)] == []


UNKNOWN_PARTS = """
$X "$X" $X:/b /a:$X /a:/b:$X a=$X $X=b type=bind,source=$X,target=/b type=$X,target=/b $X,target=/b name=$X,alias=b
seccomp=$X label=$X nofile=1:$X /dev/sda:$X on-failure:$X $(c) ${X}m 1-$X:80 published=$X,target=80
type=volume,volume-opt=o=$X,volume-opt=device=$Y,target=/x type=tmpfs,tmpfs-size=$X,target=/a
""".split()


@pytest.mark.parametrize("dialect", ["docker", "podman", "nerdctl"])
def test_an_unknown_part_of_any_value_is_unknown_and_never_a_crash(dialect: str) -> None:
    from lintainer.parsers._shell import read_script
    from lintainer.parsers.docker_run.options import table

    for name in table(dialect, "run")[0]:
        text = "\n".join(f"{dialect} run --{name} {part} image command" for part in UNKNOWN_PARTS)
        source = Source("x.sh", text)
        commands = read_script(Fragment.whole(source)).commands
        assert len(commands) == len(UNKNOWN_PARTS)
        for command in commands:
            result = parse_command(command.words)
            if result is None:
                assert name == "help"
                continue
            (found,) = result.workload.containers
            create_request(found)
            for field in found.fields():
                region = found.at(field).region
                assert region.line == region.end_line


@pytest.mark.parametrize(
    ("command", "created"),
    [
        pytest.param("docker run -v /data:/d a", True, id="-v"),
        pytest.param("nerdctl run -v /data:/d a", True, id="nerdctl"),
        pytest.param("podman run -v /data:/d a", None, id="podman says that it is missing"),
        pytest.param("docker run -v data:/d a", None, id="a volume"),
        pytest.param("docker run --mount type=bind,src=/data,dst=/d a", None, id="--mount"),
        pytest.param("docker run --mount type=bind,src=/data,dst=/d,bind-create-src a", True, id="bind-create-src"),
        pytest.param("docker run --mount type=bind,src=/data,dst=/d,bind-create-src=0 a", False, id="bind-create-src=0"),
    ],
)
def test_a_missing_folder_of_the_host_is_made_or_not(command: str, created: bool | None) -> None:
    (mount,) = container(command).mounts
    assert mount.create_host_path is created


@pytest.mark.parametrize(
    ("command", "reason"),
    [
        pytest.param("docker run --cap-add FOO a", 'unknown capability: "FOO"', id="capability"),
        pytest.param("docker run -v /a:/b:bad a", "invalid mode: bad", id="mode"),
        pytest.param("docker run --mount type=disk,src=a,dst=/b a", "mount type unknown: disk", id="type"),
    ],
)
def test_what_the_engine_refuses_is_passed_on(command: str, reason: str) -> None:
    (note,) = container(command).notes
    assert isinstance(note, InvalidValue)
    assert (note.reason, note.refused, note.by_engine) == (reason, False, True)
