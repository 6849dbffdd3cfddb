"""Whether two issuers are one: a ministry issues what its minister signs, under one numbering."""

from __future__ import annotations

import re

from extract.records import Body

_HEAD = re.compile(
    r"(?:bo-truong|thong-doc|chanh-an|vien-truong|chu-nhiem|tong-cuc-truong|tong(?=-thanh-tra|-kiem-toan))-"
)
_ONE_BODY = frozenset({"ban-bi-thu-trung-uong-dang", "ban-bi-thu", "ban-bi-thu-trung-uong", "trung-uong"})
"""Ways of naming the Secretariat."""


def headed(body: Body) -> str:
    """The kind of a body, or of the one whom its head stands for: circulars are of the minister as of the ministry."""
    found = _HEAD.match(body.kind)
    return body.kind[found.end() :] if found is not None else body.kind


def one_body(one: Body, other: Body) -> bool:
    """Whether two names are of one issuer, whichever unit it is of."""
    return headed(one) == headed(other) or {one.kind, other.kind} <= _ONE_BODY
