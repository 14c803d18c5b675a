"""How a finding shows what stands in a file."""

from __future__ import annotations

import pytest

from lintainer.source import Location, Source, Span
from lintainer_policies._wording import as_written


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("seccomp=unconfined", "`seccomp=unconfined`", id="an option"),
        pytest.param('"seccomp=unconfined"', "`seccomp=unconfined`", id="in quotes"),
        pytest.param("--security-opt 'seccomp=unconfined'", "`--security-opt 'seccomp=unconfined'`", id="quotes around a part"),
        pytest.param('"--security-opt", "seccomp=unconfined"', "`otherwise`", id="two strings of a list"),
        pytest.param("unconfined", "`otherwise`", id="a value without its key"),
        pytest.param("*unconfined : x", "`otherwise`", id="an alias"),
    ],
)
def test_text_is_shown_as_written_where_it_tells_what_it_is(text: str, shown: str) -> None:
    assert as_written(Location(Source("a", text), Span(0, len(text))), "otherwise") == shown
