"""From a text to its record: the order of the steps, and nothing else."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from functools import cache

from extract import dates
from extract.anaphora import find_aliases, find_anaphora
from extract.bodies import Named, find_body
from extract.resolving import Place, resolve
from extract.citations import find_drafts
from extract.drafts import Draft
from extract.clean import clean
from extract.pieces import Reading
from extract.letterhead import read_letterhead
from extract.numbers import type_codes
from extract.records import Body, Citation, Document, Extraction, Source, SourceText, Stated
from extract.roles import Role, find_roles
from extract.stated import find_stated
from extract.titles import find_titles
from extract.zones import Zones, find_zones
from extract.words import key
from ontology import table


def extract(text: str | SourceText) -> Extraction:
    """The record of one document: its own data, and every citation with words, role and place.

    ``text`` is a plain string or what :func:`extract.read` gave. Offsets count characters of it. Linear in its length.
    """
    source = text if isinstance(text, SourceText) else _anonymous(text)
    reading = clean(source.text)
    document, place, after = read_letterhead(reading)
    drafts = [draft for draft in find_drafts(reading.text, place) if not _own(draft, document, after)]
    find_titles(reading.text, drafts)
    if kept := _without_aliases(reading.text, drafts):
        drafts = kept
        find_titles(reading.text, drafts)
    _recall_issuers(drafts)
    zones = find_zones(reading, after)
    roles = find_roles(reading, drafts, zones)
    spans = [reading.span(draft.start, draft.end) for draft in drafts]
    order = sorted(range(len(drafts)), key=lambda i: (spans[i][0], -spans[i][1]))
    rank = {old: new for new, old in enumerate(order)}
    frame = _Frame(source.text, reading, zones, place, document, rank)
    return Extraction(
        source=source.source,
        document=document,
        citations=tuple(_citation(frame, drafts[i], roles[i], spans[i]) for i in order),
        stated=tuple(
            replace(s, subject=None if s.subject is None else rank[s.subject], object=rank[s.object])
            for s in find_stated(reading.text, drafts, roles)
        ),
        anaphora=find_anaphora(source.text, reading, drafts, rank),
    )


@dataclass(frozen=True, slots=True)
class _Frame:
    """What all citations of one document share; ``rank`` is the place of each draft in the source's order."""

    text: str
    reading: Reading
    zones: Zones
    place: Place
    document: Document
    rank: dict[int, int]


def _anonymous(text: str) -> SourceText:
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return SourceText(text, Source("", digest, "text/plain", len(text)))


def _own(draft: Draft, document: Document, after: int) -> bool:
    """Whether a mention is the document itself: its own number or, for a law, its own name."""
    if draft.number is not None:
        if draft.start < after and draft.type is None:
            return True
        return draft.number.text == document.number and draft.date in {None, document.date}
    return document.title is not None and draft.named is not None and key(draft.named.name) == key(f"{document.type_label} {document.title}")


def _without_aliases(text: str, drafts: list[Draft]) -> list[Draft] | None:
    """The drafts without later uses of declared aliases ("sau đây gọi là Luật Di sản văn hóa"); None if there are none."""
    aliases = {key(alias): declared for alias, _, declared in find_aliases(text, drafts)}
    kept = [
        d for d in drafts
        if d.named is None or d.dated or aliases.get(key(text[d.start : d.end]), len(text)) > d.start
    ]  # fmt: skip
    return kept if len(kept) < len(drafts) else None


def _recall_issuers(drafts: list[Draft]) -> None:
    """A local Party number that stands elsewhere in the document with its issuer has that issuer where it stands without.

    "KL/TU" alone says no more than the province's committee; "của Ban Thường vụ Tỉnh ủy", written once, says which organ.
    """
    written: dict[tuple[str | None, str], set[str]] = {}
    first: dict[tuple[str | None, str], Draft] = {}
    for draft in drafts:
        if draft.number and draft.body:
            same = (draft.type, draft.number.text)
            written.setdefault(same, set()).add(f"{draft.body.head} {draft.body.kind} {draft.body.name}")
            first.setdefault(same, draft)
    for draft in drafts:
        if draft.number and draft.body is None and draft.number.parts[-1] in {"TU", "HU", "ĐU"} and len(written.get((draft.type, draft.number.text), ())) == 1:
            known = first[draft.type, draft.number.text]
            if draft.date is None or draft.date == known.date:
                draft.body, draft.co_bodies, draft.recalled = known.body, known.co_bodies, True


