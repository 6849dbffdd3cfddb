"""The picture of the sample plans as it comes out of a store, and the command that draws it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from drawing_samples import HOSTILE
from typer.testing import CliRunner

import kg
from extract import InputError, read
from extract.errors import CancuError
from kg.answers.reference import find_document
from kg.building.build import build
from kg.cli import app
from kg.drawing import Picture, from_store, page
from kg.drawing.from_store import picture_of
from kg.drawing.headline import headline
from kg.drawing.sentences import REACH, sentence_around
from kg.render.blocks import Line
from kg.storage.opening import open_store
from kg.storage.store import Store
from kg.workspace.footing import Footing

PLANS = Path(__file__).parents[2] / "data" / "plans"


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with open_store(None) as store:
        build([PLANS], store)
        yield store


@pytest.fixture(scope="module")
def picture(store: Store) -> Picture:
    """The lineage of 33/CT-TTg."""
    return picture_of(store, find_document(store, "33/CT-TTg").id, as_of="2026-07-01")


def test_the_chain_holds_all_plans_each_by_its_shortest_way(picture: Picture) -> None:
    chain = {(node.label, node.issuer, node.depth) for node in picture.nodes if node.depth is not None}
    assert chain == {
        ("33/CT-TTg", "Thủ tướng Chính phủ", 0),
        ("61/KH-UBND", "Ủy ban nhân dân tỉnh Lạng Sơn", 1),
        ("179/KH-UBND", "Ủy ban nhân dân xã Đình Lập", 1),
        ("Kế hoạch năm 2024", "Ủy ban nhân dân xã Tú Xuyên", 1),
        ("Kế hoạch năm 2024", "Ủy ban nhân dân xã Y Tịch", 1),
        ("Kế hoạch năm 2026", "Ủy ban nhân dân xã Đại Sơn", 1),
    }


def test_statuses_are_for_the_workspace_s_today_which_leaves_nothing_out(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Footing, "day", date(2019, 5, 1))
    with kg.open(store) as work:
        found = work.picture("33/CT-TTg", context=False)
    assert (found.as_of, len(found.nodes)) == ("2019-05-01", 6)


def test_every_link_carries_its_words_at_their_place_in_their_sentence(picture: Picture) -> None:
    texts = {f"plans/{path.name}": read(path).text for path in PLANS.iterdir()}
    for edge in picture.edges:
        assert edge.evidence
        for words in edge.evidence:
            assert words.quote == texts[words.source][words.start : words.end]
            assert words.quote in words.sentence
            assert words.sentence in texts[words.source]


def test_status_conflict_and_inferred_identity_are_told(picture: Picture) -> None:
    by_label = {node.label: node for node in picture.nodes}
    plans = {node.issuer: node for node in picture.nodes if node.label.startswith("Kế hoạch năm")}
    assert plans["Ủy ban nhân dân xã Tú Xuyên"].status == "lapsed"
    assert plans["Ủy ban nhân dân xã Tú Xuyên"].year == 2024
    assert by_label["69/KH-UBND"].level == "district"
    law = by_label["Luật Thực hiện dân chủ ở cơ sở"]
    assert law.conflicts == ("date",)
    claimed = {claim.value: claim for claim in law.claims if claim.field == "date"}
    assert claimed.keys() >= {"2022-11-10", "2023-07-01"}
    assert claimed["2023-07-01"].source.endswith("dai-son-2026.txt")
    assert [value for value, claim in claimed.items() if claim.registered] == ["2022-11-10"]
    assert law.status_reason
    inferred = [node.label for node in picture.nodes if node.inferred]
    assert inferred == ["61/KH-UBND"]
    why = by_label["61/KH-UBND"].inferred
    assert why is not None
    assert "trích yếu giống nhau" in why.vi
    assert "trích" not in why.en


def test_history_says_what_the_status_was_on_other_days(picture: Picture) -> None:
    node = next(node for node in picture.nodes if node.label == "Luật Thực hiện dân chủ ở cơ sở")
    days = [since.day for since in node.history]
    assert days == sorted(days)
    assert all(one.status != other.status for one, other in zip(node.history, node.history[1:], strict=False))


def test_without_context_only_the_chain_is_drawn(store: Store, picture: Picture) -> None:
    bare = picture_of(store, str(picture.root), context=False)
    assert {node.id for node in bare.nodes} == {node.id for node in picture.nodes if node.depth is not None}
    assert (bare.left_out, bare.context_left_out) == (0, 0)
    assert [node.ended for node in bare.nodes if node.ended] == [node.ended for node in picture.nodes if node.ended]


def test_what_relied_on_the_ended_is_what_outdated_finds(store: Store, picture: Picture) -> None:
    """One answer, whichever door: the same plans, documents, rules and reasons."""
    with kg.open(store, as_of="2026-07-01", language="vi") as work:
        rows = work.outdated().rows
    told = {(one.evidence.source, one.label.vi, one.rule, one.said.vi) for node in picture.nodes for one in node.ended}
    assert told == {(row.path, row.cited, row.rule, row.brief) for row in rows}
    assert len({node.id for node in picture.nodes if node.ended}) == 3
    inside = {node.id for node in picture.nodes}
    assert all(one.document in inside for node in picture.nodes for one in node.ended), "they come in before others"


def test_the_picture_and_the_lineage_count_alike(store: Store, picture: Picture) -> None:
    with kg.open(store) as work:
        lines = [block.text for block in work.lineage("33/CT-TTg").tree("vi") if isinstance(block, Line)]
    assert "5 kế hoạch bắt nguồn từ Chỉ thị 33/CT-TTg: 4 trực tiếp, 1 vừa trực tiếp vừa qua 61/KH-UBND;" in headline(
        picture, "vi"
    )
    assert lines[0].startswith("5 văn bản bắt nguồn từ Chỉ thị số 33/CT-TTg")
    assert lines[0].endswith(": 4 trực tiếp, 1 vừa trực tiếp vừa qua 61/KH-UBND")


def test_down_from_a_plan_there_is_nothing_and_up_its_bases(store: Store) -> None:
    root = find_document(store, "179/KH-UBND xã Đình Lập").id
    up = picture_of(store, root, directions=("up",))
    assert min(node.depth for node in up.nodes if node.depth is not None) == -2
    down = picture_of(store, root, directions=("down",), context=False)
    assert [node.id for node in down.nodes] == [root]


def test_what_is_dated_later_than_the_day_stays_out(store: Store, picture: Picture) -> None:
    early = picture_of(store, str(picture.root), as_of="2024-12-31")
    assert {node.issuer for node in early.nodes if node.depth == 1} == {
        "Ủy ban nhân dân xã Tú Xuyên",
        "Ủy ban nhân dân xã Y Tịch",
    }
    assert early.as_of == "2024-12-31"


@pytest.mark.parametrize("texts", [True, False])
def test_sentences_come_from_the_texts_that_the_store_keeps(tmp_path: Path, texts: bool) -> None:
    plans = tmp_path / "plans"
    shutil.copytree(PLANS, plans)
    with open_store(None) as store:
        build([plans], store, texts=texts)
        shutil.rmtree(plans)
        picture = picture_of(store, find_document(store, "33/CT-TTg").id)
    assert {bool(words.sentence) for edge in picture.edges for words in edge.evidence} == {texts}


def test_hostile_words_in_a_file_reach_the_page_as_text(tmp_path: Path) -> None:
    for number, words in enumerate(HOSTILE):
        text = f"ỦY BAN NHÂN DÂN\nXÃ {words}\nSố: {number}/KH-UBND\nKẾ HOẠCH\n{words}\nCăn cứ Chỉ thị số 33/CT-TTg ngày 26/11/2021 của Thủ tướng Chính phủ {words};\n"  # noqa: E501
        (tmp_path / f"{number} <b>.txt").write_bytes(text.encode("utf-8", "replace").replace(b"\0", b""))
    with open_store(None) as store:
        build([tmp_path], store)
        picture = picture_of(store, find_document(store, "33/CT-TTg").id)
    assert len(picture.nodes) > len(HOSTILE) / 2
    calm = replace(picture, nodes=picture.nodes[:1], edges=())
    assert page(picture, title="a").count("<") == page(calm, title="a").count("<")


@pytest.mark.parametrize(
    ("text", "quote", "sentence"),
    [
        ("Một. Thực hiện Chỉ thị 33 về dân vận. Hai.", "Chỉ thị 33", "Thực hiện Chỉ thị 33 về dân vận."),
        ("Căn cứ Luật A;\n\nCăn cứ Nghị định 5;\n\nTheo", "Nghị định 5", "Căn cứ Nghị định 5;"),
        ("- Kế hoạch số 1;\n- Kế hoạch số 2 ngày 3/4;", "Kế hoạch số 2", "- Kế hoạch số 2 ngày 3/4;"),
        ("theo số 23-\n\nQĐ/TW của Bộ Chính trị. Xong", "23-\n\nQĐ/TW", "theo số 23-\n\nQĐ/TW của Bộ Chính trị."),
        ("ngày 26.11.2021 của Chỉ thị 7 và", "Chỉ thị 7", "ngày 26.11.2021 của Chỉ thị 7 và"),
        ("Một;\n\n  \n - Luật A\n\n\n\nhai. Ba", "Luật A", "- Luật A\n\n\n\nhai."),
        ("Một\n\n\nHai Luật A và\n \n\n+ ba. Bốn", "Luật A", "Hai Luật A và"),
        ("x" * 900 + "Luật A" + "y" * 900, "Luật A", "x" * REACH + "Luật A" + "y" * REACH),
    ],
)  # fmt: skip
def test_the_sentence_around_a_quote(text: str, quote: str, sentence: str) -> None:
    start = text.index(quote)
    assert sentence_around(text, start, start + len(quote)) == sentence


def test_blank_lines_around_quotes_end() -> None:
    """300 quotes took some minutes."""
    text = "Một" + "\n" * REACH + "Chỉ thị 33" + "\n \n" * REACH + "hai"
    for _ in range(300):
        assert sentence_around(text, REACH + 3, REACH + 13).strip() == "Chỉ thị 33"


def test_statuses_are_those_of_every_day_though_few_days_are_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    with open_store(None) as store:
        build([PLANS, PLANS.parents[1] / "tests" / "kg" / "check_corpus" / "plans"], store)
        roots = [find_document(store, name).id for name in ("33/CT-TTg", "23-QĐ/TW", "luat dan chu co so")]
        few = [picture_of(store, root, as_of="2026-11-21") for root in roots]
        monkeypatch.setattr(from_store, "turns", lambda *_: None)
        assert [picture_of(store, root, as_of="2026-11-21") for root in roots] == few
    assert any(len(node.history) > 1 for picture in few for node in picture.nodes)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A store of the sample plans in a folder."""
    where = tmp_path_factory.mktemp("drawn") / "store"
    with open_store(where, write=True) as store:
        build([PLANS], store)
    return str(where)


