"""What the two readers make of scalars. The cases were run through docker compose 5.6 and kubectl 1.32."""

from __future__ import annotations

import pytest

from lintainer.parsers._yaml import Scalar, Schema, Value, documents, old_bool, plain_value, scalar_value
from lintainer.source import Source


@pytest.mark.parametrize(
    ("text", "value"),
    [
        pytest.param("", None, id="nothing"),
        pytest.param("~", None, id="tilde"),
        pytest.param("Null", None, id="null in title case"),
        pytest.param("nULL", "nULL", id="null in mixed case is text"),
        pytest.param("True", True, id="true"),
        pytest.param("FALSE", False, id="false"),
        pytest.param("tRUE", "tRUE", id="true in mixed case is text"),
        pytest.param("0o17", 15, id="octal of YAML 1.2"),
        pytest.param("0O17", 15, id="octal in upper case"),
        pytest.param("017", 15, id="octal of YAML 1.1"),
        pytest.param("-0o7", -7, id="negative octal"),
        pytest.param("08", 8.0, id="no octal digit: a float"),
        pytest.param("0o8", "0o8", id="no octal digit behind 0o: text"),
        pytest.param("1_000", 1000, id="underscores"),
        pytest.param("0x_f", 15, id="hexadecimal with an underscore"),
        pytest.param("0X1F", 31, id="hexadecimal in upper case"),
        pytest.param("-0b11", -3, id="binary"),
        pytest.param("+5", 5, id="plus"),
        pytest.param("18446744073709551615", 18446744073709551615, id="largest unsigned"),
        pytest.param("99999999999999999999", 1e20, id="beyond 64 bits: a float"),
        pytest.param("0xfffffffffffffffff", "0xfffffffffffffffff", id="hexadecimal beyond 64 bits: text"),
        pytest.param("1e3", 1000.0, id="exponent"),
        pytest.param("1.", 1.0, id="trailing dot"),
        pytest.param(".5", 0.5, id="leading dot"),
        pytest.param(".5_0", ".5_0", id="no underscores behind a leading dot"),
        pytest.param(".5e-3", 0.0005, id="leading dot and exponent"),
        pytest.param("+.5", 0.5, id="sign and leading dot"),
        pytest.param("1e400", "1e400", id="beyond a float: text"),
        pytest.param(".inf", float("inf"), id="infinity"),
        pytest.param(".inf1", ".inf1", id="no infinity"),
        pytest.param("0x1p3", "0x1p3", id="no hexadecimal floats"),
        pytest.param("2001-01-01", "2001-01-01", id="dates stay text"),
        pytest.param("12:30:45", "12:30:45", id="no base 60"),
        pytest.param("1.2.3", "1.2.3", id="version"),
        pytest.param("-", "-", id="dash"),
        pytest.param("٣", "٣", id="digits of other scripts are text"),
        pytest.param("=", "=", id="equals sign"),
        pytest.param("64m", "64m", id="size"),
    ],
)
def test_plain_values_that_both_readers_share(text: str, value: Value) -> None:
    for schema in ("core", "yaml11"):
        found = plain_value(text, schema)
        assert (type(found), found) == (type(value), value)


@pytest.mark.parametrize(
    ("text", "value"), [("y", True), ("Yes", True), ("ON", True), ("n", False), ("no", False), ("Off", False)]
)
def test_old_booleans_are_booleans_for_kubectl_alone(text: str, value: bool) -> None:
    assert plain_value(text, "core") == text
    assert plain_value(text, "yaml11") is value
    assert old_bool(text) is value


def test_what_is_no_old_boolean() -> None:
    assert [old_bool(text) for text in ("yES", "true", "1", "")] == [None] * 4


@pytest.mark.parametrize(
    ("text", "schema", "value"),
    [
        pytest.param('"8"', "core", "8", id="double quotes"),
        pytest.param("'yes'", "yaml11", "yes", id="single quotes"),
        pytest.param('""', "core", "", id="empty quotes are no null"),
        pytest.param("|\n  1\n", "core", "1\n", id="block scalar"),
        pytest.param("!!str yes", "yaml11", "yes", id="tagged as a string"),
        pytest.param("!!str", "core", "", id="empty and tagged as a string"),
        pytest.param('!!int "8"', "core", 8, id="quoted, but tagged as an integer"),
        pytest.param("!!float 8", "core", 8.0, id="tagged as a float"),
        pytest.param("!!bool yes", "yaml11", True, id="tagged as a boolean"),
        pytest.param("!!bool yes", "core", "yes", id="no boolean of the core schema"),
        pytest.param("!!int true", "core", "true", id="a boolean is no integer"),
        pytest.param("!reset null", "core", "null", id="tag of its own"),
        pytest.param("! 8", "core", "8", id="the non-specific tag"),
    ],
)
def test_scalars_by_style_and_tag(text: str, schema: Schema, value: Value) -> None:
    (document,) = documents(Source("t", f"{text}\n"))
    assert isinstance(document.root, Scalar)
    found = scalar_value(document.root, schema)
    assert (type(found), found) == (type(value), value)
