"""How the C parser is imported: leanly in the program's own process, ordinarily in anybody else's."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


def ran(code: str) -> str:
    """What a fresh interpreter prints that runs `code`."""
    path = [str(ROOT), str(ROOT / "policies")]
    lines = f"import sys; sys.path[:0] = {path!r}\n{code}"
    done = subprocess.run([sys.executable, "-c", lines], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


LEAN = """
import lintainer
lintainer.OWN_PROCESS = True
from lintainer.parsers._yaml import documents
from lintainer.source import Source
def read(text):
    return [document.root or document.error for document in documents(Source("x.yaml", text))]
read("a: 1")
"""


def test_the_program_imports_little_of_ruamel() -> None:
    names = "print(*sorted(name for name in sys.modules if name.startswith('ruamel')))"
    assert ran(LEAN + names).split() == [
        "ruamel",
        "ruamel.yaml.clib._ruamel_yaml",
        "ruamel.yaml.compat",
        "ruamel.yaml.docinfo",
        "ruamel.yaml.error",
        "ruamel.yaml.events",
        "ruamel.yaml.nodes",
        "ruamel.yaml.tag",
        "ruamel.yaml.tokens",
    ]


def test_the_pure_parser_works_after_it() -> None:
    assert ran(LEAN + 'print(read("ports: [8080:80]")[0].pairs[0][1].items[0].value)') == "8080:80"


def test_a_declaration_in_a_template_is_not_given_to_the_pure_parser() -> None:
    text = "a:\\n  {{- range $k, $v := .Values.b }}\\n  {{ $k }}: {{ $v }}\\n  {{- end }}\\n"
    code = f'print(read("{text}")[0].template, "ruamel.yaml.main" in sys.modules)'
    assert ran(LEAN + code) == "True False"


def test_ruamel_itself_is_whole_after_it() -> None:
    code = """
from ruamel.yaml import YAML
from ruamel.yaml.scanner import ScannerError
from io import StringIO
data = YAML().load("a: [1, 2]  # kept\\n")
data["b"] = 3
out = StringIO(); YAML().dump(data, out); print(repr(out.getvalue()))
try:
    YAML(typ="safe", pure=True).load("a: 'x")
except ScannerError as error:
    print(error.problem)
"""
    assert ran(LEAN + code).splitlines() == [
        repr("a: [1, 2]  # kept\nb: 3\n"),
        "found unexpected end of stream",
    ]


def test_errors_have_their_places() -> None:
    plain = LEAN.replace("lintainer.OWN_PROCESS = True", "")
    for text in ("a: b: c", "a: 'x", "a: [", "\\x00", "a: *b", "- x\\n y: ["):
        code = f'print(read("{text}"))'
        assert ran(LEAN + code) == ran(plain + code), text
        assert "YamlError" in ran(LEAN + code), text


def test_a_library_imports_ruamel_as_everybody_does() -> None:
    code = LEAN.replace("lintainer.OWN_PROCESS = True", "") + "print('ruamel.yaml.main' in sys.modules)"
    assert ran(code) == "True"
