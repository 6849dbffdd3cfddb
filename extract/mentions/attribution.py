"""Who issued a cited document: as written, as written elsewhere in the document, or as type and symbol imply."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache, lru_cache
from typing import NamedTuple

from extract.bodies.canonical import Standpoint, central_body, resolve
from extract.bodies.mentioned import find_body
from extract.bodies.named import Named
from extract.mentions.drafts import Draft
from extract.mentions.numbers import Number
from extract.records import Body, Document
from extract.vocabulary import known_body
from ontology import issuer_of_type, types_with
from ontology.symbols import issuer_of
from ontology.units import CITY, split_kind

_CITY = f"{CITY} "
_STANDING = known_body("standing-board")
_UNION = "Hội"  # an association, as its own papers call it
_LOCAL_KINDS = ("uy-ban-nhan-dan", "hoi-dong-nhan-dan", "mat-tran-to-quoc-viet-nam")


class Attribution(NamedTuple):
    """The issuers of a citation; ``implied`` where the words beside it do not name them."""

    issuer: Body | None = None
    implied: bool = False
    others: tuple[Body, ...] = ()


def recall_issuers(drafts: list[Draft]) -> list[Draft]:
    """The drafts; a local number that stands elsewhere in the document with its issuer has that issuer everywhere.

    "KL/TU" alone says no more than the province's committee, "UBND-KGVX" no more than some committee; "của Ban Thường
    vụ Tỉnh ủy", written once, says which. Central ones say it themselves.
    """
    written: dict[tuple[str | None, str], list[Draft]] = {}
    for draft in drafts:
        if draft.number and draft.body:
            written.setdefault((draft.type, draft.number.text), []).append(draft)
    return [_recalled(draft, written) for draft in drafts] if written else drafts


def _recalled(draft: Draft, written: Mapping[tuple[str | None, str], list[Draft]]) -> Draft:
    """A draft with the issuer that is ``written`` beside the same number, if that is one alone."""
    if draft.number is None or draft.body:
        return draft
    known = written.get((draft.type, draft.number.text))
    if known is None or len({_words(one) for one in known}) > 1:
        return draft
    first = known[0]
    if (draft.date is None or (first.date or "").startswith(draft.date)) and not _tells(draft.number, first.body):
        return draft._replace(body=first.body, co_bodies=first.co_bodies, recalled=True)
    return draft


def _tells(number: Number, body: Named | None) -> bool:
    """Whether a symbol says who issued: each of its bodies is one of the whole country, and ``body`` none of its
    offices in a province ("600/TB-BHXH" of the "Bảo hiểm xã hội tỉnh An Giang")."""
    issuers = number.value.issuers
    named = issuer_of(issuers[0]) if len(issuers) == 1 and body and body.scope == "unit" and body.name else None
    if named is not None and body is not None and named.body.startswith(f"{body.head} "):
        return False
    return _are_central(issuers)


@lru_cache(maxsize=1024)
def _are_central(issuers: tuple[str, ...]) -> bool:
    """Whether each body of a symbol is one of the whole country."""
    named = map(issuer_of, issuers)
    return bool(issuers) and all(one is not None and one.level == "central" for one in named)


def _words(draft: Draft) -> tuple[str, str | None, str | None] | None:
    return (draft.body.head, draft.body.kind, draft.body.name) if draft.body else None


def attribute(draft: Draft, standpoint: Standpoint, document: Document) -> Attribution:
    """The issuers of ``draft`` in ``document``, which stands at ``place``."""
    if draft.named:
        issuer = draft.named.issuer
        return Attribution(issuer, issuer is not None and draft.type in types_with("known_by_name"))
    if draft.body and draft.body.head != _STANDING:
        others = tuple([resolve(body, standpoint) for body in draft.co_bodies])
        return Attribution(resolve(_of_union(_of_front(draft), document), standpoint), draft.recalled, others)
    if implied := _implied(draft, standpoint, document):
        return Attribution(implied[0], True, tuple(implied[1:]))
    if draft.number and not draft.number.value.symbol and draft.number.value.year:  # "Nghị định 71/2020"
        made_by = issuer_of_type(draft.type)
        return Attribution(central_body(made_by), True) if made_by else Attribution()
    return Attribution(document.issuer, True) if _of_own_symbol(draft, document) else Attribution()


def _of_own_symbol(draft: Draft, document: Document) -> bool:
    """Whether a number bears the symbol of the document's own issuer, which no table has: "QĐ-ĐHKTCN"."""
    own, value = document.numbering, draft.number.value if draft.number else None
    if own is None or value is None or not own.issuers or len(value.issuers) != 1:
        return False
    symbol = own.issuers[-1] if own.type else own.issuers[0]  # a letter's ends with who drew it up
    return symbol == value.issuers[0] and issuer_of(symbol) is None


