"""Evaluation: the arithmetic on small cases, its errors, and agreement with the judge that the project was given."""

from __future__ import annotations

import random
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from samples import GOLD, documents

from extract import Body, Citation, Document, Extraction, InputError, Signer, Source, extract, read, to_json
from extract.evaluate import Difference, compare, evaluate
from extract.gold import Gold, load_gold, load_records
from extract.records import Stated

SOURCE = Source("folder/plan.txt", "", "text/plain", 100)


def cited(start: int, end: int, number: str | None = "1/KH-UBND", **fields: object) -> Citation:
    """A citation with everything else as in :func:`expected`."""
    return Citation(
        start, end, "x" * (end - start), "body", "KH", "Kế hoạch", number, number, "2025-01-02",
        Body("Ủy ban nhân dân tỉnh Lạng Sơn", "uy-ban-nhan-dan", "province"), False, None, "implements",
    ) if not fields else replace(cited(start, end, number), **fields)  # fmt: skip


def expected(start: int, end: int, number: str | None = "1/KH-UBND", **fields: object) -> dict[str, object]:
    return {
        "start": start, "end": end, "quote": "x" * (end - start), "in": "body", "doc_type": "Kế hoạch",
        "number": number,
        "date": "2025-01-02", "issuer": "UBND tỉnh Lạng Sơn", "title": None, "relation": "implements", "within": None,
    } | fields  # fmt: skip


def gold(*citations: dict[str, object], **document: object) -> Gold:
    return Gold("plan", document, citations)


def record(*citations: Citation, document: Document | None = None) -> Extraction:
    return Extraction(SOURCE, document or Document(), citations)


def test_what_is_found_missed_and_spurious() -> None:
    evaluation = evaluate(
        [gold(expected(0, 10), expected(20, 30, "2/KH-UBND"), expected(40, 50, None))],
        [record(cited(0, 10), cited(20, 30, "3/KH-UBND"), cited(60, 70, None))],
    )
    assert (evaluation.mentions["all"].matched, evaluation.mentions["all"].found) == (1, 3)
    figures = evaluation.figures()
    assert figures["mention_p"] == figures["mention_r"] == pytest.approx(1 / 3)
    assert (figures["numbered_f1"], figures["unnumbered_f1"]) == (0.5, 0.0)
    assert sorted((d.what, d.start) for d in evaluation.differences) == [
        ("missed", 20), ("missed", 40), ("spurious", 20), ("spurious", 60),
    ]  # fmt: skip


def test_changes_count_where_the_role_is_the_same_and_what_is_stated_to_the_day() -> None:
    said = {"subject": None, "object": 0, "relation": "repeals", "scope": "whole", "effective": "2025-03-01"}
    annotated = gold(expected(0, 10, relation="repeals"), expected(20, 30, "2/KH-UBND", relation="amends"))
    found = record(cited(0, 10, relation="repeals"), cited(20, 30, "2/KH-UBND"), cited(40, 50, relation="extends"))

    def figures(*stated: Stated) -> list[float]:
        done = evaluate([replace(annotated, stated=(said,))], [replace(found, stated=stated)]).figures()
        return [done["change_p"], done["change_r"], done["stated_f1"]]

    right = Stated(None, "repeals", 0, "whole", "2025-03-01")
    assert figures(right) == [0.5, 0.5, 1.0]
    wrong = [replace(right, effective=None), replace(right, scope="part"), replace(right, subject=1)]
    assert [figures(one)[2] for one in wrong] == [0.0, 0.0, 0.0]
    assert "stated_f1" not in evaluate([annotated], [found]).figures()
    differences = evaluate([replace(annotated, stated=(said,))], [replace(found, stated=(wrong[0],))]).differences
    told = {(one.expected, one.found) for one in differences if one.what == "stated"}
    assert told == {("repeals 2025-03-01", None), (None, "repeals -")}


@pytest.mark.parametrize(("start", "end", "matches"), [(0, 10, True), (5, 15, True), (6, 16, False), (0, 100, True)])
def test_half_of_the_shorter_span_is_enough(start: int, end: int, matches: bool) -> None:
    evaluation = evaluate([gold(expected(0, 10))], [record(cited(start, end))])
    assert evaluation.mentions["all"].matched == matches


