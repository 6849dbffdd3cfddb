"""The catalogue: every rule has both languages, its own finder, a page, and an example that holds."""

from __future__ import annotations

import hashlib
import string
from datetime import date
from pathlib import Path

import pytest

from extract import CancuError, SourceText, extract
from extract.records import Source
from kg.check import Finding, Rule, check, rule_named, rules
from kg.check.formats.words import message
from kg.check.linter import FINDERS
from kg.check.pages import files, page
from kg.check.rules import FAMILIES, selected
from kg.law.register import load_register

DOCS = Path(__file__).parents[2] / "docs" / "rules"
every_rule = pytest.mark.parametrize("rule", rules().values(), ids=lambda rule: rule.code)


def findings(rule: Rule, text: str) -> list[Finding]:
    texts = {"plan.txt": text, **dict(rule.also)}
    sources = [
        SourceText(content, Source(name, hashlib.sha256(content.encode()).hexdigest(), "text/plain", len(content)))
        for name, content in texts.items()
    ]
    papers = [(source, extract(source)) for source in sources]
    report = check(papers, load_register(), as_of=date.fromisoformat(rule.as_of))
    return [finding for finding in report.findings if finding.path == "plan.txt"]


def test_every_rule_has_its_finder() -> None:
    assert list(rules()) == sorted(FINDERS, key=lambda code: ([*FAMILIES].index(code[0]), code))
    assert len({rule.name for rule in rules().values()}) == len(rules())


@every_rule
def test_the_bad_example_raises_the_rule(rule: Rule) -> None:
    found = [finding for finding in findings(rule, rule.bad) if finding.code == rule.code]
    assert found
    assert {finding.severity for finding in found} == {rule.severity}
    for language in ("en", "vi"):
        assert "{" not in message(found[0], language)


@every_rule
def test_the_good_example_does_not(rule: Rule) -> None:
    found = findings(rule, rule.good)
    assert rule.code not in {finding.code for finding in found}
    assert not [finding for finding in found if finding.severity == "error"]


@pytest.mark.parametrize(
    ("number", "found"), [("12/2026/TT-BNV", {"S101"}), ("12/VBHN-BNV", set())], ids=["its own", "consolidated"]
)
def test_a_consolidated_text_gives_the_bases_of_other_acts(number: str, found: set[str]) -> None:
    """They were in force when those acts were signed."""
    text = (
        f"BỘ NỘI VỤ\n\nSố: {number}\n\nHà Nội, ngày 05 tháng 3 năm 2026\n\nTHÔNG TƯ\nHướng dẫn về tiền lương\n\n"
        "Căn cứ Bộ luật Lao động số 10/2012/QH13 ngày 18 tháng 6 năm 2012;\n\nĐiều 1. Phạm vi\n"
    )
    assert {one.code for one in findings(rule_named("S101"), text) if one.severity == "error"} == found


@pytest.mark.parametrize(
    ("basis", "found"),
    [
        ("ngày 16/12/2041 của Văn phòng Quốc hội hợp nhất Bộ luật Lao động số 10/2012/QH13", {"S101"}),
        ("ngày 16/12/2041 hợp nhất Nghị định quy định chi tiết Bộ luật Lao động", set()),
    ],
    ids=["its act", "what its act is about"],
)
def test_a_consolidated_text_is_cited_for_its_act(basis: str, found: set[str]) -> None:
    text = (
        "BỘ NỘI VỤ\nSố: 7/QĐ-BNV\nHà Nội, ngày 05 tháng 3 năm 2042\n\nQUYẾT ĐỊNH\nVề tiền lương\n\n"
        f"Căn cứ Văn bản hợp nhất số 26/VBHN-VPQH {basis};\n"
    )
    told = findings(rule_named("S101"), text)
    assert {one.code for one in told if one.severity == "error"} == found


@every_rule
def test_both_languages_say_the_same_things(rule: Rule) -> None:
    def places(text: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    assert places(rule.message.en) == places(rule.message.vi)
    for text in (rule.title, rule.message, rule.what, rule.why, rule.todo):
        assert text.en
        assert text.vi
        assert text.en != text.vi


def test_the_pages_in_the_documentation_are_those_of_the_catalogue() -> None:
    """After a change of the catalogue: cancu rule --write docs/rules."""
    written = {path.name: path.read_text(encoding="utf-8") for path in DOCS.glob("*.md")}
    assert written == files()


@every_rule
def test_a_page_explains(rule: Rule) -> None:
    for language in ("en", "vi"):
        text = page(rule, language)
        assert rule.what.in_language(language) in text
        assert rule.todo.in_language(language) in text
        assert rule.excerpt[0] in text


@pytest.mark.parametrize("reference", ["S103", "s103", "lapsed-at-signing", " S103 "])
def test_a_rule_by_code_or_name(reference: str) -> None:
    assert rule_named(reference).code == "S103"


@pytest.mark.parametrize("reference", ["S999", "", "lapsed"])
def test_an_unknown_rule(reference: str) -> None:
    with pytest.raises(CancuError, match="There is no rule"):
        rule_named(reference)


@pytest.mark.parametrize(
    ("select", "ignore", "inside", "outside"),
    [
        ((), (), {"S101", "C407"}, set()),
        (("S",), (), {"S101", "S112"}, {"I201", "F301", "C401"}),
        (("S", "I203"), ("S110",), {"S101", "I203"}, {"S110", "I201"}),
        ((), ("S",), {"I201"}, {"S101"}),
        (("S101",), ("S",), {"S101"}, {"S102"}),
        ((), ("malformed-number",), {"F302"}, {"F301"}),
        (("ALL",), ("ALL",), set(), {"S101"}),
    ],
)
def test_selection(select: tuple[str, ...], ignore: tuple[str, ...], inside: set[str], outside: set[str]) -> None:
    codes = selected(select, ignore)
    assert inside <= codes
    assert not outside & codes


def test_selecting_what_is_no_rule() -> None:
    with pytest.raises(CancuError, match="'X9' is neither"):
        selected(("X9",), ())