def _citation(frame: _Frame, draft: Draft, role: Role, span: tuple[int, int]) -> Citation:
    reading, (start, end) = frame.reading, span
    issuer, implied, others = _issuer(draft, frame.place, frame.document)
    title = None
    if draft.title:
        title = " ".join(reading.text[draft.title[0] : draft.title[1]].split())
    period = dates.period_of(title) if title else None
    if draft.named and draft.named.term:
        period = dates.period_of(f"nhiệm kỳ {draft.named.term[0]} - {draft.named.term[1]}")
    return Citation(
        start=start,
        end=end,
        quote=frame.text[start:end],
        zone=frame.zones.of(draft.start),
        type=draft.type,
        type_label=draft.label,
        number=draft.number.text if draft.number else None,
        number_as_written=_as_written(draft),
        date=draft.date,
        issuer=issuer,
        issuer_implied=implied,
        title=title,
        relation=role.relation,
        name=draft.named.name if draft.named else None,
        co_issuers=others,
        period=period,
        within=None if draft.within is None else frame.rank[draft.within],
        pinpoint=draft.pinpoint[1] if draft.pinpoint else None,
        repairs=draft.repairs,
        trigger=role.trigger,
    )


def _as_written(draft: Draft) -> str | None:
    return " ".join(draft.number.as_written.split()) if draft.number else None


def _issuer(draft: Draft, place: Place, document: Document) -> tuple[Body | None, bool, tuple[Body, ...]]:
    """The issuer, whether it is implied rather than written, and the co-issuers."""
    if draft.named:
        issuer = draft.named.issuer
        return issuer, issuer is not None and draft.type in {"LUAT", "BLUAT", "PL", "HP"}, ()
    if draft.body and draft.body.head != "Ban Thường trực":
        return resolve(draft.body, place), draft.recalled, tuple(resolve(b, place) for b in draft.co_bodies)
    implied = _implied(draft, place, document)
    return (implied[0], True, implied[1:]) if implied else (None, False, ())


def _implied(draft: Draft, place: Place, document: Document) -> tuple[Body, ...]:
    """The issuers that type and symbol imply: "QH15" the National Assembly, "NĐ-CP" the Government, "TT-BNV" a ministry."""
    if draft.number is None:
        return ()
    parts = draft.number.parts
    found: list[Body] = []
    for part in parts if len(parts) == 1 or parts[0] not in type_codes() else parts[1:]:
        body = _of_symbol(part, draft, place, document)
        if body is not None and parts[-1] == "BTT":  # the Standing Board of the Fatherland Front committee
            body = replace(body, name=f"Ban Thường trực {body.name}", kind=f"ban-thuong-truc-{body.kind}")
        if body is not None and body not in found:
            found.append(body)
    return tuple(found[:1] if len(parts) < 3 and draft.type not in {"TTLT", "NQLT"} else found)


@cache
def _symbols() -> dict[str, dict[str, str]]:
    """Issuer symbol -> its row of the table."""
    return {row["symbol"]: row for row in table("symbols")}


def _of_symbol(part: str, draft: Draft, place: Place, document: Document) -> Body | None:
    row = _symbols().get(part) or _symbols().get(part.rstrip("0123456789"))
    if row is None or row["level"] == "party":
        return None
    named = find_body(row["body"], 0) or Named(0, 0, row["body"], "other")
    if row["level"] == "central":
        return resolve(named, place)
    if row["level"] == "local":
        return _local(named, draft, place, document)
    if row["level"] in {"party-province", "department"}:
        return resolve(named, place) if place.province else None
    if row["level"] == "party-district":
        return resolve(named, place) if place.district else None
    return resolve(named, place) if place.commune else None


def _local(named: Named, draft: Draft, place: Place, document: Document) -> Body | None:
    """UBND or HĐND by symbol alone: the writer's own if it is such a body, else the province for normative acts."""
    own = document.issuer
    if own is not None and own.kind.endswith(("uy-ban-nhan-dan", "hoi-dong-nhan-dan", "mat-tran-to-quoc-viet-nam")) and own.unit:
        kind = own.unit.split(" ")[0] if not own.unit.startswith(("thành phố", "thị", "đặc")) else " ".join(own.unit.split(" ")[:2])
        return resolve(Named(0, 0, named.head, "unit", kind, own.unit.removeprefix(kind).strip()), place)
    if draft.number and draft.number.year and place.province:
        kind = "thành phố" if place.province.startswith("thành phố") else "tỉnh"
        return resolve(Named(0, 0, named.head, "unit", kind, place.province.removeprefix(kind).strip()), place)
    return None