def test_pairs_are_one_to_one_and_the_largest_overlap_wins() -> None:
    evaluation = evaluate([gold(expected(0, 10), expected(10, 20))], [record(cited(4, 20), cited(10, 20))])
    assert evaluation.mentions["all"].matched == 2
    assert evaluation.differences == []


def test_borderline_counts_neither_way() -> None:
    borderline = gold(expected(0, 10), expected(20, 30, None, borderline=True))
    for found in ((cited(0, 10),), (cited(0, 10), cited(20, 30, None)), (cited(0, 10), cited(21, 29, "9/KH-UBND"))):
        assert evaluate([borderline], [record(*found)]).figures()["mention_f1"] == 1.0


@pytest.mark.parametrize(
    ("what", "wanted", "given", "agrees"),
    [
        ("issuer", "UBND tỉnh Lạng Sơn", Body("Uỷ ban nhân dân tỉnh Lạng Sơn", "", "province"), True),
        ("issuer", "Ủy ban nhân dân tỉnh Lạng Sơn", Body("Ủy ban nhân dân xã Đình Lập", "", "commune"), False),
        (
            "issuer",
            "Ban Chấp hành Trung ương Đảng (khóa XI)",
            Body("Ban Chấp hành Trung ương Đảng", "", "central"),
            True,
        ),
        ("issuer", None, Body("Chính phủ", "", "central"), False),
        ("issuer", None, None, True),
        ("date", "2022", "2022", True),
        ("date", "2022", "2022-11-10", False),
        ("type", "Kế hoạch", "KẾ HOẠCH", True),
        ("type", "Quyết định", "Quy định", False),
        ("title", "về công tác dân vận chính quyền năm 2026", "về công tác dân vận chính quyền năm 2025", True),
        ("title", "về công tác dân vận", "về cải cách hành chính", False),
        ("title", "về công tác dân vận", None, False),
        ("relation", "based_on", "implements", False),
        ("zone", "preamble", "preamble", True),
    ],
)
def test_when_a_field_agrees(what: str, wanted: str | None, given: object, agrees: bool) -> None:
    names = {"type": ("doc_type", "type_label"), "zone": ("in", "zone")}
    ours, theirs = names.get(what, (what, what))
    evaluation = evaluate([gold(expected(0, 10, **{ours: wanted}))], [record(cited(0, 10, **{theirs: given}))])
    assert evaluation.figures()[what] == float(agrees)
    assert [d.what for d in evaluation.differences] == ([] if agrees else [what])


@pytest.mark.parametrize(
    ("wanted", "given", "rate"),
    [
        (["Bộ Nội vụ", "Bộ Y tế"], ("Bộ Y tế", "Bộ Nội vụ"), 1.0),  # in whatever order
        (["Bộ Nội vụ"], (), 0.0),
        ([], ("Bộ Nội vụ",), 0.0),
        (None, (), 1.0),
    ],
)
def test_joint_issuers_are_compared_where_gold_names_them(
    wanted: list[str] | None, given: tuple[str, ...], rate: float
) -> None:
    found = record(cited(0, 10, co_issuers=tuple(Body(name, "", "central") for name in given)))
    assert evaluate([gold(expected(0, 10, co_issuers=wanted))], [found]).figures()["co_issuers"] == rate
    assert "co_issuers" not in evaluate([gold(expected(0, 10))], [found]).figures()


def test_within_compares_the_holders_not_their_indexes() -> None:
    annotated = gold(expected(20, 30, "2/KH-UBND"), expected(32, 36, "3/KH-UBND", within=0))
    found = record(cited(0, 5, "9/KH-UBND"), cited(20, 30, "2/KH-UBND"), cited(32, 36, "3/KH-UBND", within=1))
    assert evaluate([annotated], [found]).figures()["within"] == 1.0


def test_the_header_compares_only_what_is_annotated() -> None:
    document = Document(
        number="61/KH-UBND", date="2026-02-26", place="Lạng Sơn", signer=Signer("Lương Trọng Quỳnh", None)
    )
    annotated = gold(number="61/KH-UBND", date="2026-02-25", signer="LƯƠNG TRỌNG QUỲNH", note="x")
    evaluation = evaluate([annotated], [record(document=document)])
    assert (evaluation.header.agreed, evaluation.header.looked_at) == (2, 3)
    assert evaluation.differences == [Difference("plan", "header:date", 0, "", "2026-02-25", "2026-02-26")]


