"""Texts that make careless patterns slow, by name, each of about ``n`` characters; the benchmark reads them, too."""

from __future__ import annotations

from collections.abc import Callable

TEXTS: dict[str, Callable[[int], str]] = {
    "blanks": lambda n: "Căn cứ " + " " * n + "Nghị định",
    "blanks inside a date": lambda n: "Nghị định số 30/2020/NĐ-CP" + " " * n + "," + " " * n + "ngày",
    "line breaks": lambda n: "Căn cứ" + "\n" * n + "x",
    "line breaks and blanks": lambda n: "Căn cứ" + "\n " * (n // 2) + "x",
    "tabs": lambda n: "\t" * n,
    "slashes": lambda n: "/" * n,
    "hyphens": lambda n: "-" * n,
    "dots": lambda n: "." * n,
    "stars": lambda n: "*" * n,
    "underscores": lambda n: "_" * n,
    "quotation marks": lambda n: "“" * n,
    "opening brackets": lambda n: "(" * n,
    "nested brackets": lambda n: "(" * (n // 2) + ")" * (n // 2),
    "nested citations": lambda n: "Nghị định số 1/2020/NĐ-CP (sửa đổi " * (n // 36) + ")" * (n // 36),
    "digits": lambda n: "1" * n,
    "digits and slashes": lambda n: "1/" * (n // 2),
    "serials without end": lambda n: "1-A" * (n // 3),
    "symbols without end": lambda n: "1/QĐ" + "-UBND" * (n // 5),
    "capitals": lambda n: "A" * n,
    "words in capitals": lambda n: "ĐÀ NẴNG " * (n // 8),
    "capitalised words": lambda n: "Ban Chỉ đạo " * (n // 12),
    "the word số": lambda n: "số " * (n // 3),
    "the word ngày": lambda n: "ngày " * (n // 5),
    "opening tags": lambda n: "<a " * (n // 3),
    "entities": lambda n: "&amp" * (n // 4),
    "combining marks": lambda n: "a" + "\u0301" * n,
    "zero-width spaces": lambda n: "a\u200b" * (n // 2),
    "superscripts": lambda n: "<sup>1</sup> a " * (n // 15),
    "footnotes": lambda n: "".join(f"từ{i % 99}\n{i % 99} Kế hoạch số 1/KH-UBND\n" for i in range(n // 30)),
    "acts that changed another": lambda n: (
        "Luật Đất đai được sửa đổi bởi " + ", ".join(f"Luật số {i}/2024/QH15" for i in range(n // 24))
    ),
    "new wording without end": lambda n: "Điều 1. Sửa đổi khoản 2 như sau: “" + "một hai " * (n // 8) + "”",
    "new wordings that nothing closes": lambda n: "Sửa đổi như sau: “ a b c.\n" * (n // 26) + "”",
    "words listed as in new wording": lambda n: "như sau: “lắp ráp tại”; “đóng gói” " * (n // 35),
    "a list of numbers": lambda n: "các Nghị định " + ", ".join(f"số {i}/2020/NĐ-CP" for i in range(n // 18)),
    "a list of laws": lambda n: "Luật Đất đai, " * (n // 14),
    "laws amended by laws": lambda n: "Luật số 1/2020/QH14 được sửa đổi, bổ sung bởi " * (n // 47),
    "laws that amend laws": lambda n: "Luật sửa đổi, bổ sung một số điều của " * (n // 38),
    "issuers without end": lambda n: "Kế hoạch số 1/KH-UBND của " + "UBND tỉnh " * (n // 10),
    "pinpoints": lambda n: "khoản 1, " * (n // 9) + "Điều 5 Nghị định số 1/2020/NĐ-CP",
    "pinpoints without commas": lambda n: (
        ("".join(f"Điều {i} " for i in range(1, 29)) + "Nghị định số 1/2020/NĐ-CP; ") * (n // 260)
    ),
    "pinpoints of something else": lambda n: (
        ("".join(f"Điều {i}, " for i in range(1, 24)) + "chợ theo khoản 5 Nghị định số 1/2020/NĐ-CP; ") * (n // 260)
    ),
    "articles that take effect": lambda n: "Thông tư này có hiệu lực. " + "Điều 1, Điều 2 và " * (n // 18),
    "triggers": lambda n: "thay thế " * (n // 9) + "Nghị định số 1/2020/NĐ-CP",
    "capitals that may be a spoilt number": lambda n: ('"Quyết định số 1' + "A" * 54 + "x; ") * (n // 73),
    "days that may be those of documents": lambda n: "theo quyết định của Ban Bí thư, ngày 1/1/2020 " * (n // 46),
    "acts listed below": lambda n: "Luật Trẻ em được sửa đổi bởi:\n1. Luật Trẻ em;\n" * (n // 48),
    "recitals with many semicolons": lambda n: (
        "Căn cứ Kế hoạch số 1/KH-UBND về chợ" + "; bến đò" * (n // 8) + ";\nCăn cứ"
    ),
    "specks": lambda n: "của . . của - - ngày ... ngày ' ' a ` b " * (n // 40),
    "congresses": lambda n: "Nghị quyết Đại hội Đảng bộ " * (n // 27),
    "references back": lambda n: "Nghị định số 1/2020/NĐ-CP và Nghị định nêu trên " * (n // 48),
    "references back, each to another": lambda n: "".join(
        f"Nghị định số {i}/2020/NĐ-CP và Nghị định nêu trên " for i in range(n // 52)
    ),
    "letters of one symbol": lambda n: "1/" + "A" * n,
    "marks of two heights": lambda n: "a" + "\u0301" * (n // 2) + "\u0323" * (n // 2),
    "marks of another script": lambda n: "a" + "\u05b4" * (n // 2) + "\u05b0" * (n // 2),
    "marks in a title": lambda n: "KẾ HOẠCH\nVề a" + "\u05b4" * (n // 2) + "\u05b0" * (n // 2) + "\nCăn cứ",
    "marks behind a law": lambda n: "Luật Đất đai a" + "\u05b4" * (n // 2) + "\u05b0" * (n // 2) + " năm 2024",
    "aliases, each another": lambda n: "".join(
        f"Nghị định số {i}/2020/NĐ-CP (sau đây gọi là Nghị định {i}); " for i in range(n // 60)
    ),
    "footnote marks": lambda n: "".join(f"từ[{i % 999}] " for i in range(n // 8)),
    "self references": lambda n: "Nghị định này " * (n // 14),
    "aliases": lambda n: "Nghị định số 1/2020/NĐ-CP (sau đây gọi là Nghị định 1); " * (n // 57),
    "acts repealed one after another": lambda n: "Bãi bỏ Quyết định số 1/QĐ-UBND, " * (n // 32),
    "acts issued one after another": lambda n: "ban hành Quyết định số 1/QĐ-UBND, bãi bỏ " * (n // 41),
    "effect clauses": lambda n: "Nghị định số 1/2020/NĐ-CP hết hiệu lực " * (n // 40),
    "titles": lambda n: "KẾ HOẠCH\n" * (n // 9),
    "signatures": lambda n: "TM. ỦY BAN\nKT. CHỦ TỊCH\n" * (n // 24),
    "stamps": lambda n: "Người ký: x\nThời gian ký: \n" * (n // 27),
    "gazette headers": lambda n: "CÔNG BÁO/Số 35 + 36/Ngày 08-01-2024\n33\n" * (n // 40),
    "a word a line": lambda n: "từ\n" * (n // 3),
    "table rows": lambda n: "| Nghị định số 1/2020/NĐ-CP | 1 |\n" * (n // 34),
    "prose": lambda n: "Ủy ban nhân dân xã phối hợp với các ban, ngành, đoàn thể tuyên truyền sâu rộng. " * (n // 80),
}
