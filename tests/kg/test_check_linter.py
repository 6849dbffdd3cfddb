"""The check as a whole: both clocks, blank signing days, the five seeds, a store, and any text at all."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_bodies import QH

from extract import SourceText, extract, read
from extract.records import Period, Source
from kg.answers.corpus import Issuers, stated_change
from kg.answers.stored import StoredCorpus
from kg.building.build import build
from kg.check import Report, Severity, check
from kg.check.formats import FORMATS
from kg.check.running import check_files
from kg.check.settings import Settings
from kg.identity.keys import Key, compatible, is_day
from kg.law.facts import Effect
from kg.law.in_full import keys_of
from kg.law.register import Register, load_register
from kg.law.signing import signing_of
from kg.storage.opening import open_store

CORPUS = Path(__file__).parent / "check_corpus" / "plans"
SEEDS = Path(os.environ.get("CANCU_SEEDS", Path(__file__).parents[3] / "shared" / "seeds"))
TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("written", "period", "cited", "expected"),
    [
        ("2026-05-25", None, (), ("2026-05-25", "2026-05-25")),
        ("2026-01", None, ("2025-12-01",), ("2026-01-01", "2026-01-31")),
        ("2026-01", None, ("2026-01-12", "2026-03-01"), ("2026-01-12", "2026-01-31")),
        ("2026", None, (), ("2026-01-01", "2026-12-31")),
        (None, Period("2026-01-01", "2026-12-31"), ("2026-02-04", None, "2022"), ("2026-02-04", "2026-12-31")),
        (None, Period("2026-01-01", "2026-12-31"), (), ("2025-07-02", "2026-12-31")),
        (None, None, ("2024-02-26",), ("2024-02-26", "2026-11-21")),
        (None, None, ("2062-02-26",), None),
        (None, None, (), None),
    ],
)
def test_signing(
    written: str | None, period: Period | None, cited: tuple[str | None, ...], expected: tuple[str, str] | None
) -> None:
    signing = signing_of(written, period, cited, TODAY)
    assert (signing and (str(signing.first), str(signing.last))) == expected


def test_documents_of_all_kinds_raise_no_error() -> None:
    """Decrees, circulars, Party and Front documents, files full of noise: nothing in them is an outdated basis."""
    report = check_files([Path(__file__).parents[1] / "gold" / "documents"], Settings(), as_of=TODAY)
    assert len(report.documents) >= 30
    assert [(one.path, one.code, one.quote) for one in report.findings if one.severity == "error"] == []


def the_seeds() -> Report:
    if not SEEDS.is_dir():
        pytest.skip(f"the five seeds are not at {SEEDS}")
    sources = [read(path) for path in sorted(SEEDS.glob("*.txt"))]
    return check([(source, extract(source)) for source in sources], load_register(), as_of=TODAY)


def test_errors_on_the_seeds_are_those_and_no_others() -> None:
    """Each rests on the text's own period, or on the press notice that the XIV Congress closed on 23 January 2026."""
    errors = {
        (Path(one.path).name[:3], one.code, " ".join(one.quote.split()).split(" ngày")[0].rstrip(","))
        for one in the_seeds().findings
        if one.severity == "error"
    }
    assert errors == {
        ("000", "S103", "Nghị quyết Đại hội đại biểu toàn quốc lần thứ XIII của Đảng"),
        ("000", "S103", "Nghị quyết số 129-NQ/TU"),
        ("001", "S103", "Quyết định số 3177/QĐ-UBND"),
        ("001", "S103", "Kế hoạch số 16/KH-UBND"),
        ("002", "S103", "Nghị quyết số 129-NQ/TU"),
    }


@pytest.mark.parametrize(
    ("file", "code", "severity", "words"),
    [
        ("000", "F301", "warning", "14/CTTTg"),
        ("000", "C403", "warning", "của thành phố"),
        ("001", "I203", "warning", "01/7/2023"),
        ("001", "F302", "note", "Số:"),
        ("001", "F303", "note", "tháng 01 năm 2026"),
        ("001", "F304", "warning", "UBND-VHXH"),
        ("001", "S111", "note", "lần thứ XIII"),
        ("003", "S109", "note", "huyện Văn Quan"),
        ("004", "F302", "note", "Số:"),
        ("004", "S109", "note", "huyện Chi Lăng"),
    ],
)
def test_findings_on_the_seeds(file: str, code: str, severity: Severity, words: str) -> None:
    found = [f for f in the_seeds().findings if Path(f.path).name.startswith(file) and f.code == code]
    assert [f for f in found if words in f.quote and f.severity == severity]
    if code == "I203":
        assert "day of effect" in found[0].reasons[0].text()


def test_a_period_that_was_running_is_no_finding_at_signing() -> None:
    found = [f for f in the_seeds().findings if Path(f.path).name.startswith("004") and "129-NQ/TU" in f.quote]
    assert [f.code for f in found] == ["S107"]
    assert found[0].verdicts is not None
    assert found[0].verdicts.at_signing == "in_force"


