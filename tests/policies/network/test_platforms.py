"""What cannot be known of a command line decides nothing, and breaks nothing."""

from __future__ import annotations

from lintainer.run import check_texts
from lintainer.settings import Settings


def test_a_platform_that_a_variable_completes_is_read() -> None:
    text = "docker run --rm --platform linux/${{ matrix.arch }} --pids-limit 10 nginx:1.27\n"
    report = check_texts({"run.sh": text}, Settings(select=("missing-pids-limit",), installed_plugins=False))
    assert not report.problems
    assert report.workloads == 1


def test_podman_is_left_undecided_about_the_shared_bridge() -> None:
    text = "podman run --rm docker.io/library/nginx:1.27\n"
    report = check_texts({"run.sh": text}, Settings(select=("default-bridge",), installed_plugins=False))
    assert report.findings == ()
    assert [one.undecided.field for one in report.undecided] == ["network_mode"]
