"""What an expert asks: why a citation has its role, and what rows of one's own would change."""

from __future__ import annotations

from extract import extract
from extract.explaining import Effect, explain, relation_in, shifts, try_cues
from extract.roles.cues import Cue

TEXT = "Nội dung.\nThực hiện Kế hoạch số 5/KH-UBND.\nKhông thay thế Quyết định số 12/2018/QĐ-UBND."
MINE = Cue(
    "sweep", "dẹp bỏ", "repeals", example="Dẹp bỏ Quyết định số 12/2018/QĐ-UBND.",
    counterexample="Không dẹp bỏ Quyết định số 12/2018/QĐ-UBND.", then="cites",
)  # fmt: skip


def test_every_citation_names_the_row_that_won_and_all_that_stood_beside_it() -> None:
    plan, decision = explain(TEXT)
    assert (plan.line, plan.relation, plan.won, plan.trigger) == (2, "implements", "carry-out", "Thực hiện")
    assert (decision.line, decision.relation, decision.won) == (3, "cites", "replace")
    assert [match.id for match in decision.matches] == ["no", "replace"]
    assert explain(TEXT, line=3) == (decision,)


def test_a_citation_has_the_role_that_its_record_has_even_where_a_later_sentence_decides() -> None:
    text = (
        "Nội dung.\n1. Nghị định số 15/2041/NĐ-CP hết hiệu lực.\n"
        "2. Điều 5 Nghị định số 15/2041/NĐ-CP tiếp tục có hiệu lực.\n"
    )
    ended, kept = explain(text)
    assert [one.relation for one in extract(text).citations] == [ended.relation, kept.relation] == ["amends", "cites"]
    assert ended.effects == (Effect(None, "repeals", "part", None),)


def test_who_did_what_to_a_citation_is_told() -> None:
    _, ended = explain("Nội dung.\nNghị định số 16/2042/NĐ-CP thay thế Nghị định số 15/2041/NĐ-CP.")
    assert ended.effects == (Effect("Nghị định số 16/2042/NĐ-CP", "supersedes", "whole", None),)


def test_what_the_place_decides_has_no_row() -> None:
    (cited,) = explain("Nội dung.\nQuyết định số 12/2018/QĐ-UBND.")
    assert (cited.relation, cited.won) == ("cites", None)


def test_rows_are_tried_with_their_own_sentences() -> None:
    assert relation_in(MINE.example) == "cites"
    assert [trial.right for trial in try_cues([MINE])] == [True, True]
    wrong = Cue("sweep", "dẹp bỏ", "repeals", example="Quét Quyết định số 12/2018/QĐ-UBND.")
    assert [(trial.expected, trial.found) for trial in try_cues([wrong])] == [("repeals", "cites")]


def test_what_rows_gain_and_lose_on_texts_is_told() -> None:
    (shift,) = shifts([TEXT, "Nội dung.\nDẹp bỏ Quyết định số 1/2018/QĐ-UBND."], [MINE])
    assert (shift.quote, shift.before, shift.after) == ("Quyết định số 1/2018/QĐ-UBND", "cites", "repeals")
