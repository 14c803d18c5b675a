"""Quantities, by the grammar of apimachinery's resource.Quantity."""

from __future__ import annotations

import pytest

from lintainer.parsers.kubernetes.quantity import memory_bytes, nano_cpus


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("128974848", 128974848),
        ("129e6", 129_000_000),
        ("129M", 129_000_000),
        ("123Mi", 123 << 20),
        ("1.5Gi", 3 << 29),
        ("1e3", 1000),
        ("1E3", 1000),
        ("1E", 10**18),
        ("1Ei", 1 << 60),
        (".5k", 500),
        ("5.", 5),
        ("+1Ki", 1024),
        ("-1", -1),
        ("0", 0),
        # The API rounds up what is smaller than a byte: `400m` is a common slip for 400Mi.
        ("400m", 1),
        ("1n", 1),
    ],
)
def test_memory_is_in_bytes(text: str, size: int) -> None:
    assert memory_bytes(text) == size


@pytest.mark.parametrize(
    ("text", "nanos"),
    [("1", 10**9), ("0.5", 5 * 10**8), ("100m", 10**8), ("250000u", 25 * 10**7), ("1n", 1), ("2k", 2 * 10**12)],
)
def test_processors_are_in_billionths_of_a_core(text: str, nanos: int) -> None:
    assert nano_cpus(text) == nanos


@pytest.mark.parametrize(
    "text", ["", "Mi", "1 Gi", "1GB", "1gb", "1KB", "1ki", "1e", "1e99999", "١", "1.2.3", "0x10", "--1", "1_000", "9" * 200]
)
def test_what_is_no_quantity_has_no_value(text: str) -> None:
    assert memory_bytes(text) is None
