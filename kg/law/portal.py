"""Facts out of other tables, above all the relations of the national legal portal (vbpl.vn), as on Hugging Face.

``th1nhng0/vietnamese-legal-documents`` (CC-BY-4.0), saved as two CSV files: ``relationships`` (doc_id, other_doc_id,
relationship) and ``metadata`` (id, so_ky_hieu, loai_van_ban, ngay_ban_hanh, co_quan_ban_hanh, title,
ngay_co_hieu_luc, ngay_het_hieu_luc). A label names the role of the other document; public code disagrees about the
direction, so a pair whose days contradict its label is reported and left out.
"""

from __future__ import annotations

import csv
import io
import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from extract.errors import FactError, Sentence
from extract.reading.files import open_regular
from kg.law.register import fact_of
from kg.law.tables import COLUMNS, DOCUMENT, read_table
from kg.resources import data_file
from kg.writing import write_whole
from ontology.spelling import fold

RELATIONS_COLUMNS = ("doc_id", "other_doc_id", "relationship")
METADATA_COLUMNS = ("id", "so_ky_hieu", "loai_van_ban", "ngay_ban_hanh", "co_quan_ban_hanh")
SOURCE = "vbpl.vn, theo th1nhng0/vietnamese-legal-documents (CC-BY-4.0)"

MOST_SAID = 20
"""Rows of a table of one's own of which it is said why they are left out; the rest are counted."""

Row = dict[str, str]
_VIETNAMESE_DAY = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})")


@dataclass(frozen=True, slots=True)
class Import:
    """What an import gave: rows with the columns of a table of facts, and how many were left out, by reason."""

    rows: tuple[Row, ...]
    left_out: Mapping[Sentence, int]
    kind: str = "changes"


def read_relations(relations: Path, metadata: Path) -> Import:
    """The changes that the portal's relations tell of. Raises FactError for a file that is not such a table."""
    documents = {row["id"].strip(): _document(row) for row in _table(metadata, METADATA_COLUMNS)}
    labels = {fold(label["text"]): label for label in tomllib.loads(_labels())["label"]}
    rows: dict[tuple[str, ...], Row] = {}
    left_out: Counter[Sentence] = Counter()
    for pair in _table(relations, RELATIONS_COLUMNS):
        label = labels.get(fold(pair["relationship"].strip()))
        this, listed = documents.get(pair["doc_id"].strip()), documents.get(pair["other_doc_id"].strip())
        if label is None:
            left_out[Sentence("the relation is not a supersession, repeal or amendment")] += 1
            continue
        if this is None or listed is None:
            left_out[Sentence("a document is not in the metadata")] += 1
            continue
        later, earlier = (listed, this) if label["listed"] == "later" else (this, listed)
        row = {
            "relation": label["relation"], "scope": label["scope"],
            **{f"later_{column}": later[column] for column in DOCUMENT},
            **{f"earlier_{column}": earlier[column] for column in DOCUMENT},
            "effective": later["effective"], "source": SOURCE, "mark": "S", "note": "",
        }  # fmt: skip
        try:
            fact_of("changes", row)
        except FactError as error:
            left_out[_kind_of(str(error))] += 1
            continue
        rows[tuple(row.values())] = row
    return Import(tuple(rows.values()), dict(left_out))


def read_own(path: Path) -> Import:
    """The sound rows of a table with the columns of the register, in their order; the first others say why."""
    kind, rows = read_table(path)
    sound: list[Row] = []
    left_out: dict[Sentence, int] = {}
    for number, row in enumerate(rows, start=2):
        try:
            fact_of(kind, row)
        except FactError as error:
            reason = Sentence("more rows that are not sound")
            if len(left_out) < MOST_SAID:
                reason = Sentence("row {number}: {error}", number=number, error=error)
            left_out[reason] = left_out.get(reason, 0) + 1
            continue
        sound.append({column: row.get(column) or "" for column in COLUMNS[kind]})
    return Import(tuple(sound), left_out, kind)


def write_table(result: Import, path: Path) -> None:
    """Writes the rows as a table for :func:`kg.law.register.load_register`. Raises InputError for a file there."""
    table = io.StringIO()
    writer = csv.DictWriter(table, COLUMNS[result.kind], lineterminator="\n")
    writer.writeheader()
    writer.writerows(result.rows)
    write_whole(path, table.getvalue(), new=True)


def _labels() -> str:
    return (data_file("register") / "portal_labels.toml").read_text(encoding="utf-8")


def _table(path: Path, columns: tuple[str, ...]) -> Iterator[Row]:
    try:
        with open_regular(path) as file:
            reader = csv.DictReader(io.TextIOWrapper(file, encoding="utf-8-sig", newline=""))
            missing = set(columns) - set(reader.fieldnames or ())
            if missing:
                raise FactError(
                    "{path}: the columns {missing} are missing; save the table as CSV.",
                    path=path,
                    missing=", ".join(sorted(missing)),
                )
            for row in reader:
                yield {column: value or "" for column, value in row.items() if isinstance(column, str)}
    except (OSError, csv.Error, UnicodeDecodeError) as error:
        raise FactError(
            "{path}: this table cannot be read ({error}); give a CSV file in UTF-8.", path=path, error=error
        ) from error


def _document(row: Row) -> Row:
    return {
        "type": row["loai_van_ban"],
        "number": row["so_ky_hieu"],
        "date": _iso(row["ngay_ban_hanh"]),
        "issuer": row["co_quan_ban_hanh"],
        "name": row.get("title", ""),
        "effective": _iso(row.get("ngay_co_hieu_luc", "")),
    }


def _iso(text: str) -> str:
    """A day as the portal writes it (31/12/2025, or ISO with a time) in ISO; "" for anything else."""
    found = _VIETNAMESE_DAY.fullmatch(text.strip())
    if found:
        return f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}"
    return text.strip()[:10] if re.match(r"\d{4}-\d{2}-\d{2}", text.strip()) else ""


def _kind_of(error: str) -> Sentence:
    """The reason without its particulars, to count by."""
    if "wrong" in error:
        return Sentence("the days contradict the direction of the label")
    if "unknown type" in error:
        return Sentence("the type of a document is not known")
    if "itself" in error:
        return Sentence("a document stands on both sides")
    return Sentence("a document has no usable number, name or date")
