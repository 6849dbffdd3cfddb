"""What a body does with a document: the verbs behind its name, which make it the subject of a clause."""

from __future__ import annotations

import re

from extract.words import any_of

_ALWAYS = ("ban hành", "xây dựng", "yêu cầu", "đề nghị", "báo cáo", "thông báo", "triển khai")
_OPENING = ("đề ra", "chỉ đạo", "hướng dẫn", "quyết định", "lập", "trình", "nhận được")
_AT_CLAUSE = (
    "tổ chức",
    "chỉ đạo",
    "quyết định",
    "có ý kiến",
    "đã",
    "đang",
    "sẽ",
    "phối hợp",
    "chủ trì",
    "căn cứ",
    "tiếp tục",
)
_BEHIND_TITLE = ("tổ chức", "đề ra", "nhận thấy", "có ý kiến", "đã")

#: The verb behind a document's own issuer: "UBND xã Tú Xuyên xây dựng kế hoạch thực hiện".
OPENING_ACT = re.compile(rf"\b{any_of((*_ALWAYS, *_OPENING))}\b")
#: The verb behind a body that only follows a number, and has not issued it: "... số 12/KH-UBND, Sở Nội vụ phối hợp".
CLAUSE_ACT = re.compile(rf"\s{any_of((*_ALWAYS, *_AT_CLAUSE))}")
#: A pattern for the verb behind a body that ends the title before it: "... về dân vận UBND xã triển khai thực hiện".
TITLE_ACT = rf"\s{any_of((*_ALWAYS, *_BEHIND_TITLE))}\s"
