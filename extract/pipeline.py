"""The extractor as components of a spaCy pipeline, over a Vietnamese tokenizer of our own.

>>> from extract.pipeline import load
>>> doc = load()("Căn cứ Nghị định số 59/2023/NĐ-CP ngày 14/8/2023 của Chính phủ;")
>>> [(span.text, span.label_, span._.citation.relation) for span in doc.spans["citations"]]
[('Nghị định số 59/2023/NĐ-CP ngày 14/8/2023 của Chính phủ', 'NĐ', 'based_on')]

Entry points make ``nlp.add_pipe("cancu_citations")`` work wherever the distribution is installed, after any tokenizer.

============================= ====================================================================
``doc._.extraction``          the whole :class:`~extract.records.Extraction`, computed once a Doc
``doc._.document``            its :class:`~extract.records.Document`: the letterhead's data
``doc.spans["citations"]``    a span for each citation, labelled with its type's code, in order
``span._.citation``           the :class:`~extract.records.Citation` of such a span
============================= ====================================================================

Only this module imports spaCy.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

import srsly
from spacy import blank
from spacy.language import Language
from spacy.pipeline import Pipe
from spacy.tokens import Doc, Span
from spacy.training import Example
from spacy.util import DummyTokenizer, registry
from spacy.vocab import Vocab

from extract.extracting import extract
from extract.records import Citation, Document, Extraction, from_dict, to_dict

Scorer = Callable[[Iterable[Example]], dict[str, Any]]

SPANS_KEY = "citations"
_PACKED = "cancu.Extraction"
_MAX_LENGTH = 1_000_000_000  # characters; spaCy's default bounds parsers, which are not linear as we are
_PIECE = re.compile(
    r"""\d[\w\u0300-\u036f]*(?:[/-][\w\u0300-\u036f]+|[.,:]\d[\w\u0300-\u036f]*)*  # 33/CT-TTg, 14/8/2023, 1.250,5
      | [A-ZĐƯ]{2}\w*(?:[/-][A-ZĐƯ]\w*)*                                        # CT-TTg, UBND
      | [\w\u0300-\u036f]+                                                      # a syllable
      | ([^\w\s])\1*                                                            # a run of one punctuation mark
      | \s+""",
    re.VERBOSE,
)


def _pieces(chunk: str) -> tuple[str, ...]:
    return tuple(match[0] for match in _PIECE.finditer(chunk))


_known_pieces = lru_cache(maxsize=65_536)(_pieces)  # syllables recur: most chunks are split once


class VietnameseTokenizer(DummyTokenizer):
    """Syllables, numbers with their symbols whole, and punctuation; ``doc.text`` is always the text given."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __reduce__(self) -> tuple[type[VietnameseTokenizer], tuple[Vocab]]:
        return VietnameseTokenizer, (self.vocab,)

    def __call__(self, text: str) -> Doc:
        words: list[str] = []
        spaces: list[bool] = []
        chunks = text.split(" ")
        for chunk in chunks:
            if chunk:
                pieces = _known_pieces(chunk) if len(chunk) < 40 else _pieces(chunk)
                words += pieces
                spaces += [False] * (len(pieces) - 1)
                spaces.append(True)
            else:  # a blank that follows another one is a token, as everywhere in spaCy
                words.append(" ")
                spaces.append(False)
        if chunks[-1]:
            spaces[-1] = False
        else:
            del words[-1], spaces[-1]
        return Doc(self.vocab, words=words, spaces=spaces)


def make_tokenizer() -> Callable[[Language], VietnameseTokenizer]:
    """The tokenizer for a config: ``[nlp.tokenizer] @tokenizers = "cancu.VietnameseTokenizer.v1"``."""
    return lambda nlp: VietnameseTokenizer(nlp.vocab)


