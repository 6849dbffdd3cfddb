"""Change clauses composed by the thousand, each with what it states; ``python change_generator.py 5000`` tries 5000.

A clause takes a verb, a mood, objects with scopes of their own in one of the forms of a list, and a day.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from random import Random

from extract import Extraction, extract


@dataclass(frozen=True, slots=True)
class Written:
    """A text, and what it states: (subject or "this", relation, scope, number, day or "")."""

    text: str
    stated: tuple[tuple[str, str, str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Act:
    """An object of a clause: its number, as written, and the words before it that make it a part or whole."""

    number: str
    written: str
    before: str
    part: bool


VERBS = {
    "Bãi bỏ": "repeals", "Hủy bỏ": "repeals", "Bãi bỏ toàn bộ": "repeals", "Quyết định này thay thế": "supersedes",
    "Thay thế": "supersedes", "Quyết định này có hiệu lực từ ngày ký và thay thế": "supersedes",
    "Sửa đổi, bổ sung một số điều của": "amends", "Đính chính": "corrects", "Tạm dừng thực hiện": "suspends",
    "Đình chỉ việc thi hành": "suspends", "Kéo dài thời gian thực hiện": "extends", "Thu hồi": "repeals",
}  # fmt: skip
PREDICATES = {
    "hết hiệu lực": "repeals", "hết hiệu lực thi hành": "repeals", "không còn hiệu lực": "repeals",
    "bị bãi bỏ": "repeals", "chấm dứt hiệu lực": "repeals",
}  # fmt: skip
ANNOUNCED = (
    "Bãi bỏ các văn bản sau đây:", "Bãi bỏ:", "Các văn bản sau đây hết hiệu lực:",
    "Các văn bản sau hết hiệu lực thi hành:",
    "Kể từ ngày Quyết định này có hiệu lực, các văn bản sau đây hết hiệu lực:",
)  # fmt: skip
DENIED = (
    "Không", "Chưa", "Dự kiến", "Kiến nghị", "Đề nghị cơ quan có thẩm quyền", "Cần", "Trình Chính phủ", "Nghiên cứu",
    "Xem xét", "Rà soát, đề xuất", "Giao các sở tham mưu", "Sẽ",
)  # fmt: skip
TOLD = (
    "Sở Tài chính", "Các sở, ban, ngành", "UBND các xã, phường", "Các trường học", "Thủ trưởng các đơn vị",
    "Giao Sở Tư pháp", "Yêu cầu các cơ quan, đơn vị", "Trong quý II, các sở, ngành",
    "Các phòng chuyên môn có trách nhiệm",
)  # fmt: skip
HEAD = (
    "ỦY BAN NHÂN DÂN\nTỈNH LẠNG SƠN\nSố: 95/QĐ-UBND\nLạng Sơn, ngày 10 tháng 6 năm 2026\nQUYẾT ĐỊNH\nVề quản lý chợ\n\n"
)
CONDITIONS = ("Nếu {}", "Trường hợp {}", "Khi {}", "Trước ngày {}", "Đến ngày {}")
AGENTS = ("bởi", "theo", "tại")
PARTS = ("khoản 2 Điều 5", "Điều 7", "điểm a khoản 1 Điều 3", "Phụ lục II", "Chương III")
TYPES = {"Quyết định": "QĐ", "Nghị quyết": "NQ", "Chỉ thị": "CT", "Kế hoạch": "KH"}

YEARS, OLD, YOUNG = (2005, 2024), (2005, 2014), (2015, 2024)


def act(random: Random, *, parts: bool = True, years: tuple[int, int] = YEARS) -> Act:
    """A document of a province, now and then with a pinpoint, its day and its issuer."""
    label = random.choice([*TYPES])
    body = "HĐND" if label == "Nghị quyết" else "UBND"
    number = f"{random.randint(1, 999)}/{random.randint(*years)}/{TYPES[label]}-{body}"
    written = f"{label} số {number}"
    if random.random() < 0.4:
        written += f" ngày {random.randint(10, 28)}/{random.randint(10, 12)}/{random.randint(2005, 2024)}"
    if random.random() < 0.3:
        written += " của Hội đồng nhân dân tỉnh" if body == "HĐND" else " của Ủy ban nhân dân tỉnh"
    part = parts and random.random() < 0.3
    return Act(number, written, f"{random.choice(PARTS)} " if part else "", part)


def acts(random: Random, most: int = 4, *, parts: bool = True, years: tuple[int, int] = YEARS) -> list[Act]:
    """Some documents, no two of one number."""
    found = {one.number: one for one in (act(random, parts=parts, years=years) for _ in range(random.randint(1, most)))}
    return [*found.values()]


def day(random: Random) -> tuple[str, str]:
    """Words for a day, and the day."""
    date = f"2026-{random.randint(7, 12):02}-{random.randint(10, 28)}"
    year, month, number = date.split("-")
    return f"{number}/{month}/{year}", date


def inline(random: Random, objects: list[Act]) -> str:
    """Objects in one sentence: commas and "và", or semicolons."""
    words = [one.before + one.written for one in objects]
    if len(words) > 1 and random.random() < 0.3:
        return "; ".join(words)
    return ", ".join(words[:-1]) + (" và " if len(words) > 1 else "") + words[-1]


def states(objects: list[Act], relation: str, since: str = "", subject: str = "this") -> tuple[tuple[str, ...], ...]:
    """What a clause says of its objects."""
    found = []
    for one in objects:
        said, scope = relation, "part" if one.part or relation in {"amends", "corrects"} else "whole"
        if (said, scope) == ("supersedes", "part"):
            said = "amends"
        found.append((subject, said, scope, one.number, since))
    return tuple(found)


def compose(seed: int) -> Written:
    """The clause of a seed."""
    random = Random(seed)
    return random.choice(FORMS)(random)


def _active(random: Random) -> Written:
    verb = random.choice([*VERBS])
    objects = acts(random, parts="toàn bộ" not in verb and "một số điều" not in verb)
    words, since = day(random) if random.random() < 0.4 else ("", "")
    tail = f" kể từ ngày {words}" if words else ""
    text = f"Điều 3. {verb} {inline(random, objects)}{tail}."
    return Written(text, states(objects, VERBS[verb], since))


def _predicate(random: Random) -> Written:
    predicate = random.choice([*PREDICATES])
    objects = acts(random, 3)
    words, since = day(random) if random.random() < 0.5 else ("", "")
    listed = ", ".join(one.before + one.written for one in objects[:-1])
    last = objects[-1].before + objects[-1].written
    tail = f" từ ngày {words}" if words else " kể từ ngày Quyết định này có hiệu lực"
    text = f"2. {listed}{' và ' if listed else ''}{last} {predicate}{tail}."
    return Written(text, states(objects, PREDICATES[predicate], since))


def _list(random: Random) -> Written:
    lead, objects = random.choice(ANNOUNCED), acts(random, 6)
    marks = random.choice(["abcdefgh", "123456", "------"])
    form = ") " if marks[0] == "a" else ". " if marks[0] == "1" else " "
    items = [f"{mark}{form}{one.before}{one.written}" for mark, one in zip(marks, objects, strict=False)]
    joint = "; " if marks[0] == "a" and random.random() < 0.3 else ";\n"
    first = " " if joint == "; " else "\n"
    return Written(f"2. {lead}{first}{joint.join(items)}.", states(objects, "repeals"))


def _table(random: Random) -> Written:
    objects = acts(random, 5, parts=False)
    rows = [f"{number} | {one.written} | về quản lý chợ" for number, one in enumerate(objects, 1)]
    return Written("Điều 1. Bãi bỏ các văn bản sau:\n" + "\n".join(rows), states(objects, "repeals"))


def _denied(random: Random) -> Written:
    verb = random.choice(["bãi bỏ", "thay thế", "sửa đổi", "hủy bỏ"])
    return Written(f"1. {random.choice(DENIED)} {verb} {inline(random, acts(random, 3))}.", ())


def _told(random: Random) -> Written:
    """What others are told to do in a decision, in a sentence or under a heading."""
    who, verb = random.choice(TOLD), random.choice(["bãi bỏ", "thay thế", "hủy bỏ"])
    objects = inline(random, acts(random, 3))
    if random.random() < 0.3:
        return Written(f"{HEAD}1. {who}:\na) Theo dõi;\nb) {verb.capitalize()} {objects}.", ())
    return Written(f"{HEAD}1. {who} {verb} {objects}.", ())


def _issuer(random: Random) -> Written:
    """What the issuer does by its decision."""
    who = random.choice(["UBND tỉnh", "Ủy ban nhân dân tỉnh quyết định", "Chủ tịch UBND tỉnh Lạng Sơn"])
    objects = acts(random, 3)
    return Written(f"{HEAD}Điều 2. {who} bãi bỏ {inline(random, objects)}.", states(objects, "repeals"))


def _conditional(random: Random) -> Written:
    words = f"{act(random, parts=False).written} {random.choice([*PREDICATES])}"
    return Written(f"{random.choice(CONDITIONS).format(words)} thì các xã báo cáo.", ())


def _by_another(random: Random) -> Written:
    ended, ending = act(random, parts=False, years=OLD), act(random, parts=False, years=YOUNG)
    told = random.choice(["bị bãi bỏ", "được thay thế", "đã bị bãi bỏ", "được sửa đổi, bổ sung"])
    relation = "repeals" if "bãi bỏ" in told else "supersedes" if "thay thế" in told else "amends"
    text = f"{ended.written} {told} {random.choice(AGENTS)} {ending.written}."
    return Written(text, states([ended], relation, subject=ending.number))


def _row_of_another(random: Random) -> Written:
    ended, ending = act(random, parts=False, years=OLD), act(random, parts=False, years=YOUNG)
    told = random.choice(["Được thay thế bởi", "Bị bãi bỏ bởi", "Thay thế bởi", "Bị thay thế bởi"])
    words, since = day(random)
    relation = "repeals" if "bãi bỏ" in told else "supersedes"
    text = f"1 | {ended.written} về quản lý chợ | {told} {ending.written} | {words}"
    return Written(text, states([ended], relation, since, ending.number))


def _catalogue(random: Random) -> Written:
    """Acts with their day, a title that may name another act, and the day of their end in the last cell."""
    objects = acts(random, 3, parts=False, years=YOUNG)
    titles = [act(random, parts=False, years=OLD) for _ in range(3)]
    rows, stated = [], []
    words, since = day(random) if random.random() < 0.5 else ("", "")
    for number, (one, other) in enumerate(zip(objects, titles, strict=False), 1):
        verb = random.choice(["Về quản lý chợ", "Quy định chi tiết", "sửa đổi, bổ sung một số điều của", "Bãi bỏ"])
        own = "" if "ngày" in one.written else f" | {random.randint(10, 28)}/11/{random.randint(2005, 2024)}"
        title = verb if "chợ" in verb or other.number == one.number else f"{verb} {other.written}"
        rows.append(f"{number} | {one.written}{own} | {title}" + (f" | {words}" if words and title == verb else ""))
        stated += states([one], "repeals", since if title == verb else "")
        told = {"s": "amends", "B": "repeals"}.get(verb[0])
        if told and title != verb:
            stated += states([other], told, subject=one.number)
    head = random.choice(["Danh mục văn bản bị bãi bỏ", "DANH MỤC VĂN BẢN HẾT HIỆU LỰC", "Điều 2. Bãi bỏ các văn bản:"])
    return Written("\n".join([head, "STT | Số, ký hiệu | Trích yếu", *rows]), tuple(stated))


def _by_this(random: Random) -> Written:
    """What a predicate tells, with this document named as the one that does it."""
    objects = acts(random, 3)
    told, relation = random.choice(
        [("bị bãi bỏ", "repeals"), ("được thay thế", "supersedes"), ("bị hủy bỏ", "repeals")]
    )
    word = random.choice(["bởi", "tại", "theo"])
    return Written(f"2. {inline(random, objects)} {told} {word} Quyết định này.", states(objects, relation))


def _words_suffer(random: Random) -> Written:
    """Words that are exchanged, as the subject; another act may be named as the one that did it."""
    held, by = act(random, parts=False, years=OLD), act(random, parts=False, years=YOUNG)
    told = random.choice(
        ["được thay thế bằng cụm từ", "được thay bằng cụm từ", "được sửa thành", "được sửa thành cụm từ"]
    )
    words = f"Cụm từ “huyện” {random.choice(['tại', 'quy định tại'])} {random.choice(PARTS)} {held.written} {told} “xã”"
    if random.random() < 0.5 and by.number != held.number:
        return Written(
            f"{words} theo quy định tại Điều 2 {by.written}.", ((by.number, "amends", "part", held.number, ""),)
        )
    return Written(f"{words}.", (("this", "amends", "part", held.number, ""),))


def _list_of_lists(random: Random) -> Written:
    """Items in small letters under numbered lines that only divide them."""
    groups = [acts(random, 4, parts=False) for _ in range(2)]
    lines, seen = [random.choice(ANNOUNCED[:2])], {}
    for number, group in enumerate(groups, 1):
        lines.append(f"{number}. Của {random.choice(['Ủy ban', 'Hội đồng'])} nhân dân tỉnh:")
        lines += [f"{mark}) {one.written};" for mark, one in zip("abcd", group, strict=False)]
        seen |= {one.number: one for one in group}
    objects = [one for group in groups for one in group]
    return (
        Written("Điều 2. " + "\n".join(lines), states(objects, "repeals"))
        if len(seen) == len(objects)
        else _list(random)
    )


def _excepted(random: Random) -> Written:
    """An end with an exception: a part of the act goes on, or what transition says."""
    one = act(random, parts=False)
    part = random.random() < 0.5
    save = (
        f"trừ {random.choice(PARTS)} tiếp tục có hiệu lực"
        if part
        else "trừ trường hợp quy định tại Điều 9 Quyết định này"
    )
    text = f"{one.written} hết hiệu lực kể từ ngày Quyết định này có hiệu lực, {save}."
    return Written(text, (("this", "repeals", "part" if part else "whole", one.number, ""),))


def _named_only(random: Random) -> Written:
    """A change that is spoken of as a thing, or asked about."""
    one, verb = act(random, parts=False), random.choice(["bãi bỏ", "thay thế", "sửa đổi", "hủy bỏ"])
    text = random.choice([
        f"Việc {verb} {one.written} không ảnh hưởng đến các hộ.", f"Lý do {verb} {one.written}: không còn phù hợp.",
        f"Sau khi {verb} {one.written}, các xã báo cáo.", f"{one.written} có bị {verb} không?",
        f"Bãi bỏ các quy định trái với {one.written}.", f"{one.written} vẫn tiếp tục có hiệu lực.",
    ])  # fmt: skip
    return Written(text, ())


FORMS = (
    _active, _active, _predicate, _list, _table, _catalogue, _denied, _conditional, _by_another, _row_of_another,
    _by_this, _words_suffer, _list_of_lists, _excepted, _named_only, _told, _issuer,
)  # fmt: skip


def read(record: Extraction) -> list[tuple[str, str, str, str, str]]:
    """What a record states, in the form of :class:`Written`."""
    numbers = [citation.number or "" for citation in record.citations]
    return [
        (
            "this" if one.subject is None else numbers[one.subject],
            one.relation,
            one.scope,
            numbers[one.object],
            one.effective or "",
        )
        for one in record.stated
    ]


def misread(seed: int) -> str | None:
    """How the clause of a seed is misread; None where it is not."""
    written = compose(seed)
    found = read(extract("Nội dung.\n" + written.text))
    if sorted(found) == sorted(written.stated):
        return None
    return f"{seed}: {written.text!r}\n  says  {sorted(written.stated)}\n  read  {sorted(found)}"


def main() -> None:
    """Try clauses, and print those that are misread."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("count", type=int, nargs="?", default=2_000, help="how many clauses (default 2000)")
    count = cli.parse_args().count
    wrong = [why for seed in range(count) if (why := misread(seed)) is not None]
    print(*wrong[:40], f"{len(wrong)} of {count} misread", sep="\n")


if __name__ == "__main__":
    main()
