"""Text of files cannot speak: to a terminal, a CI system, a browser, the reader of a format. Nor can secrets be read."""

from __future__ import annotations

import json
import os
import re
import xml.etree.ElementTree as ElementTree
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote_to_bytes

import jsonschema
import pytest

from lintainer.reporters import REPORTERS, View
from tests.reporters import samples

ALL = View(show_suppressed=True, show_unknown=True)
# Everything that a terminal acts on or that makes a line read otherwise than it is. Line feeds are the formats' own.
UNPRINTABLE = re.compile(
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
# The line breaks of these are all their own, so a line that begins with a command would be one.
LOGS = ("text", "concise", "json", "json-lines", "gitlab", "rdjson", "sarif")


def rendered(form: str) -> str:
    return REPORTERS[form](samples.hostile(), ALL)


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_the_attacks_would_be_seen() -> None:
    assert sum(bool(UNPRINTABLE.search(one)) for one in samples.ATTACKS) >= 4
    assert any(one.startswith("::") for attack in samples.ATTACKS for one in attack.split("\n"))


@pytest.mark.parametrize("form", REPORTERS)
def test_no_format_holds_control_characters(form: str) -> None:
    text = rendered(form)
    assert [match.group() for match in UNPRINTABLE.finditer(text)] == []
    assert len(text) > 5000


@pytest.mark.parametrize("form", REPORTERS)
def test_no_format_shows_a_secret(form: str) -> None:
    text = REPORTERS[form](samples.secretive(), ALL)
    assert samples.SECRET not in text
    assert "holds a credential" in text


@pytest.mark.parametrize("form", ["text", "junit", "markdown", "html"])
def test_what_is_masked_is_shown_as_masked(form: str) -> None:
    assert "*****" in REPORTERS[form](samples.secretive(), ALL)


@pytest.mark.parametrize("form", LOGS)
def test_no_line_is_a_command_to_a_ci_system(form: str) -> None:
    text = rendered(form)
    assert not re.search(r"(?m)^\s*::", text)
    assert not re.search(r"##\w*\[", text)


def test_a_file_that_is_named_like_a_command_is_shown_with_its_folder() -> None:
    report = samples.many(1)
    report.findings[0].location.source.name = "::error::x.yaml"
    assert REPORTERS["concise"](report, View()).startswith("./::error::x.yaml:1:1: ")


def test_github_takes_only_the_commands_that_are_meant() -> None:
    text = rendered("github")
    match = re.fullmatch(r"::stop-commands::(?P<token>[\w-]+)\n(?P<log>.*?)\n::(?P=token)::\n(?P<commands>.*)", text, re.DOTALL)
    assert match is not None
    assert match["token"] not in match["log"]
    commands = match["commands"].splitlines()
    assert len(commands) > 12
    for line in commands:
        assert re.fullmatch(r"::(?:error|warning|notice) [^:]*::.*", line), line


def test_github_properties_end_where_they_are_meant_to() -> None:
    report = samples.many(1)
    report.findings[0].location.source.name = "a,line=9::b%c\nd.yaml"
    line = REPORTERS["github"](report, View()).splitlines()[-1]
    assert line.startswith("::error file=a%2Cline=9%3A%3Ab%25c%0Ad.yaml,line=1,endLine=1,col=1,endColumn=9,title=")


@pytest.mark.parametrize("form", ["junit", "checkstyle"])
def test_xml_is_well_formed_and_holds_the_text(form: str) -> None:
    root = ElementTree.fromstring(rendered(form).encode("utf-8", "surrogatepass"))
    texts = [element.get("message", "") for element in root.iter()]
    for attack in ("]]> --> <!-- </failure>", "<script>alert(1)</script>", "&lt;b&gt; &amp; %0A%25 %s {0}", "\\x1b[31mred"):
        assert any(attack in text for text in texts), attack
    assert {element.tag for element in root.iter()} <= {
        *("testsuites", "testsuite", "testcase", "failure", "error", "skipped"),
        *("checkstyle", "file"),
    }


@pytest.mark.parametrize("form", ["json", "gitlab", "rdjson", "sarif"])
def test_json_keeps_the_names_of_files_exact(form: str) -> None:
    text = json.dumps(json.loads(rendered(form)))
    if form == "sarif":
        uris = set(re.findall(r'"uri": "([^"]*)"', text))
        names = {unquote_to_bytes(uri).decode("utf-8", "surrogatepass") for uri in uris}
        assert all(re.fullmatch(r"(?:[\w.~/-]|%[0-9A-F]{2})+", uri, re.ASCII) for uri in uris)
    else:
        names = {json.loads(f'"{one}"') for one in re.findall(r'"path": "((?:[^"\\]|\\.)*)"', text)}
    # Formats with paths from the repository's root write them normalised.
    assert {f"dir/{attack}.yaml".replace("//", "/") for attack in samples.ATTACKS} == {
        name.replace("//", "/") for name in names
    }


def test_json_lines_are_lines() -> None:
    lines = rendered("json-lines").splitlines()
    kinds = [json.loads(line)["type"] for line in lines]
    attacks = len(samples.ATTACKS)
    assert kinds == ["finding"] * attacks + ["unknown"] * attacks + ["error"] * attacks + ["summary"]


def test_sarif_holds_no_links_but_its_own() -> None:
    report = json.loads(rendered("sarif"))
    schema = json.loads((Path(__file__).parent / "sarif-2.1.0.json").read_text())
    jsonschema.validators.validator_for(schema)(schema).validate(report)
    for result in report["runs"][0]["results"]:
        links = re.findall(r"(?<!\\)\[((?:[^\[\]\\]|\\.)*)\]\(([^)]*)\)", result["message"]["text"])
        assert [target for _, target in links] == ["1"]


class Page(HTMLParser):
    """What a browser would make of the page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes.extend(attrs)

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def test_html_runs_and_loads_nothing_of_a_file() -> None:
    page = Page()
    page.feed(rendered("html"))
    assert page.tags.count("script") == 1
    assert page.tags.count("style") == 1
    assert not {"img", "iframe", "link", "object", "svg", "base"} & set(page.tags)
    assert not [name for name, _ in page.attributes if name.startswith("on") or name in ("src", "style")]
    assert {(value or "")[:8] for name, value in page.attributes if name == "href"} == {"#policy-"}
    assert "<script>alert(1)</script>" in "".join(page.text)


def test_markdown_is_what_it_is_meant_to_be() -> None:
    text = re.sub(r"(?ms)^(`{3,})text$.*?^\1$", "", rendered("markdown"))
    assert set(re.findall(r"</?(\w+)", text)) <= {"code", "b", "i", "br", "details", "summary"}
    assert "](" not in text
    assert "://" not in text
    rows = [line for line in text.splitlines() if line.startswith("|")]
    assert len(rows) > 2 * len(samples.ATTACKS)
    assert {row.count("|") for row in rows} == {3, 5}


def test_fences_of_markdown_are_longer_than_what_they_hold() -> None:
    report = samples.many(1)
    finding = report.findings[0]
    finding.location.source.text = "service0: ````\n"
    block = REPORTERS["markdown"](report, View()).split("<summary>")[1]
    assert "`````text\n1 | service0: ````\n  | ^^^^^^^^\n`````\n" in block


@pytest.mark.skipif(os.name == "nt", reason="such names do not exist there")
def test_a_name_that_is_no_text_is_encoded_as_its_bytes() -> None:
    report = samples.many(1)
    report.findings[0].location.source.name = os.fsdecode(b"a\xff.yaml")
    log = json.loads(REPORTERS["sarif"](report, View()))
    place = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "a%FF.yaml"
    for form in REPORTERS:
        REPORTERS[form](report, View()).encode("utf-8", "backslashreplace")
