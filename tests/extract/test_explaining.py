"""What an expert asks: why a citation has its role, and what rows of one's own would change."""

from __future__ import annotations

from extract.explaining import explain, relation_in, shifts, try_cues
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
