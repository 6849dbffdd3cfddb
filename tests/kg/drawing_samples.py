"""Hand-made pictures for the drawing tests: a small real lineage, made ones of any size, and a hostile one."""

from __future__ import annotations

import csv
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from kg.drawing import Claim, EndedBasis, Excerpt, Picture, PictureEdge, PictureNode, Said, StatusSince
from kg.law.verdicts import RuleCode

CT33 = "urn:lex:vn:thu.tuong.chinh.phu:chi.thi:2021-11-26;33-ct-ttg"
KH61 = "urn:lex:vn;tinh.lang.son:uy.ban.nhan.dan:ke.hoach:2026-02-26;61-kh-ubnd"

with Path(__file__).with_name("drawing_lineage.csv").open(encoding="utf-8") as _table:
    ROWS = [{name: value or None for name, value in row.items()} for row in csv.DictReader(_table)]
CHAIN = [row for row in ROWS if row["part"] == "chain"]
CONTEXT = [row for row in ROWS if row["part"] == "context"]


def lineage_sample() -> Picture:
    """Plans deriving from 33/CT-TTg, as the sample documents tell it, with their other bases as context."""
    nodes = [_node(row) for row in ROWS]
    by = {node.label: node.id for node in nodes}
    plans = ["179/KH-UBND", "…/UBND-VHXH", "35/KH-UBND", "Kế hoạch năm 2024"]
    pairs = [(plan, "33/CT-TTg", "based_on") for plan in [*plans, "61/KH-UBND", "69/KH-UBND"]]
    pairs += [("179/KH-UBND", "61/KH-UBND", "based_on"), ("35/KH-UBND", "69/KH-UBND", "based_on")]
    pairs += [
        ("179/KH-UBND", "33/CT-TTg", "implements"),
        ("59/2023/NĐ-CP", "Luật Thực hiện dân chủ ở cơ sở", "implements"),
    ]
    pairs += [("179/KH-UBND", row["label"], "implements") for row in CONTEXT[:-1]]
    pairs += [("35/KH-UBND", row["label"], "based_on") for row in CONTEXT[:4]]
    pairs += [("61/KH-UBND", "18-KH/TU", "implements"), ("61/KH-UBND", "114-KL/TW", "cites")]
    pairs += [("366-QĐ/TW", "124-QĐ/TW", "supersedes"), ("57-NQ/TW", "114-KL/TW", "amends")]
    edges = tuple(
        PictureEdge(by[source], by[target], relation, (_words(source, target, position),))
        for position, (source, target, relation) in enumerate(pairs)
    )
    return Picture(tuple(nodes), edges, root=by["33/CT-TTg"], as_of="2026-07-01", left_out=3, context_left_out=2)


CHAIN_LABELS = {row["label"] for row in CHAIN}
"""What stands in the chain of :func:`lineage_sample`."""


def shown(keep: Callable[[PictureNode], bool]) -> set[str]:
    """The labels of some of its documents."""
    return {node.label for node in lineage_sample().nodes if keep(node)}


def _node(row: dict[str, str | None]) -> PictureNode:
    names = ("label", "level", "type_label", "issuer", "province", "date", "status", "title")
    label, level, type_label, issuer, province, date, status, title = (row[name] for name in names)
    own = {"33/CT-TTg": CT33, "61/KH-UBND": KH61}
    why = Said("cùng cơ quan, trích yếu và năm với văn bản 179/KH-UBND dẫn (94%)", "same issuer, title and year (94%)")
    inferred = why if label == "61/KH-UBND" else None
    claims: tuple[Claim, ...] = ()
    conflicts: tuple[str, ...] = ()
    if label == "Luật Thực hiện dân chủ ở cơ sở":
        claims = (Claim("date", "2022-11-10", "000.txt"), Claim("date", "2023-07-01", "001.txt"))
        conflicts = ("date",)
    history = (StatusSince("2024-01-01", "in_force"), StatusSince("2025-01-01", "lapsed")) if status == "lapsed" else ()
    return PictureNode(
        id=own.get(label, f"urn:x:{label}"),
        label=label,
        level=level,
        number=label if "/" in label and label[0].isdigit() else None,
        type_label=type_label,
        issuer=issuer,
        province=province,
        date=date,
        title=title,
        status=status,
        history=history,
        claims=claims,
        conflicts=conflicts,
        inferred=inferred,
        ended=ENDED.get(str(label), ()),
        source=f"{label.partition('/')[0]}.txt" if level == "commune" else None,
    )


def _ended(document: str, rule: RuleCode, vi: str, en: str) -> EndedBasis:
    label = Said(document, document)
    return EndedBasis(f"urn:x:{document}", label, "implements", rule, Said(vi, en), _words("179/KH-UBND", document, 9))