def test_the_two_clocks() -> None:
    """On a day before the successor's effect nothing is outdated since; after it, a note and no error."""
    source = read(CORPUS / "002-ordinance-of-2007-fine.txt")
    papers = [(source, extract(source))]
    for as_of, codes in ((date(2020, 1, 1), set()), (date(2024, 1, 1), {"S107"})):
        report = check(papers, load_register(), as_of=as_of)
        assert {f.code for f in report.findings if "34/2007" in f.quote} == codes


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("Luật Chim trời số 9016/2017/QH14", {"I210"}),
        ("Luật Chim trời 2017 (số 9016/2017/QH14)", {"I210"}),
        ("Luật Chim trời 2017 (số 9015/2017/QH14)", set()),
        ("Luật Chim trời được sửa bởi Luật số 63 đường bản quy 9016/2017/QH14", set()),
        ("Luật Chim trời số 9015/2027/QH14", {"I210"}),  # the year is wrong, whichever legislature sat in that one
        ("Luật Nuôi Chim trời số 9030/2021/QH15", {"I209"}),  # two legislatures sat in that year
        ("Luật Nuôi Chim trời số 9030/2021/QH14", set()),
        ("Luật Nuôi Chim trời số 9030/2021/QH", set()),
        ("Khoản 5 Điều 4 Luật số 9016/2017/QH14 về việc tiếp tục lập, thẩm định quy hoạch phân khu", set()),
        ("chế độ tại khoản 2 Điều 17 Luật số 9016/2017/QH14 thực hiện theo quy định trong từng lĩnh vực", set()),
        ("Luật sửa đổi, bổ sung một số điều của Luật Chim trời số 9021/2019/QH14", set()),  # or another
    ],
)
def test_a_number_is_mended_to_that_of_the_only_law_of_a_name(words: str, codes: set[str]) -> None:
    laws = {"9015/2017/QH14": "", "9020/2019/QH14": "sửa đổi, bổ sung một số điều của Luật ", "9030/2021/QH14": "Nuôi "}
    keys = [Key("LUAT", number, None, QH, f"Luật {before}Chim trời") for number, before in laws.items()]
    text = (CORPUS / "194-name-against-number.txt").read_text(encoding="utf-8")
    text = re.sub(r"(?<=Căn cứ ).+(?=;)", words, text)
    source = SourceText(text, Source("a.txt", "0" * 64, "text/plain", len(text)))
    known = Register([Effect(key, None, None, "made up", "V") for key in keys])
    report = check([(source, extract(source))], known, as_of=TODAY)
    assert {found.code for found in report.findings if found.code in ("I209", "I210")} == codes


def test_what_a_store_states_counts(tmp_path: Path) -> None:
    """A plan of the store replaces another; its text is the source, and its absence the end of the finding."""
    new = next(CORPUS.glob("*plan-that-replaces-another.txt"))
    old = next(CORPUS.glob("*plan-that-cites-the-replaced-one.txt"))
    with open_store(tmp_path / "store", write=True) as store:
        build([new], store)
        source = read(old)
        papers = [(source, extract(source))]
        report = check(papers, load_register(), store=StoredCorpus(store), as_of=TODAY)
    (found,) = [f for f in report.findings if f.code == "S101"]
    assert (new.name in found.reasons[0].text(), found.reasons[0].inferred) == (True, True)
    assert not [f for f in check(papers, load_register(), as_of=TODAY).findings if f.code == "S101"]


def test_party_and_state_do_not_amend_each_other() -> None:
    """ "Nghị quyết 71/NQ-CP sửa đổi ... Chương trình thực hiện Nghị quyết 57-NQ/TW" amends the programme alone."""
    state, party = Key("NQ", "71/NQ-CP", "2025-04-01"), Key("NQ", "57-NQ/TW", "2024-12-22")
    assert stated_change("amends", "part", state, party, effective=None, source="a", teller=None) is None
    assert stated_change(
        "amends", "part", state, Key("NQ", "3/NQ-CP", "2025-01-09"), effective=None, source="a", teller=None
    )


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StoredCorpus]:
    """The plans of the corpus, in a store."""
    with open_store(tmp_path_factory.mktemp("corpus") / "store", write=True) as store:
        build([CORPUS], store)
        yield StoredCorpus(store)


def test_a_store_gives_the_corpus_that_its_files_give(stored: StoredCorpus) -> None:
    """Upstream and dates as other documents give them: the same findings from a store as from the run itself."""
    names = ("commune-plan-on-it", "dates-it-otherwise")
    paths = [next(CORPUS.glob(f"*{name}.txt")) for name in names]
    papers = [(source, extract(source)) for source in map(read, paths)]
    report = check(papers, load_register(), store=stored, as_of=date(2026, 6, 1))
    found = {f.code for f in report.findings}
    assert {"S108", "I203"} <= found


