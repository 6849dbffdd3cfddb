"""The bodies that a letterhead names over number and type, from the highest to the lowest: lines, not sentences.

A line may hold half a name, a body outside the tables, or an organ that has its name from the body above it.
"""

from __future__ import annotations

from itertools import accumulate

from extract.bodies.canonical import COMMITTEES
from extract.bodies.mentioned import CENTRAL_COMMITTEE, WITHIN, find_body, starts_body
from extract.bodies.named import CENTRE, COUNTRY, DEPARTMENT, DIVISION, Named
from extract.bodies.outside import canonical
from extract.bodies.party import BLOCKS, COMMITTEE_ALONE, MEMBERS, organ_of_party
from extract.bodies.unit_names import known_as
from extract.frame.capitals import read_capitals
from extract.frame.cells import in_small_letters
from extract.frame.parts import COUNCIL, IN_BODIES, STATE
from extract.vocabulary import known_body, words_of
from extract.words import key

_BELOW = {key(words): words for words in words_of("around_bodies", "organ_below")}  # that stand under their parent
#: What a union's papers bear at the right, where the State's have the motto.
_BESIDE = tuple(key(words) for words in words_of("around_bodies", "beside"))
_LONGEST_BESIDE = max(map(len, _BESIDE))
_COMMITTEE_OF = {kind: committee for committee, kind in COMMITTEES.items()}
_UNIONS = tuple(
    form for words in words_of("around_bodies", "union") for form in (words, words.title())
)  # they have boards and offices as the Party's committees do
_SCHOOL, _COUNTRY = f" {known_body('school')} ", f" {COUNTRY}"
_FRONT = known_body("front")
_OF_STATE = (*STATE, _FRONT)  # a union's committee in a unit is "Ban Chấp hành Hội Nông dân tỉnh ..."
#: What has its name from the next line: "ĐẢNG BỘ BỘ PHẬN / TRƯỜNG ĐẠI HỌC ...".
_AWAIT_NAME = {key(words): words for words in words_of("around_bodies", "awaits_name")}
_DEPARTMENT = f"{DEPARTMENT} "
YOUTH = known_body("youth-union")
_EQUALS = words_of("around_bodies", "equal")  # to a department of their province
_OFFICES = tuple(f"{key(words)} " for words in words_of("around_bodies", "office"))  # of a ministry
_OVER_DEPARTMENTS = words_of("around_bodies", "over_departments")
_ELECTIONS = known_body("elections")
_EXECUTIVE, _STANDING = known_body("executive-committee"), known_body("standing-board")


def bodies_above(head: list[str]) -> tuple[list[Named], bool]:
    """The bodies named in capitals before number and type, from the highest to the lowest; whether they act jointly."""
    lines = read_capitals(head)
    text = in_small_letters(" ".join(lines))
    starts = [*accumulate(len(line) + 1 for line in lines)]
    found: list[Named] = []
    position, joint = 0, False
    while position < len(text):
        opening = key(text[position : position + _LONGEST_BESIDE])
        if found and (beside := next((words for words in _BESIDE if opening.startswith(words)), None)):
            position += len(beside) + 1  # the right column's line among those of the left one
            continue
        position += text[position] in "-–"  # glued to the body behind it
        body = find_body(text, position)
        if body and body.end > position:
            body = _of_whole_line(text, _of_its_lines(text, body, starts), starts)
            if found and not joint and (_hyphened(text, found[-1], body) or _beside(found[-1], body)):
                joint, found = True, _first_of_joint(found)
                if found[0].head == YOUTH and body.name:  # of the unit that the department is of
                    found = [found[0]._replace(scope="unit", kind=body.kind, name=body.name)]
            position = body.end + 1
            organ = _organ(text, body, found[-1] if found else None)
            if organ is body and body.scope == "other" and not joint:  # a name outside the tables fills its lines
                end = next((at for at in starts if at > body.start and _parts(text, body.start, at)), len(text))
                named = body if end == body.end else body._replace(head=canonical(text[body.start : end]), end=end)
                over = found[-1] if found else None
                awaits = over is not None and key(over.head) in _AWAIT_NAME
                if over and (
                    awaits or (over.scope == "party" and not (over.kind or over.name or body.start in starts))
                ):
                    whose = _AWAIT_NAME.get(key(over.head), over.head)
                    found[-1] = named._replace(start=over.start, head=f"{whose} {named.head}")
                else:
                    found.append(named)
                position = end
                continue
            found.append(organ)
        elif found and (called := _BELOW.get(key(text[position:]))):
            found.append(_organ_of(found[-1], called))
            break
        else:
            first = text.find(" ", position) + 1
            following = text.find(" ", first if first and opening.startswith(WITHIN) else position)
            position = len(text) if following < 0 else following + 1
    return found, joint