def test_a_document_without_a_record_is_missing() -> None:
    evaluation = evaluate([gold(expected(0, 10))], [])
    assert evaluation.missing == ["plan"]
    assert evaluation.figures()["mention_r"] == 0.0


def test_what_a_change_gained_and_lost() -> None:
    annotated = [gold(expected(0, 10), expected(20, 30, "2/KH-UBND"))]
    earlier = evaluate(annotated, [record(cited(0, 10))])
    now = evaluate(annotated, [record(cited(20, 30, "2/KH-UBND"), cited(40, 50, "7/KH-UBND"))])
    comparison = compare(earlier, now)
    assert [(d.what, d.start) for d in comparison.gains] == [("missed", 20)]
    assert [(d.what, d.start) for d in comparison.losses] == [("missed", 0), ("spurious", 40)]
    assert comparison.moved["mention_p"] == -0.5
    assert comparison.moved["mention_r"] == 0.0


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"document": {}, "citations": [{"start": 1}]}', "\udcff"])
def test_a_malformed_annotation_says_which_file(tmp_path: Path, content: str) -> None:
    (tmp_path / "plan.json").write_bytes(content.encode("utf-8", "surrogateescape"))
    with pytest.raises(InputError, match=r"plan\.json is (not an annotation|not UTF-8)"):
        load_gold(tmp_path)


def test_a_folder_without_annotations_says_so(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="No annotations"):
        load_gold(tmp_path)


def test_a_foreign_line_of_records_says_where(tmp_path: Path) -> None:
    output = tmp_path / "out.jsonl"
    output.write_text(f"{to_json(record())}\n\n{{}}\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"out\.jsonl, line 3"):
        list(load_records(output))


@pytest.mark.parametrize("content", [b"\xff\xfe", b"[1]", b"nonsense"])
def test_a_file_that_holds_no_records_says_so(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "out.jsonl").write_bytes(content)
    with pytest.raises(InputError, match=r"out\.jsonl, line 1"):
        list(load_records(tmp_path / "out.jsonl"))


def test_records_that_are_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="does not exist"):
        list(load_records(tmp_path / "out.jsonl"))


@pytest.mark.parametrize("seed", range(4))
def test_the_figures_are_the_judges(shared: Path, tmp_path: Path, seed: int) -> None:
    """On the seeds and on our gold, as extracted and with records damaged at random."""
    rng = random.Random(seed)
    folder, texts = shared / "gold", [read(path) for path in sorted((shared / "seeds").glob("*.txt"))]
    if seed % 2:
        folder, texts = GOLD["documents"][0], list(documents("documents"))
    records = [damaged(extract(text), rng) if seed > 1 else extract(text) for text in texts]
    output = tmp_path / "out.jsonl"
    output.write_text("\n".join(map(to_json, records)), encoding="utf-8")
    command = [sys.executable, str(shared / "score.py"), str(folder), str(output)]
    answer = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    theirs = {name: float(value) for name, value in re.findall(r"(\w+)=([01]\.\d+)", answer)}
    ours = evaluate(folder, load_records(output)).figures()
    assert {name: ours[name] for name in theirs} == pytest.approx(theirs, abs=0.001)  # theirs has no co-issuers


def damaged(extraction: Extraction, rng: random.Random) -> Extraction:
    """The record with citations lost, moved and changed."""
    citations = [replace(c, within=None) for c in extraction.citations if rng.random() > 0.1]
    for index, citation in enumerate(citations):
        change = rng.choice(("", "", "start", "number", "date", "issuer", "title", "relation", "type"))
        citations[index] = replace(
            citation,
            start=citation.start - (30 if change == "start" else 0),
            number="1/X-Y" if change == "number" else citation.number,
            date="2001" if change == "date" else citation.date,
            issuer=None if change == "issuer" else citation.issuer,
            title=" ".join((citation.title or "").split()[:4]) or None if change == "title" else citation.title,
            relation="cites" if change == "relation" else citation.relation,
            type_label=None if change == "type" else citation.type_label,
        )
    document = replace(extraction.document, place=None) if rng.random() < 0.3 else extraction.document
    return replace(extraction, citations=tuple(citations), document=document)
