"""Descriptions that must meet, resolved; and titles that share nothing."""

from __future__ import annotations

from collections import Counter

from kg.identity.keys import Key
from kg.resolution.blocks import Resolution, resolve
from kg.resolution.descriptions import Description

DAN_VAN = "về tiếp tục tăng cường và đổi mới công tác dân vận của cơ quan hành chính nhà nước"
FOOD = "về an toàn thực phẩm tại chợ và bếp ăn tập thể trong trường học"


def said(*keys: Key | Description) -> Resolution:
    """Resolves keys that must meet in one block, each said by one source."""
    descriptions = [key if isinstance(key, Description) else Description(key) for key in keys]
    assert len({description.block for description in descriptions}) == 1
    return resolve(Counter(descriptions))