def _first_of_joint(above: list[Named]) -> list[Named]:
    """The first of those who act jointly, the last of those above the hyphen, with the unit of those over it."""
    first = above[-1]
    over = next((one for one in reversed(above[:-1]) if one.kind and one.name), None)
    return [first._replace(kind=over.kind, name=over.name) if over and first.kind is None else first]


def _of_its_lines(text: str, body: Named, starts: list[int]) -> Named:
    """A body outside the tables up to the line that opens with another one: "CỤC THUẾ / THUẾ TỈNH BẮC NINH"."""
    if starts_body(text, body.start):
        return _of_its_line(text, body, starts)
    end = next((at for at in starts if body.start < at < body.end and _parts(text, body.start, at)), body.end)
    return (find_body(text[:end].rstrip(), body.start) or body) if end < body.end else body


def _of_whole_line(text: str, body: Named, starts: list[int]) -> Named:
    """A division whose name the line goes on with, as it is written: "PHÒNG KẾ HOẠCH - TÀI CHÍNH"."""
    end = next((at - 1 for at in starts if at > body.start), len(text))
    rest = text[body.end : end]
    goes_on = rest.startswith((" - ", " Và "))
    if body.scope != "field" or body.kind or not (body.head.startswith(f"{DIVISION} ") and goes_on):
        return body
    return body if find_body(rest, len(" - ")) else Named(body.start, end, canonical(text[body.start : end]), "other")


def _of_its_line(text: str, body: Named, starts: list[int]) -> Named:
    """A body whose unit is in no table, without what the next line holds: "UBND HUYỆN HOA SƠN / THANH TRA HUYỆN"."""
    if body.name is None or known_as(body.name, body.kind):
        return body
    ends = [at for at in starts if body.start < at < body.end]
    lines = [(at, find_body(text[:at].rstrip(), body.start)) for at in ends]
    return next((one for at, one in lines if one and (one.name or _parts(text, body.start, at))), body)


def _parts(text: str, start: int, at: int) -> bool:
    """Whether the line at ``at`` opens with another body than that from ``start``, or with what stands beside it.

    A union's name is no other body under "BAN CHẤP HÀNH TRUNG ƯƠNG".
    """
    above = find_body(text[start:at].rstrip(), 0)
    if above and above.head == CENTRAL_COMMITTEE:
        return False
    return find_body(text, at) is not None or key(text[at : at + _LONGEST_BESIDE]).startswith(_BESIDE)


def _hyphened(text: str, first: Named, second: Named) -> bool:
    """Whether a hyphen joins two bodies, none of which is an office of a ministry: "BỘ XÂY DỰNG - CỤC ĐƯỜNG BỘ"."""
    office = first.scope == "field" and second.scope == "other" and second.head.lower().startswith(_OFFICES)
    return text[first.end : second.start].rstrip().endswith("-") and not office


def _beside(first: Named, second: Named) -> bool:
    """Whether two bodies in one letterhead act jointly, for the first is above no such body.

    The Front stands under no council or committee, a department under no other ("CÔNG AN TỈNH ... / SỞ ..."),
    nor a body with a unit of its own under one.
    """
    if first.scope == "unit" and first.head.endswith(STATE):
        return second.head.endswith(_FRONT)
    if first.scope == "other":
        return first.head.startswith(YOUTH) and second.scope == "field"
    if second.head.startswith(_DEPARTMENT) and second.scope == "field":
        return not first.head.startswith(_OVER_DEPARTMENTS)
    equal = second.name is not None and second.head.startswith(_EQUALS)
    return equal and first.head.startswith(_DEPARTMENT)


