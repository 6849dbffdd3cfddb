"""Whether two issuers are one: what a minister or a standing committee signs is numbered in one book with the rest."""

from __future__ import annotations

import re

from extract.records import Body

_HEAD = re.compile(
    r"(?:(?:bo-truong|thong-doc|chanh-an|vien-truong|chu-nhiem|chu-tich|giam-doc|tong-cuc-truong"
    r"|tong(?=-thanh-tra|-kiem-toan)|ban-thuong-vu|thuong-truc)-)+"
)
_ONE_BODY = frozenset({"ban-bi-thu-trung-uong-dang", "ban-bi-thu", "ban-bi-thu-trung-uong", "trung-uong"})
"""Ways of naming the Secretariat."""


def headed(body: Body) -> str:
    """The kind of a body, or of the one that its head or its standing committee stands for: the minister's ministry."""
    found = _HEAD.match(body.kind)
    return body.kind[found.end() :] if found is not None else body.kind


def one_body(one: Body, other: Body) -> bool:
    """Whether two names are of one issuer, whichever unit it is of."""
    return headed(one) == headed(other) or {one.kind, other.kind} <= _ONE_BODY