class Letterhead(Pipe):
    """Reads the document's own data: ``doc._.document``."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        _extraction(doc)
        return doc


class Citations(Pipe):
    """Finds the citations (``match``) and sets them as the span group ``spans_key`` (``set_annotations``)."""

    def __init__(self, name: str, *, spans_key: str = SPANS_KEY, scorer: Scorer | None = None) -> None:
        self.name = name
        self.key = spans_key
        self.scorer = scorer

    def __call__(self, doc: Doc) -> Doc:
        self.set_annotations(doc, self.match(doc))
        return doc

    def match(self, doc: Doc) -> list[Span]:
        """The spans of the citations, widened to whole tokens where a file glues words together."""
        spans = (
            doc.char_span(c.start, c.end, label=c.type or "", span_id=str(index), alignment_mode="expand")
            for index, c in enumerate(_extraction(doc).citations)
        )
        return [span for span in spans if span is not None]

    def set_annotations(self, doc: Doc, spans: list[Span]) -> None:
        """Make ``spans`` the document's span group."""
        doc.spans[self.key] = spans


@Language.factory("cancu_letterhead", assigns=["doc._.document", "doc._.extraction"])
def make_letterhead(nlp: Language, name: str) -> Letterhead:
    """The component ``cancu_letterhead``."""
    return Letterhead(name)


@Language.factory(
    "cancu_citations",
    assigns=["doc.spans", "doc._.extraction", "span._.citation"],
    default_config={
        "spans_key": SPANS_KEY,
        "scorer": {"@scorers": "spacy.overlapping_labeled_spans_scorer.v1", "spans_key": SPANS_KEY},
    },
    default_score_weights={f"spans_{SPANS_KEY}_f": 1.0, f"spans_{SPANS_KEY}_p": 0.0, f"spans_{SPANS_KEY}_r": 0.0},
)
def make_citations(nlp: Language, name: str, spans_key: str, scorer: Scorer | None) -> Citations:
    """The component ``cancu_citations``; ``scorer`` compares with gold spans in ``nlp.evaluate``."""
    return Citations(name, spans_key=spans_key, scorer=scorer)


def load() -> Language:
    """A blank Vietnamese pipeline with our tokenizer and both components, for texts of any length."""
    nlp = blank("vi", config={"nlp": {"tokenizer": {"@tokenizers": "cancu.VietnameseTokenizer.v1"}}})
    nlp.max_length = _MAX_LENGTH
    nlp.add_pipe("cancu_letterhead")
    nlp.add_pipe("cancu_citations")
    return nlp


def _extraction(doc: Doc) -> Extraction:
    if doc._.extraction is None:
        doc._.extraction = extract(doc.text)
    found: Extraction = doc._.extraction
    return found


def _document(doc: Doc) -> Document | None:
    return doc._.extraction.document if doc._.extraction is not None else None


def _citation(span: Span) -> Citation | None:
    """The citation that a span of our group stands for; the span's id is its place in the record."""
    extraction: Extraction | None = span.doc._.extraction
    if extraction is None or not span.id_.isdecimal():
        return None
    return extraction.citations[int(span.id_)]


def pack(record: object, chain: Callable[[object], object] | None = None) -> object:
    """Records on their way into bytes: ``doc.to_bytes()``, DocBin, ``nlp.pipe(n_process=2)``."""
    if isinstance(record, Extraction):
        return {_PACKED: to_dict(record)}
    return record if chain is None else chain(record)


def unpack(value: Any, chain: Callable[[Any], object] | None = None) -> object:
    """Records on their way back out of bytes."""
    if isinstance(value, dict) and _PACKED in value:
        return from_dict(value[_PACKED])
    return value if chain is None else chain(value)


registry.tokenizers.register("cancu.VietnameseTokenizer.v1", func=make_tokenizer)
srsly.msgpack_encoders.register("cancu", func=pack)
srsly.msgpack_decoders.register("cancu", func=unpack)
Doc.set_extension("extraction", default=None, force=True)
Doc.set_extension("document", getter=_document, force=True)
Span.set_extension("citation", getter=_citation, force=True)
