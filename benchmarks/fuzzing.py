"""Coverage-guided fuzzing of what reads foreign bytes, target after target, in one process at a time.

    pip install atheris
    python benchmarks/fuzzing.py                      half an hour for all targets
    python benchmarks/fuzzing.py --seconds 60 html    a minute for one

A find is any exception but InputError, a text that cannot be written as UTF-8, a place outside of the text, or more
CPU time than ``BUDGET``. Of some inputs another is made, in which a stretch is repeated until it is long: what takes
time in the square of its length shows there. Finds go to ``--finds``, one file for each place in the code; those of the
past stand in ``tests/reading/finds``.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import ZIP_STORED

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]

import atheris  # noqa: E402

with atheris.instrument_imports(include=["extract"]):
    from extract import extract
    from extract.errors import InputError
    from extract.reading import Limits, doc, docx, mime, odt, parsing, rtf, webpage
    from extract.reading.decoding import decode
    from extract.reading.flow import Parsed
    from extract.reading.limits import Task
    from extract.reading.packages import Package
    from extract.reading.sniffing import sniff

import hostile  # noqa: E402

BUDGET = 1.0
"""CPU seconds for an input of at most ``LONG`` bytes; an honest reader takes a tenth of that."""

SHORT, LONG = 1_000, 15_000
PUMPED = 5  # one input of so many is tried long as well
LIMITS = Limits(characters=1_000_000, unpacked=20)
WORD = [
    "p", "r", "t", "tbl", "tr", "tc", "pPr", "rPr", "pStyle", "rStyle", "numPr", "numId", "ilvl", "vanish", "caps",
    "rFonts", "vertAlign", "position", "del", "ins", "sdt", "sdtContent", "txbxContent", "AlternateContent", "br",
    "tab", "footnoteReference", "headerReference", "lastRenderedPageBreak", "footnote", "abstractNum", "num", "lvl",
    "lvlText", "numFmt", "start", "abstractNumId", "style", "basedOn", "trPr", "moveFrom", "sectPr", "body",
]  # fmt: skip
OPEN = [
    "p", "h", "span", "s", "tab", "line-break", "list", "list-item", "table", "table-row", "table-cell", "note",
    "note-body", "text-box", "frame", "section", "style", "text-properties", "list-style", "list-level-style-number",
    "list-level-style-bullet", "tracked-changes", "deletion", "annotation", "header", "footer", "table-header-rows",
]  # fmt: skip
NAMES = [
    "val", "id", "type", "styleId", "default", "ascii", "numId", "abstractNumId", "ilvl", "style-name", "name", "level",
    "display", "c", "start-value", "parent-style-name", "font-name", "text-transform", "text-position", "num-format",
    "num-prefix", "num-suffix", "display-levels",
]  # fmt: skip
VALUES = ["1", "2", "a", "b", "paragraph", "0", "superscript", ".VnTimeH", "VNI-Times", "%1.%2", "%1", "none", "bullet",
          "upperRoman", "a", "99999", "9" * 40, "uppercase", "super 58%", "normal"]  # fmt: skip
TEXTS = ["Căn cứ ", "1", " ", "\n", "33/CT-TTg", "kÕ ho¹ch", "e\u0301\u0323", "x"]


def tree(data: bytes, tags: list[str]) -> str:
    """XML, always well formed, that bytes stand for: each opens or closes an element, or is a text."""
    written, opened, at = [], [], 0
    while at < len(data):
        byte = data[at]
        at += 1
        if byte < 2 * len(tags) and len(opened) < 190:
            names = sorted({NAMES[b % len(NAMES)] for b in data[at : at + byte % 3]})
            values = [VALUES[b % len(VALUES)] for b in data[at + 2 : at + 2 + len(names)]]
            attributes = "".join(f' {name}="{value}"' for name, value in zip(names, values, strict=False))
            opened.append(tags[byte // 2])
            written.append(f"<{opened[-1]}{attributes}>")
        elif byte % 3 and opened:
            written.append(f"</{opened.pop()}>")
        else:
            written.append(TEXTS[byte % len(TEXTS)])
    return "".join(written) + "".join(f"</{tag}>" for tag in reversed(opened))


def check(parsed: Parsed) -> None:
    """What holds of whatever was read."""
    parsed.text.encode()
    "".join(parsed.warnings).encode()
    places = [*parsed.paragraphs, *(page.start for page in parsed.pages), *(a.start for a in parsed.anchors)]
    assert all(0 <= place <= len(parsed.text) for place in places)


def whole(data: bytes) -> None:
    """Everything that a file goes through, but programs of others."""
    if sniff(data, "x") not in {"pdf", "image", "doc"}:
        parsed = parsing.parse(data, "x", begun())
        if isinstance(parsed, Parsed):
            check(parsed)
        else:
            for member, _ in parsed.documents():
                parsed.read(member)


def begun() -> Task:
    task = Task(LIMITS)
    task.begin("x")
    return task


def word(data: bytes) -> None:
    parts = [tree(part, WORD) for part in data.split(b"\xff", 5)]
    body, rest = parts[0], parts[1:]
    kinds = ["styles", "numbering", "footnotes", "endnotes", "header"][: len(rest)]
    relations = "".join(f'<Relationship Id="{n}" Type="x/{kind}" Target="{kind}.xml"/>' for n, kind in enumerate(kinds))
    files = {f"word/{kind}.xml": f"<x>{part}</x>" for kind, part in zip(kinds, rest, strict=True)}
    files["word/_rels/document.xml.rels"] = f"<Relationships>{relations}</Relationships>"
    task = begun()
    check(docx.parse_docx(Package(hostile.docx(body, parts=files, method=ZIP_STORED), "x", task), task))


def open_document(data: bytes) -> None:
    content, _, styles = data.partition(b"\xff")
    task = begun()
    text = f"<d><body><text>{tree(content, OPEN)}</text></body>{tree(styles, OPEN)}</d>"
    check(odt.parse_odt(Package(hostile.odt(text, {"styles.xml": f"<d>{tree(styles, OPEN)}</d>"}), "x", task), task))


def old_word(data: bytes) -> None:
    doc.find_office = lambda: None  # type: ignore[assignment]  # it takes seconds; antiword takes milliseconds
    check(doc.parse_doc(hostile.old_word(0) + data, "x", begun()))


def mail(data: bytes) -> None:
    mime.body_of(b"MIME-Version: 1.0\r\n" + data, "x")


def records(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    for citation in extract(text).citations:
        assert citation.quote == text[citation.start : citation.end]


TAGS = bytes(range(86))
TARGETS: dict[str, tuple[Callable[[bytes], Any], tuple[bytes, ...]]] = {
    "whole": (whole, (b"<p>x", b"%PDF-1.4\n1 0 obj", b"P5 1 1 255 x", b"<!-- x --><!-- y -->\n# x", b"{\\rtf1 x}")),
    "decoding": (
        lambda data: decode(data[1:], "x", [None, "gbk", "windows-1258", "iso-2022-jp"][data[0] % 4 if data else 0]),
        ("Céng hßa x· héi".encode("cp1252"), "Kế hoạch".encode("utf-16"), b"a\xec\xf2\xd2" * 20),
    ),
    "html": (
        lambda data: check(webpage.parse_html(data.decode("utf-8", "replace"), "x", begun())),
        (b"<table><tr><td>a<td>b</table>", b"<ol start=3 type=i><li>x<li>y</ol>", b"<p style='display:none'>x</p>y",
         b"<!-- --><pre>x\n\n y</pre>&#x1ef7;&amp", b"<main><div class=menu><a href=x>1</a></div></main>",
         b"<font face=.VnTimeH>k\xc3\x95</font><sup>1</sup>"),
    ),
    "docx": (word, (TAGS, b"\x00\x02\x04\xfd\xfd\xfd", TAGS * 2 + b"\xff" + TAGS)),
    "odt": (open_document, (TAGS[:54], TAGS[:54] + b"\xff" + TAGS[:54])),
    "rtf": (
        lambda data: check(rtf.parse_rtf(b"{\\rtf1 " + data, "x", begun())),
        (b"\\u7889\\'3f{\\fonttbl{\\f0\\fcharset163 .VnTimeH;}}\\f0 x\\par", b"\\trowd\\intbl a\\cell b\\cell\\row",
         b"{\\*\\footnote x}{\\header y\\par}{\\shptxt z}\\ansicpg1258 \\caps\\super 1\\deleted a"),
    ),
    "doc": (old_word, (b"\0" * 64,)),
    "mime": (mail, (b"Content-Type: multipart/x; boundary=x\r\n\r\n--x\r\nContent-Type: text/html\r\n\r\n<p>\r\n--x--",
                    b"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\neA==")),
    "zip": (whole, (hostile.packed({"a.txt": b"x"}), hostile.docx(), hostile.nested_zip(1))),
    "extract": (
        records,
        tuple(text.encode() for text in (
            hostile.WORDS, "Luật Đất đai số 31/2024/QH15 (sửa đổi)", "UBND XÃ A\nSố: 1/KH-UBND\nKẾ HOẠCH\nVề x",
            "Nghị quyết số 01-NQ/TW¹ ngày 1/1/2020 của Ban Chấp hành Trung ương;\n¹ Điều 5", "(sau đây gọi là Luật)",
        )),
    ),
}  # fmt: skip
TOKENS = (
    "<!--", "-->", "<p>", "</p>", "<td>", "<li>", "&#", "&#x", "\\par", "\\u", "\\'", "{\\*", "\\bin", "MIME-Version:",
    "Content-Type:", "boundary=", "charset=", "PK\x01\x02", "PK\x05\x06", "%PDF-", "P5 ", " obj", "<?xml",
    "Nghị định số ", "/NĐ-CP", "-NQ/TW", "ngày ", " của ", "Căn cứ ", "Luật ", "khoản ", "Điều ", "thay thế ",
    "bãi bỏ ", "ban hành ",
)  # fmt: skip


def pumped(data: bytes) -> bytes:
    """``data`` with a stretch of it, told by its first bytes, repeated until it is long."""
    if len(data) < 4:
        return data * (LONG // 4)
    start, length = data[0] % len(data), data[1] % 16 + 1
    stretch = data[start : start + length] or data[-1:]
    return data[:start] + stretch * ((LONG - len(data)) // len(stretch)) + data[start:]


def fuzz(name: str, seconds: int, finds: Path) -> None:
    """Fuzz one target for so long, and end the process."""
    work, seeds = TARGETS[name]
    found: set[str] = set()

    def keep(data: bytes, place: str) -> None:
        if place not in found:
            found.add(place)
            finds.mkdir(parents=True, exist_ok=True)
            slug = re.sub(r"\W+", "-", place).strip("-")[:80]
            (finds / f"{name}-{slug}").write_bytes(data)
            print(f"FIND {name}: {place}", flush=True)

    def tried(data: bytes) -> None:
        start = time.process_time()
        try:
            work(data)
        except InputError as error:
            if "CANCU_MAX_SECONDS" in str(error):
                keep(data, "ran out of time")
        except Exception as error:  # noqa: BLE001 - each is a find
            line = traceback.extract_tb(error.__traceback__)[-1]
            keep(data, f"{type(error).__name__} {Path(line.filename).stem} {line.lineno}")
        if time.process_time() - start > BUDGET:
            keep(data, "slow")

    def both(data: bytes) -> None:
        tried(data)
        if name != "doc" and sum(data) % PUMPED == 0:
            tried(pumped(data))

    with tempfile.TemporaryDirectory() as folder:
        corpus, words = Path(folder, "corpus"), Path(folder, "tokens")
        corpus.mkdir()
        for number, seed in enumerate(seeds):
            (corpus / str(number)).write_bytes(seed)
        words.write_text("".join('"' + "".join(f"\\x{b:02x}" for b in t.encode()) + '"\n' for t in TOKENS))
        finds.mkdir(parents=True, exist_ok=True)
        options = {
            "max_total_time": seconds, "max_len": SHORT, "timeout": 60, "rss_limit_mb": 2000, "print_final_stats": 1,
            "verbosity": 0, "dict": words, "artifact_prefix": f"{finds}/{name}-",
        }  # fmt: skip
        atheris.Setup([sys.argv[0], *(f"-{key}={value}" for key, value in options.items()), str(corpus)], both)
        atheris.Fuzz()


def main() -> None:
    """Fuzz one target here, or all of them one after the other in processes of their own; say what came of it."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("target", nargs="?", choices=sorted(TARGETS))
    cli.add_argument("--seconds", type=int, default=1_800, help="for all of it")
    cli.add_argument("--finds", type=Path, default=Path(tempfile.gettempdir()) / "cancu-finds")
    arguments = cli.parse_args()
    if arguments.target:
        fuzz(arguments.target, arguments.seconds, arguments.finds)
        return
    for target in TARGETS:
        share = str(arguments.seconds // len(TARGETS))
        command = [sys.executable, __file__, target, "--seconds", share, "--finds", str(arguments.finds)]
        result = subprocess.run(command, capture_output=True, text=True, check=False)
        runs = re.search(r"stat::number_of_executed_units: *(\d+)", result.stderr)
        found = len(list(arguments.finds.glob(f"{target}-*")))
        tried = f"{int(runs[1]):,}" if runs else "an unknown number of"
        print(f"{target}: {tried} inputs in {share} s, {found} finds (status {result.returncode})", flush=True)


if __name__ == "__main__":
    main()
