"""Gold annotations as records, so that what stands on extraction can be tested without it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from extract.dates import period_of
from extract.records import Body, Citation, Document, Extraction, Relation, Signer, Source, Zone
from extract.words import slug
from kg.law.register import body_named, type_code

PLANS = Path(__file__).parents[1] / "gold" / "plans"
TEXTS = Path(__file__).parents[2] / "data" / "plans"


def gold_extraction(path: Path, text: str, shown_as: str | None = None) -> Extraction:
    """The record of one gold file; ``text`` is what its offsets count in."""
    gold = json.loads(path.read_text(encoding="utf-8"))
    head = gold["document"]
    title = head["title"]
    source = Source(shown_as or head["file"], hashlib.sha256(text.encode()).hexdigest(), "text/plain", len(text))
    document = Document(
        number=head["number"],
        symbol=head["symbol"],
        type=type_code(head["doc_type"]),
        type_label=head["doc_type"],
        date=head["date"],
        place=head["place"],
        issuer=_body(head["issuer"], head["province"]),
        province=head["province"],
        title=title,
        period=period_of(title),
        signer=Signer(head["signer"], head["signer_position"], head["signed_on_behalf"]),
    )
    return Extraction(source, document, tuple(_citation(item, head["province"]) for item in gold["citations"]))


def plans() -> list[Extraction]:
    """The sample plans of ``data/plans`` as their gold annotations tell them."""
    return [
        gold_extraction(path, next(TEXTS.glob(f"{path.stem}.*")).read_text(encoding="utf-8"))
        for path in sorted(PLANS.glob("*.json"))
    ]


def _citation(item: dict[str, Any], province: str) -> Citation:
    named = item.get("key") if item.get("unnumbered") else None
    bare = named is not None and item["quote"].startswith("Quyết định của")
    return Citation(
        start=item["start"],
        end=item["end"],
        quote=item["quote"],
        zone=cast(Zone, item["in"]),
        type=type_code(item["doc_type"]),
        type_label=item["doc_type"],
        number=item["number"],
        number_as_written=item["number_as_written"],
        date=item["date"],
        issuer=_body(item["issuer"], province),
        issuer_implied=item.get("issuer_implied", False),
        title=item["title"],
        relation=cast(Relation, item["relation"]),
        name=None if bare else named,
        period=period_of(item["title"] or named or ""),
        within=item["within"],
    )


def _body(name: str | None, province: str) -> Body | None:
    if name is None:
        return None
    if name.startswith("Đại hội Đảng bộ"):
        full = name.split(" lần thứ")[0]
        return replace(_placed(body_named(full), province), name=name, kind="dai-hoi-dang-bo")
    for party, kind in (("Tỉnh ủy", "tỉnh"), ("Huyện ủy", "huyện"), ("Đảng ủy xã", "xã")):
        head, found, unit = name.partition(party)
        if found and unit:
            level = "province" if kind == "tỉnh" else "district" if kind == "huyện" else "commune"
            body = Body(name, slug(head + found.removesuffix(" xã")), cast(Any, level), kind + unit)
            return _placed(body, province)
    return _placed(body_named(name), province)


def _placed(body: Body, province: str) -> Body:
    if body.unit is None or body.province is not None:
        return body
    kind = "thành phố" if province == "Hải Phòng" else "tỉnh"
    return replace(body, province=body.unit if body.level == "province" else f"{kind} {province}")
