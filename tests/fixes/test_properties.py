"""Whatever is fixed, and however it is written, is still what it was: a command, a Compose file, a manifest."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from lintainer.fixes import together
from lintainer.fixes.edit import applied
from tests.fixes.making import fixes, lint

FLAGS = [
    "--privileged",
    "--pid host",
    "--net=host",
    "-v /srv:/srv",
    "-v '/mnt:/m:rw'",
    "--mount type=bind,src=/etc,dst=/e",
    "-p 8080:80",
    '-p "0.0.0.0:81:81"',
    "--cap-add=NET_RAW",
    "--security-opt no-new-privileges=false",
    "--security-opt seccomp=unconfined",
    "-e A=b",
]
LINES = [
    "privileged: true",
    "network_mode: host  # why",
    "pid: 'host'",
    "cap_add: [NET_RAW, CHOWN]",
    "security_opt:\n      - seccomp:unconfined\n      # why\n      - no-new-privileges:false",
    "volumes:\n      - /srv:/srv\n      - {type: bind, source: /a, target: /e}",
    "tmpfs: [/t]\n    volumes:\n      - type: bind\n        source: /mnt\n        target: /m",
    "ports:\n      - 8080:80\n      - target: 90\n        published: '90'",
    "group_add:\n    - docker",
    "environment: {A: b}",
]


def rounds(text: str, name: str) -> str:
    """Make all fixes, in as many rounds as it takes, and hold each round to a text that can be read and says less."""
    for _ in range(6):
        found = [fix for _, fix in fixes(text, name)]
        if not found:
            return text
        text = applied(text, [edit for fix in together(found) for edit in fix.edits])
        report = lint(text, name)
        assert not any(one.policy.id in ("invalid-value", "unknown-field", "duplicate-key") for one in report.findings)
    raise AssertionError("fixes do not end")


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(FLAGS), unique=True), st.sampled_from([" ", " \\\n  ", " \\\r\n\t"]))
def test_any_command_is_still_a_command(flags: list[str], space: str) -> None:
    text = rounds(space.join(["docker run", *flags, "nginx:1.27 serve"]) + "\n", "run.sh")
    report = lint(text, "run.sh")
    assert report.containers == 1
    image = report.projects[0].workloads[0].containers[0].image
    assert image is not None
    assert image.written == "nginx:1.27"


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.sampled_from(LINES), unique_by=lambda line: "volumes:" in line or line),
    st.booleans(),
    st.sampled_from(["\n", "\r\n"]),
)
def test_any_compose_file_is_still_one(lines: list[str], above: bool, newline: str) -> None:
    image = ["image: nginx:1.27"]
    body = "".join(f"    {line}\n" for line in ([*image, *lines] if above else [*lines, *image]))
    text = rounds(f"services:\n  web:\n{body}".replace("\n", newline), "compose.yaml")
    report = lint(text, "compose.yaml")
    assert report.containers == 1
    assert ("environment: {A: b}" in lines) == bool(report.projects[0].workloads[0].containers[0].env)


SPEC = ["hostNetwork: true", "hostPID: true  # why", "securityContext:\n    seccompProfile: {type: Unconfined}"]
CONTAINER = [
    "securityContext:\n        privileged: true\n        capabilities:\n          add:\n            - NET_RAW",
    "volumeMounts:\n      - name: host\n        mountPath: /a\n      - {name: host, mountPath: /b, readOnly: false}",
    "env: [{name: A, value: b}]",
]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(SPEC), unique=True), st.lists(st.sampled_from(CONTAINER), unique=True))
def test_any_manifest_is_still_one(spec: list[str], lines: list[str]) -> None:
    text = "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n" + "".join(f"  {line}\n" for line in spec)
    text += "  containers:\n  - name: app\n    image: nginx:1.27\n" + "".join(f"    {line}\n" for line in lines)
    text = rounds(f"{text}  volumes:\n  - name: host\n    hostPath: {{path: /mnt}}\n", "pod.yaml")
    report = lint(text, "pod.yaml")
    (container,) = [one for one in report.projects[0].workloads[0].containers if one.role == "main"]
    assert bool(container.env) == ("env: [{name: A, value: b}]" in lines)
    assert container.privileged in (None, False)
    assert all(mount.read_only is True and mount.propagation == "rslave" for mount in container.mounts)