def _words(source: str, target: str, position: int) -> Excerpt:
    quote = f"Văn bản số {target}"
    sentence = f"Thực hiện {quote} về công tác dân vận trong tình hình mới, {source} đề ra các nhiệm vụ sau."
    return Excerpt(quote, f"{source.partition('/')[0]}.txt", 100 * position, 100 * position + len(quote), sentence)


ENDED = {
    "179/KH-UBND": (
        _ended("35-CT/TW", "S101", "thay thế từ 01/3/2026", "superseded 2026-03-01"),
        _ended("129-NQ/TU", "S103", "hết thời kỳ từ 01/01/2026", "its own time ended 2026-01-01"),
    ),
}
"""What relies on what had ended, by label."""


def made_sample(size: int) -> Picture:
    """A lineage of about ``size`` documents: one directive, provincial plans, commune plans, and their context."""
    provinces = [f"tỉnh Mẫu {number}" for number in range(1, 18)]
    nodes = [_node(CHAIN[0])]
    edges: list[PictureEdge] = []
    for number, province in enumerate(provinces):
        plan = f"urn:x:p{number}"
        date = f"202{2 + number % 5}-0{1 + number % 9}-15"
        nodes.append(
            PictureNode(plan, f"{10 + number}/KH-UBND", "province", f"{10 + number}/KH-UBND", "Kế hoạch",
                        f"Ủy ban nhân dân {province}", province, date, title="về công tác dân vận", status="in_force")
        )  # fmt: skip
        edges.append(PictureEdge(plan, CT33, "based_on", (_words(str(number), "33/CT-TTg", number),)))
    statuses = ("in_force", "lapsed", "unknown", "superseded")
    for number in range(size - len(nodes) - size // 10):
        parent = number % len(provinces)
        plan = f"urn:x:c{number}"
        year = min(2026, 2022 + parent % 5 + number % 2)
        nodes.append(
            PictureNode(plan, f"{number + 1}/KH-UBND", "commune", f"{number + 1}/KH-UBND", "Kế hoạch",
                        f"Ủy ban nhân dân xã Số {number}", provinces[parent], f"{year}-0{1 + number % 9}-20",
                        title=f"về công tác dân vận năm {year} của xã Số {number}",
                        status=statuses[number % 4], ended=ENDED["179/KH-UBND"][:1] if number % 20 == 0 else ())
        )  # fmt: skip
        edges.append(
            PictureEdge(plan, f"urn:x:p{parent}", "based_on", (_words(plan, f"{10 + parent}/KH-UBND", number),))
        )
        if number % 3 == 0:
            edges.append(PictureEdge(plan, CT33, "implements", (_words(plan, "33/CT-TTg", number),)))
    communes = [node.id for node in nodes if node.level == "commune"]
    for number in range(size - len(nodes)):
        base = f"urn:x:b{number}"
        year = 2010 + number % 16
        nodes.append(
            PictureNode(base, f"{number + 1}-NQ/TW", "central", f"{number + 1}-NQ/TW", "Nghị quyết", "Bộ Chính trị",
                        None, f"{year}-05-01", title="về một việc", status="in_force")
        )  # fmt: skip
        edges.append(PictureEdge(communes[number * 7 % len(communes)], base, "cites", (_words("x", base, number),)))
    return Picture(tuple(nodes), tuple(edges), root=CT33, as_of="2026-07-01")


HOSTILE = [
    '<img src=x onerror="window.ran=1">',
    "</script><script>window.ran=2</script>",
    '<a href="javascript:window.ran=3">href=</a>',
    "javascript:window.ran=4",
    "\"'`onmouseover='window.ran=5'",
    "\u202egnp.exe\u2066 \u200f txt",
    "]]><svg onload=window.ran=6>",
    "{{7*7}}{% raw %}${window.ran=7}",
    "<!--<script>window.ran=8",
    "line\u2028separator\u2029 \x00\x1b[31m \ud800 end",
    "__proto__",
    "</title><style>*{display:none}</style>",
]


def hostile_sample() -> Picture:
    """Every text field carries something that wants to run, break out or hide."""
    nodes = [
        PictureNode(
            id=f"{text}{position}", label=text, level="central" if position % 2 else "commune", number=text,
            type_label=text, issuer=text, province=text, date="2024-01-01" if position % 3 else text, title=text,
            status_reason=Said(text, text), claims=(Claim("title", text, text), Claim(text, text, text)),
            conflicts=(text,), inferred=Said(text, text), source=text, name=text,
            ended=(EndedBasis(text, Said(text, text), "cites", "S101", Said(text, text), Excerpt(text, text, 0, 5)),),
        )
        for position, text in enumerate(HOSTILE)
    ]  # fmt: skip
    edges = [
        PictureEdge(later.id, earlier.id, "based_on", (Excerpt(text, text, 0, 5, f"trước {text} sau"),))
        for (earlier, later), text in zip(pairwise(nodes), HOSTILE, strict=False)
    ]
    return Picture(tuple(nodes), tuple(edges), root=nodes[0].id)