def test_a_store_beside_the_files_it_was_built_from_changes_no_finding(stored: StoredCorpus) -> None:
    """Also where sources differ on what a document is for, which the store settles and a rule asks of each."""
    beside = check_files([CORPUS], Settings(), as_of=TODAY, store=stored, workers=1)
    alone = check_files([CORPUS], Settings(), as_of=TODAY, workers=1)
    assert [(one.path, one.code, one.start) for one in beside.findings] == [
        (one.path, one.code, one.start) for one in alone.findings
    ]


def test_the_document_that_a_store_looks_up_is_the_only_one_that_fits(stored: StoredCorpus) -> None:
    held = list(stored)
    keys = {key for known in held for key in (known.key, *(one.key for one in known.cited))}
    found = 0
    for key in (key for key in keys if key.number and is_day(key.date)):
        fitting = [known for known in held if compatible(key, known.key)]
        if not any(known.key.place is None for known in fitting):  # such a file counts in the province that it cites
            assert stored.document(key) == (fitting[0] if len(fitting) == 1 else None)
            found += len(fitting) == 1
    assert found > 100


def test_the_plans_above_that_a_store_looks_up_are_all_of_them(stored: StoredCorpus) -> None:
    """Of those by one number, which may be several texts of one plan, the store settles for which time they are."""
    held = [known for known in stored if known.key.type == "KH" and known.key.issuer]
    numbered = Counter((known.key.block, known.key.place) for known in held)
    plans = {known.path: known for known in held if numbered[known.key.block, known.key.place] == 1}
    found = 0
    for one in plans.values():
        for levels in (("province", "district"), ("commune",)):
            by = Issuers(levels, one.key.issuer.province if one.key.issuer else None)
            above = [known.path for known in stored.contemporaries("KH", one.period, by)]
            fitting = [
                path for path, known in plans.items() if known.period == one.period and by.include(known.key.issuer)
            ]
            assert [path for path in above if path in plans] == fitting
            found += bool(fitting)
    assert found > 50


def test_files_that_cannot_be_read_stop_no_other(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Căn cứ Luật Tố cáo;", encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"\x00\x01\x02\x89PNG" * 40)
    (tmp_path / "c.txt").write_bytes(b"")
    missing = tmp_path / "d.txt"
    report = check_files([tmp_path, missing], Settings(), as_of=TODAY)
    assert [Path(document.path).name for document in report.documents] == ["a.txt"]
    assert len(report.failures) == 3
    assert all(".txt" in failure for failure in report.failures)


def test_several_processes_find_what_one_finds(tmp_path: Path) -> None:
    one = check_files([CORPUS], Settings(), as_of=TODAY, workers=1)
    two = check_files([CORPUS], Settings(), as_of=TODAY, workers=2)
    assert list(one.findings) == list(two.findings)
    assert len(one.documents) == len(list(CORPUS.iterdir()))


WORDS = st.sampled_from(
    [path.read_text(encoding="utf-8")[: 40 * size] for size, path in enumerate(sorted(CORPUS.iterdir())[:20], start=1)]
)


@settings(max_examples=40, deadline=None)
@given(st.one_of(st.text(max_size=300), st.lists(st.one_of(WORDS, st.text(max_size=40)), max_size=4).map("\n".join)))
def test_any_text_can_be_checked_and_shown(text: str) -> None:
    """No text breaks the check or a format, and every finding marks what it quotes."""
    source = SourceText(text, Source("a.txt", "0" * 64, "text/plain", len(text)))
    report = check([(source, extract(source))], load_register(), as_of=TODAY)
    for finding in report.findings:
        assert text[finding.start : finding.end] == finding.quote
        assert finding.line >= 1
        assert finding.column >= 1
    assert all(form(report, "vi") is not None for form in FORMATS.values())


@pytest.mark.parametrize("own", [False, True])
def test_which_law_bears_a_number_is_asked_of_ones_own_register_too(tmp_path: Path, own: bool) -> None:
    """A number that no law of the name is known to have is not followed; one's own table may know it."""
    table = tmp_path / "effects.csv"
    row = "Luật,9061/2022/QH15,2022-06-10,Quốc hội,Luật Tố cáo,2023-01-01,2025-01-01,công báo,V,\n"
    table.write_text("type,number,date,issuer,name,effective,ended,source,mark,note\n" + row, encoding="utf-8")
    register = load_register(None, *[table] * own)
    words = "Luật Tố cáo số 9061/2022/QH15 quy định; đơn nộp theo Luật Tố cáo."
    source = SourceText(words, Source("a.txt", "a", "text/plain", len(words)))
    extraction = extract(source)
    (checked,) = check([(source, extraction)], register, as_of=TODAY).documents
    assert keys_of(extraction, register).meant[-1].number == ("9061/2022/QH15" if own else None)
    assert (checked.judgements[-1].verdicts.as_of == "lapsed") == own  # as that law has, by this table