def _of_front(draft: Draft) -> Named:
    """The written issuer; "Ủy ban MTTQ Việt Nam" beside the symbol MTTW is the Front's Central Committee."""
    assert draft.body is not None
    if draft.number and "MTTW" in draft.number.value.symbol and draft.body.scope == "unit" and draft.body.kind is None:
        return find_body(draft.body.head.replace("Ủy ban Mặt trận", "Ủy ban Trung ương Mặt trận"), 0) or draft.body
    return draft.body


def _of_union(body: Named, document: Document) -> Named:
    """The written issuer; "Ban Thường vụ Trung ương Hội" in a paper of Hội Nông dân Việt Nam is that association's."""
    if body.name or not body.head.endswith(f" {_UNION}"):
        return body
    own = document.issuer.name if document.issuer else ""
    if f" {_UNION} " not in own:
        return body
    return body._replace(head=body.head.removesuffix(_UNION) + own[own.index(f"{_UNION} ") :])


def _implied(draft: Draft, standpoint: Standpoint, document: Document) -> list[Body]:
    """The issuers that type and symbol imply: QH15 the National Assembly, NĐ-CP the Government, TT-BNV a ministry."""
    if draft.number is None:
        return []
    parts = draft.number.parts
    found: list[Body] = []
    issuers = draft.number.value.issuers
    for part in issuers if draft.number.value.type else issuers[:1]:  # behind it a letter's has who drew it up
        body = _of_symbol(part, draft, standpoint, document)
        if body is not None and parts[-1] == "BTT":  # the Standing Board of the Fatherland Front committee
            body = replace(body, name=f"{_STANDING} {body.name}", kind=f"ban-thuong-truc-{body.kind}")
        if body is not None and body not in found:
            found.append(body)
    return found if len(parts) > 2 or draft.type in types_with("joint") else found[:1]


@cache
def _as_written(body: str) -> Named:
    return find_body(body, 0) or Named(0, 0, body, "other")


def _of_symbol(part: str, draft: Draft, standpoint: Standpoint, document: Document) -> Body | None:
    """The body that one part of a symbol names; None where the place does not tell which."""
    found = issuer_of(part)
    if found is None:
        return None
    named, level = _as_written(found.body), found.level
    if level == "party-province" and (standpoint.province or "").startswith(_CITY):
        named = _as_written(found.body.replace("Tỉnh ủy", "Thành ủy"))
    if level == "local":
        return _local(named, draft, standpoint, document)
    known = {
        "central": True,
        "party": False,
        "party-province": standpoint.province is not None,
        "department": standpoint.province is not None,
        "party-district": standpoint.district is not None,
    }
    return resolve(named, standpoint) if known.get(level, standpoint.commune is not None) else None


def _local(named: Named, draft: Draft, standpoint: Standpoint, document: Document) -> Body | None:
    """UBND or HĐND by symbol alone: the writer's own if it is such a body.

    Else the province's, for normative acts and for those whom it directs: its departments.
    """
    own = document.issuer
    if own is not None and own.unit and own.kind.endswith(_LOCAL_KINDS):
        unit = own.unit
    elif standpoint.province and (
        (draft.number and draft.number.value.year) or (own is not None and own.level == "province")
    ):
        unit = standpoint.province
    else:
        return None
    return resolve(Named(0, 0, named.head, "unit", *split_kind(unit)), standpoint)
