"""The spaCy components: the tokenizer loses nothing, the spans carry the records, and spaCy's contract holds."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from late import Late
from samples import ROOT, documents

from extract import SourceText, extract

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span

    from extract.pipeline import Citations

spacy, kept, training = Late("spacy"), Late("spacy.tokens"), Late("spacy.training")
pipeline = Late("extract.pipeline")

TEXT = "Căn cứ Nghị định số 59/2023/NĐ-CP ngày 14/8/2023 của Chính phủ;\nThực hiện Chỉ thị số 33/CT-TTg;"


@pytest.fixture(scope="module")
def nlp() -> Language:
    return pipeline.load()


def spans(nlp: Language, text: str, key: str = "citations") -> list[Span]:
    """The spans, which keep their document alive (a span group does not)."""
    doc = nlp(text)
    return list(doc.spans[key])


TOKENS = [
    ("Chỉ thị số 33/CT-TTg", ["Chỉ", "thị", "số", "33/CT-TTg"]),
    ("59/2023/NĐ-CP, ngày 14/8/2023.", ["59/2023/NĐ-CP", ",", "ngày", "14/8/2023", "."]),
    ("Quyết định 23-QĐ/TW;", ["Quyết", "định", "23-QĐ/TW", ";"]),
    ("UBND, HĐND (MTTQ)", ["UBND", ",", "HĐND", "(", "MTTQ", ")"]),
    ("CT-TTg và NQ/TW", ["CT-TTg", "và", "NQ/TW"]),
    ("1.250,5 đồng; 66.13/2026/NQ-CP", ["1.250,5", "đồng", ";", "66.13/2026/NQ-CP"]),
    ("2021-2025, 30%.", ["2021-2025", ",", "30", "%", "."]),
    ("“Dân vận khéo”...", ["“", "Dân", "vận", "khéo", "”", "..."]),
    ("đi\u0323nh ca\u0306n", ["đi\u0323nh", "ca\u0306n"]),
    ("một\n hai  ba", ["một", "\n", "hai", " ", "ba"]),
    ("số\u00a05", ["số", "\u00a0", "5"]),
    ("  hai", [" ", " ", "hai"]),
    ("3.Nghị định", ["3", ".", "Nghị", "định"]),
    ("", []),
]


@pytest.mark.parametrize(("text", "tokens"), TOKENS)
def test_how_text_is_cut(nlp: Language, text: str, tokens: list[str]) -> None:
    assert [token.text for token in nlp.tokenizer(text)] == tokens


@given(st.text() | st.text(alphabet=" \n\tsốNĐ-CP/12.,;“”\u0301\u00a0"))
def test_the_tokenizer_loses_nothing(nlp: Language, text: str) -> None:
    doc = nlp.tokenizer(text)
    assert doc.text == text == "".join(token.text_with_ws for token in doc)


@pytest.mark.parametrize("source", documents("documents"), ids=lambda source: source.source.path[-20:])
def test_spans_carry_the_records(nlp: Language, source: SourceText) -> None:
    text = source.text
    doc, record = nlp(text), extract(text)
    assert doc.text == text
    assert doc._.document == record.document
    assert [span._.citation for span in doc.spans["citations"]] == list(record.citations)
    for span, citation in zip(doc.spans["citations"], record.citations, strict=True):
        assert citation.quote in span.text
        assert span.label_ == (citation.type or "")


def test_a_span_is_the_quote_where_tokens_allow(nlp: Language) -> None:
    assert [span.text for span in spans(nlp, TEXT)] == [c.quote for c in extract(TEXT).citations]


def test_components_work_after_any_tokenizer() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("cancu_citations")
    assert [span._.citation.number for span in spans(nlp, TEXT)] == ["59/2023/NĐ-CP", "33/CT-TTg"]


def test_the_spans_key_is_a_setting() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("cancu_citations", config={"spans_key": "sc"})
    doc = nlp(TEXT)
    assert list(doc.spans) == ["sc"]
    assert len(doc.spans["sc"]) == 2


def test_a_document_without_our_components_has_no_records() -> None:
    doc = spacy.blank("en")(TEXT)
    assert doc._.document is None
    assert doc[0:3]._.citation is None


@pytest.mark.parametrize("processes", [1, 2])
def test_batches_keep_records_and_order(nlp: Language, processes: int) -> None:
    texts = [f"Căn cứ Nghị định số {n}/2023/NĐ-CP ngày 14/8/2023 của Chính phủ;" for n in range(10, 40)]
    docs = nlp.pipe(texts, n_process=processes, batch_size=8)
    assert [doc.spans["citations"][0]._.citation.number for doc in docs] == [f"{n}/2023/NĐ-CP" for n in range(10, 40)]


def test_one_bad_document_does_not_stop_a_batch(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    """The error handler is told; the other documents go through."""
    found = pipeline.Citations.match

    def match(self: Citations, doc: Doc) -> object:
        if "hỏng" in doc.text:
            raise ValueError("hỏng")
        return found(self, doc)

    monkeypatch.setattr(pipeline.Citations, "match", match)
    told: list[tuple[str, list[str]]] = []
    careful = pipeline.load()
    careful.set_error_handler(lambda name, component, docs, error: told.append((name, [doc.text for doc in docs])))
    assert [doc.text for doc in careful.pipe(["một", "hỏng", "ba"])] == ["một", "ba"]
    assert told == [("cancu_citations", ["hỏng"])]
    with pytest.raises(ValueError, match="hỏng"):
        list(pipeline.load().pipe(["một", "hỏng", "ba"]))


def test_pipelines_and_documents_can_be_pickled(nlp: Language) -> None:
    again = pickle.loads(pickle.dumps(nlp))
    assert again.pipe_names == ["cancu_letterhead", "cancu_citations"]
    doc = pickle.loads(pickle.dumps(again(TEXT)))
    assert [span._.citation for span in doc.spans["citations"]] == list(extract(TEXT).citations)


def test_documents_go_to_bytes_and_back(nlp: Language) -> None:
    packed = kept.DocBin(docs=[nlp(TEXT)], store_user_data=True).to_bytes()
    (doc,) = kept.DocBin().from_bytes(packed).get_docs(nlp.vocab)
    assert doc._.extraction == extract(TEXT)
    assert doc.spans["citations"][1]._.citation.number == "33/CT-TTg"


def test_a_pipeline_goes_to_disk_and_back(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path / "cancu")
    again = spacy.load(tmp_path / "cancu")
    assert isinstance(again.tokenizer, pipeline.VietnameseTokenizer)
    assert [span.text for span in spans(again, TEXT)] == [span.text for span in spans(nlp, TEXT)]


def test_a_long_text_is_no_error(nlp: Language) -> None:
    text = "Ủy ban nhân dân xã. " * 60_000
    assert len(nlp(text).text) == len(text) > 1_000_000


def test_spacy_scores_our_spans(nlp: Language) -> None:
    gold = nlp(TEXT)
    scores = nlp.evaluate([training.Example(nlp.make_doc(TEXT), gold)])
    assert scores["spans_citations_f"] == 1.0


def test_entry_points_bring_the_components_to_others(tmp_path: Path) -> None:
    """As after `pip install`: another process, which imports nothing of ours, adds the components by name."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["entry-points"]
    info = tmp_path / "cancu_test-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: cancu-test\nVersion: 1\n")
    (info / "entry_points.txt").write_text(
        "".join(
            f"[{group}]\n" + "".join(f"{name} = {target}\n" for name, target in targets.items())
            for group, targets in project.items()
        )
    )
    code = (
        "import spacy, sys\n"
        "tokenizer = {'@tokenizers': 'cancu.VietnameseTokenizer.v1'}\n"
        "nlp = spacy.blank('vi', config={'nlp': {'tokenizer': tokenizer}})\n"
        "nlp.add_pipe('cancu_letterhead')\nnlp.add_pipe('cancu_citations')\n"
        "doc = nlp('Căn cứ Chỉ thị số 33/CT-TTg;')\nprint(doc.spans['citations'][0]._.citation.number)\n"
    )
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(tmp_path), str(ROOT)]), "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-c", code]
    answer = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert answer.stdout.split() == ["33/CT-TTg"], answer.stderr