def run(*arguments: str) -> tuple[int, str]:
    """How it ends, and what stands on standard output; what it warns of stands elsewhere."""
    found = CliRunner().invoke(app, ["draw", *arguments])
    if found.exception and not isinstance(found.exception, SystemExit):
        raise found.exception
    return found.exit_code, found.stdout


def test_draw_writes_a_page_and_says_what_is_in_it(folder: str, tmp_path: Path) -> None:
    out = tmp_path / "a.html"
    code, said = run("chi thi 33/ct-ttg", "-o", str(out), "--language", "vi", "--store", folder)
    assert code == 0
    assert re.search(r"a\.html: \d\d+ văn bản, \d\d+ liên kết\n", said)
    assert "<title>Phả hệ văn bản: Chỉ thị số 33/CT-TTg ngày 26/11/2021" in out.read_text(encoding="utf-8")


@pytest.mark.parametrize(("form", "start"), [("svg", "<svg"), ("mermaid", "flowchart")])
def test_draw_prints_what_is_text(folder: str, form: str, start: str) -> None:
    code, said = run("33/CT-TTg", "--format", form, "--language", "en", "--no-context", "--store", folder)
    assert code == 0
    assert said.startswith(start)
    assert "Commune" in said
    if form == "svg":
        ET.fromstring(said)


def test_draw_refuses_a_day_that_is_none(folder: str) -> None:
    with pytest.raises(InputError, match="not a day"):
        run("33/CT-TTg", "--as-of", "2026-02-30", "--store", folder)


@pytest.mark.parametrize("arguments", [("-o", "lineage.pdf"), ("--format", "png")])
def test_draw_says_what_form_it_cannot_write(folder: str, arguments: tuple[str, ...]) -> None:
    with pytest.raises(CancuError, match=r"\.png"):
        run("33/CT-TTg", *arguments, "--store", folder)


def test_draw_says_where_it_cannot_write(folder: str, tmp_path: Path) -> None:
    with pytest.raises(Exception, match="cannot be written"):
        run("33/CT-TTg", "-o", str(tmp_path / "none" / "a.html"), "--store", folder)
