"""GitHub's line hash: the vectors of github/codeql-action (src/fingerprints.test.ts, MIT), and its loop written out."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lintainer.files import read_source
from lintainer.reporters.fingerprints import Fingerprints, line_hashes
from lintainer.source import Source

GREETING = [
    "e9496ae3ebfced30:1",
    "fb7c023a8b9ccb3f:1",
    "ce8ba1a563dcdaca:1",
    "e20e36e16fcb0cc8:1",
    "b3edc88f2938467e:1",
    "c8e28b0b4002a3a0:1",
    "c129715d7a2bc9a3:1",
]

VECTORS = [
    pytest.param("", ["c129715d7a2bc9a3:1"], id="empty"),
    pytest.param(
        " a\nb\n  \t\tc\n d",
        ["271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1", "a23a3dc5e078b07b:1"],
        id="no line break at the end",
    ),
    pytest.param(
        " hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End",
        [
            "8b7cf3e952e7aeb2:1",
            "b1ae1287ec4718d9:1",
            "bff680108adb0fcc:1",
            "c6805c5e1288b612:1",
            "b86d3392aea1be30:1",
            "e6ceba753e1a442:1",
        ],
        id="empty lines",
    ),
    pytest.param(" hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End\n", GREETING, id="LF"),
    pytest.param(" hello; \t\nworld!!!\r\r\r  \t\tGreetings\r End\r", GREETING, id="CR"),
    pytest.param(" hello; \t\r\nworld!!!\r\n\r\n\r\n  \t\tGreetings\r\n End\r\n", GREETING, id="CRLF"),
    pytest.param(" hello; \t\nworld!!!\r\n\n\r  \t\tGreetings\r End\r\n", GREETING, id="mixed line breaks"),
    pytest.param(
        "Lorem ipsum dolor sit amet.\n" * 10,
        [
            "a7f2ff13bc495cf2:1",
            "a7f2ff13bc495cf2:2",
            "a7f2ff13bc495cf2:3",
            "a7f2ff13bc495cf2:4",
            "a7f2ff13bc495cf2:5",
            "a7f2ff13bc495cf2:6",
            "a7f2ff1481e87703:1",
            "a9cf91f7bbf1862b:1",
            "55ec222b86bcae53:1",
            "cc97dc7b1d7d8f7b:1",
            "c129715d7a2bc9a3:1",
        ],
        id="equal lines are numbered",
    ),
]


@pytest.mark.parametrize(("text", "hashes"), VECTORS)
def test_hashes_are_those_of_the_upload_action(text: str, hashes: list[str]) -> None:
    numbers = range(1, len(hashes) + 1)
    assert line_hashes(text, numbers) == dict(zip(numbers, hashes, strict=True))


@pytest.mark.parametrize(("text", "hashes"), VECTORS)
def test_one_line_alone_has_the_hash_it_has_among_all(text: str, hashes: list[str]) -> None:
    for number, hash_ in enumerate(hashes, start=1):
        assert line_hashes(text, [number]) == {number: hash_}


def test_a_line_that_is_not_there_has_no_hash() -> None:
    assert line_hashes("a\n", [3, 7]) == {}
    assert line_hashes("a\n", []) == {}


def rolling(text: str) -> dict[int, str]:
    """The action's loop, unit by unit with a window that wraps around."""
    window, numbers, hashes, counts = [0] * 100, [-1] * 100, {}, {}
    value = index = line = 0
    line_start, after_cr = True, False
    encoded = text.encode("utf-16-le", "surrogatepass")

    def put_out() -> None:
        counts[value] = counts.get(value, 0) + 1
        hashes[numbers[index]] = f"{value:x}:{counts[value]}"
        numbers[index] = -1

    def push(unit: int) -> None:
        nonlocal value, index
        value = (value * 37 + unit - pow(37, 100, 1 << 64) * window[index]) % (1 << 64)
        window[index] = unit
        index = (index + 1) % 100

    for unit in [*(encoded[i] | encoded[i + 1] << 8 for i in range(0, len(encoded), 2)), 65535]:
        if unit in (0x20, 0x09) or (after_cr and unit == 0x0A):
            after_cr = False
            continue
        after_cr = unit == 0x0D
        unit = 0x0A if after_cr else unit
        if numbers[index] != -1:
            put_out()
        if line_start:
            line_start = False
            line += 1
            numbers[index] = line
        line_start = unit == 0x0A
        push(unit)
    for _ in range(100):
        if numbers[index] != -1:
            put_out()
        push(0)
    return hashes


@settings(max_examples=50, deadline=None)
@given(
    st.lists(st.sampled_from(["a", "b" * 60, " ", "\t", "\n", "\r", "\r\n", "\r \n", "é", "\u2028", "\U0001f40b", "\u0a0a"]))
)
def test_windows_come_to_what_the_rolling_hash_comes_to(parts: list[str]) -> None:
    text = "".join(parts)
    expected = rolling(text)
    assert line_hashes(text, range(1, len(text) + 3)) == expected


def test_a_byte_order_mark_counts_as_a_character_of_the_first_line(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"\xef\xbb\xbfa\nb\n")
    source = read_source(str(path))
    prints = Fingerprints([(source, 1), (source, 2)])
    assert prints.of(source, 1) == rolling("\ufeffa\nb\n")[1]
    assert prints.of(source, 2) == rolling("a\nb\n")[2]


def test_files_are_kept_apart() -> None:
    one, two = Source("one", "same\n"), Source("two", "same\n")
    prints = Fingerprints([(one, 1), (two, 1)])
    assert prints.of(one, 1) == prints.of(two, 1) == rolling("same\n")[1]
    assert prints.of(one, 2) is None