def _organ(text: str, body: Named, parent: Named | None) -> Named:
    """An organ that the letterhead sets under its parent: "Ban Chấp hành Trung ương / Ban Tổ chức"."""
    if parent is None:
        return body
    if body.head == CENTRAL_COMMITTEE:  # of the union above it: "Hội Nông dân Việt Nam / Ban Chấp hành ..."
        union = parent.head + text[parent.end : body.start].rstrip(" -")
        whole = find_body(f"{CENTRAL_COMMITTEE.removesuffix(' Đảng')} {union}", 0)
        return whole._replace(start=body.start, end=body.end) if whole else body
    if parent.head.startswith(_DEPARTMENT) and body.head in IN_BODIES and body.name is None:
        return parent._replace(head=f"{body.head} {parent.head}", start=body.start, end=body.end)
    of_union = parent.scope == "other" and parent.head.startswith(_UNIONS)
    if (parent.scope == "unit" or of_union) and body.name and (called := organ_of_party(body.head)):
        return body if parent.head.endswith(_OF_STATE) else body._replace(head=f"{called} {parent.head}")
    if parent.scope == "party" and body.kind is None and body.head.endswith(BLOCKS):
        return body._replace(kind=parent.kind, name=parent.name)  # "Đảng bộ tỉnh Sơn La / Đảng ủy Khối các cơ quan"
    return body if body.scope != "other" or body.name else _called(text, body, parent)


def _called(text: str, body: Named, parent: Named) -> Named:
    """What ``parent`` calls an organ that has no name of its own."""
    words = key(text[body.start : body.end])
    if parent.head == CENTRAL_COMMITTEE and words.startswith(("ban ", "ủy ban ", "văn phòng")):
        whole = find_body(f"{text[body.start :].capitalize()} {CENTRE}", 0)  # "Ban Tuyên giáo và Dân vận"
        if whole is None or whole.scope != "central":
            whole = find_body(f"{body.head.capitalize()} {CENTRE}", 0)
        return whole or body
    union = parent.scope != "party" and parent.head.startswith(_UNIONS)
    if (union or parent.scope == "party") and (called := organ_of_party(words)):
        return _organ_of(parent, called)
    board, _, of = text[body.start : body.end].partition(_SCHOOL)
    if union and of and (called := organ_of_party(board)):  # "HỘI SINH VIÊN VIỆT NAM TP. HCM / BCH TRƯỜNG ĐẠI HỌC ..."
        over, country, _ = parent.head.partition(_COUNTRY)  # without the unit of the one above
        return body._replace(head=f"{called} {over}{country}{_SCHOOL}{canonical(of)}")
    if parent.head == _ELECTIONS and words.startswith("tiểu ban "):
        return parent._replace(head=f"{text[body.start :].capitalize()} {parent.head}", end=len(text))
    if parent.head.endswith(COUNCIL):  # "Hội đồng nhân dân tỉnh Sơn La / Đoàn giám sát"
        return _organ_of(parent, body.head.capitalize())
    return _organ_of(parent, _STANDING) if words == key(_STANDING) else body


def _organ_of(parent: Named, organ: str) -> Named:
    """The body that an organ of ``parent`` is: "Văn phòng Trung ương Đảng", "Ban Thường trực Ủy ban Mặt trận ..."."""
    if parent.head.startswith(f"{organ} "):
        return parent  # a stamp says it again
    central = find_body(f"{organ} {CENTRE}", 0) if parent.head == CENTRAL_COMMITTEE else None
    elects = parent.head == MEMBERS and organ != _EXECUTIVE  # which is the whole Đảng bộ's
    head = _COMMITTEE_OF.get(parent.kind or "", COMMITTEE_ALONE) if elects else parent.head
    return central or parent._replace(head=f"{organ} {head}")
