"""How the parts of an act open, at the head of a line: articles (điều) and chapters (chương)."""

from __future__ import annotations

import re

_MARKS = r"^[ \t\xa0>*#]*"  # what may stand before the word, of Markdown
ARTICLE = re.compile(rf"{_MARKS}[ĐÐƉ](?:iều|IỀU)\s+(?P<number>\d+[a-zđ]?)\b(?=[.:*\s])", re.MULTILINE)
CHAPTER = re.compile(rf"{_MARKS}(?:Chương|CHƯƠNG)\s+(?:[IVXLC]+|\d+)\b", re.MULTILINE)
