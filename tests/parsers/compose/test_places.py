"""Where a value is reported that another place gave to a service: where a user would change it for this one."""

from __future__ import annotations

import pytest

from lintainer.source import Location
from tests.parsers.compose.reading import container, read


def place(location: Location) -> tuple[str, str, list[tuple[str, str]]]:
    """Return the file and the text of a place, and of what it is related to."""
    related = [(one.location.source.name, one.location.text) for one in location.related]
    return location.source.name, location.text, related


def test_a_merge_key_is_the_place_of_what_it_brings() -> None:
    web = container("""
        x-base: &base {privileged: true, cap_add: [SYS_ADMIN], deploy: {resources: {limits: {memory: 1g}}}}
        services:
          web:
            <<: *base
            image: x
    """)
    assert place(web.at("privileged")) == ("compose.yaml", "*base", [("compose.yaml", "true")])
    assert place(web.cap_add[0].at()) == ("compose.yaml", "*base", [("compose.yaml", "SYS_ADMIN")])
    assert place(web.at("memory")) == ("compose.yaml", "*base", [("compose.yaml", "1g")])
    assert place(web.at("image")) == ("compose.yaml", "x", [])


def test_a_key_of_the_service_itself_wins_over_the_merge_key() -> None:
    web = container("""
        x-base: &base {privileged: true}
        services: {web: {image: x, privileged: false, <<: *base}}
    """)
    assert (web.privileged, place(web.at("privileged"))) == (False, ("compose.yaml", "false", []))


def test_a_mapping_merged_in_place_is_its_own_place() -> None:
    web = container("services: {web: {image: x, <<: {privileged: true}}}")
    assert place(web.at("privileged")) == ("compose.yaml", "true", [])


@pytest.mark.parametrize(
    ("line", "field", "text"),
    [
        pytest.param("privileged: *flag", "privileged", "true", id="a scalar"),
        pytest.param("cap_add: *caps", "cap_add", "[SYS_ADMIN]", id="a list"),
    ],
)
def test_an_alias_is_the_place_of_what_it_stands_for(line: str, field: str, text: str) -> None:
    web = container(f"""
        x-flag: &flag true
        x-caps: &caps [SYS_ADMIN]
        services:
          web:
            image: x
            {line}
    """)
    assert place(web.at(field)) == ("compose.yaml", line.partition(": ")[2], [("compose.yaml", text)])


def test_a_service_by_alias_has_a_place_of_its_own() -> None:
    two = container("services: {web: &w {image: x, privileged: true}, two: *w}", "two")
    assert two.at().text == "two"
    assert place(two.at("privileged")) == ("compose.yaml", "*w", [("compose.yaml", "true")])


def test_an_extended_service_of_the_file() -> None:
    web = container("""
        services:
          base: {image: x, privileged: true, volumes: [/:/host]}
          web: {extends: {service: base}, cap_add: [SYS_ADMIN]}
    """)
    assert place(web.at("privileged")) == ("compose.yaml", "base", [("compose.yaml", "true")])
    assert place(web.mounts[0].at()) == ("compose.yaml", "base", [("compose.yaml", "/:/host")])
    assert place(web.cap_add[0].at()) == ("compose.yaml", "SYS_ADMIN", [])
    assert web.at("privileged").span.start > web.at().span.start


def test_an_extended_service_of_another_file() -> None:
    web = container(
        "services: {web: {extends: {file: base.yaml, service: base}}}",
        base__yaml="services: {base: {image: x, privileged: true}}",
    )
    assert place(web.at("privileged")) == ("compose.yaml", "base", [("base.yaml", "true")])


def test_a_chain_of_extended_services_points_at_this_service() -> None:
    web = container("""
        services:
          a: {image: x, privileged: true}
          b: {extends: a}
          web: {extends: b}
    """)
    location = web.at("privileged")
    assert (location.text, [one.location.text for one in location.related]) == ("b", ["true"])


def test_paths_of_an_extended_file_are_below_its_folder() -> None:
    web = container(
        "services: {web: {extends: {file: sub/base.yaml, service: base}}}",
        sub___base__yaml="services: {base: {image: x, volumes: ['./d:/d']}}",
    )
    assert (web.mounts[0].source, web.mounts[0].base) == ("sub/d", "project")


def test_an_override_is_the_place_of_what_it_changes() -> None:
    parsed = read(
        "services: {web: {image: x, privileged: false, cap_add: [A]}}",
        named=False,
        compose__override__yaml="services: {web: {privileged: true, cap_add: [SYS_ADMIN]}}",
    )
    web = parsed.workloads[0].containers[0]
    assert place(web.at()) == ("compose.yaml", "web", [])
    assert place(web.at("privileged")) == ("compose.override.yaml", "true", [])
    assert [place(one.at())[:2] for one in web.cap_add] == [("compose.yaml", "A"), ("compose.override.yaml", "SYS_ADMIN")]
    assert [source.name for source in parsed.drawn] == ["compose.override.yaml"]


def test_an_included_service_is_where_it_is_written() -> None:
    parsed = read(
        "include: [sub/db.yaml]\nservices: {web: {image: x}}\n",
        sub___db__yaml="services: {db: {image: y, privileged: true, volumes: ['./d:/d']}}",
    )
    db = next(workload for workload in parsed.workloads if workload.name == "db").containers[0]
    assert place(db.at()) == ("sub/db.yaml", "db", [])
    assert place(db.at("privileged")) == ("sub/db.yaml", "true", [])
    assert db.mounts[0].source == "sub/d"
    assert [source.name for source in parsed.drawn] == ["sub/db.yaml"]


def test_later_documents_of_a_file() -> None:
    web = container("services: {web: {image: x}}\n---\nservices: {web: {privileged: true}}\n")
    assert (web.privileged, web.at("privileged").text) == (True, "true")


def test_what_is_reset_is_gone() -> None:
    parsed = read(
        "services: {web: {image: x, privileged: true, cap_add: [A], environment: {A: 1}}}",
        named=False,
        compose__override__yaml="services: {web: {privileged: !reset null, cap_add: !override [B], environment: {A: !reset }}}",
    )
    web = parsed.workloads[0].containers[0]
    assert web.privileged is None
    assert [one.name for one in web.cap_add] == ["B"]
    assert web.env == ()


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        pytest.param("é: 1\nservices: {web: {image: x, hostname: ü, user: root}}", "user", "root", id="not ASCII"),
        pytest.param("services:\r\n  web:\r\n    image: x\r\n    user: root\r\n", "user", "root", id="CRLF"),
        pytest.param('{"services": {"web": {"image": "x", "user": "root"}}}', "user", '"root"', id="JSON"),
        pytest.param("\ufeffservices: {web: {image: x, user: root}}", "user", "root", id="a byte order mark"),
    ],
)
def test_places_are_exact_in_every_encoding_of_a_file(text: str, field: str, value: str) -> None:
    assert container(text.replace("\ufeff", ""), env={}).at(field).text == value
