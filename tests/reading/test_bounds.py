"""Hostile files end in time and in little memory, by design: what was quadratic, exponential or without a bound."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from making import docx, odt, zipped

from extract.errors import InputError
from extract.reading import Limits, read
from extract.reading.limits import Task
from extract.reading.packages import is_archive
from extract.reading.parsing import parse

ROOT = Path(__file__).parents[2]
FINDS = sorted(Path(__file__).with_name("finds").iterdir())


def refers(times: int) -> bytes:
    """A Word file that refers to one header so many times."""
    return docx(
        "<w:p><w:r><w:t>x</w:t></w:r></w:p>" + '<w:sectPr><w:headerReference r:id="header"/></w:sectPr>' * times,
        {"header": "<w:p/>" * 1_000},
    )


def levels(count: int) -> bytes:
    """A Word file with a list of so many levels and as many paragraphs in it."""
    level = '<w:lvl w:ilvl="{}"><w:lvlText w:val="%1%1%1%1"/></w:lvl>'
    numbering = f'<w:abstractNum w:abstractNumId="1">{"".join(map(level.format, range(count)))}</w:abstractNum>'
    numbering += '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    entry = '<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>x</w:t></w:r></w:p>'
    return docx(entry * count, {"numbering": numbering})


def styled(count: int) -> bytes:
    """A Word file with so many runs in a style that says as many things."""
    styles = f'<w:style w:type="character" w:styleId="s"><w:rPr>{"<w:caps/>" * count}</w:rPr></w:style>'
    run = '<w:r><w:rPr><w:rStyle w:val="s"/></w:rPr><w:t>x</w:t></w:r>'
    return docx(f"<w:p>{run * count}</w:p>", {"styles": styles})


def capitals() -> bytes:
    """A line of different words in capitals, in the letters of TCVN3."""
    letters = "ABCDEGHKLMNPQRST"
    words = (a + b + c + d for a in letters for b in letters for c in letters for d in letters)
    return " ".join(f"{word} HßA" for word in words).encode("cp1252")


#: What took minutes to for ever, and takes at most seconds: the name of each says why.
SLOW: dict[str, Callable[[], bytes]] = {
    "comments before a page": lambda: b"<!---->" * 60 + b"x",
    "comments before Markdown": lambda: b"<!-- markdownlint-disable -->\n" * 40 + "Kế hoạch".encode(),
    "brackets in what is hidden": lambda: b"<html>x<div hidden>" + b"< " * 800_000 + b">",
    "blanks without end": lambda: b"<html><p>" + b"&nbsp;<b></b>" * 80_000 + b"y",
    "entries in deep elements": lambda: b"<html><ul>" + b"<b>" * 9_900 + b"<li>" * 90 + b"<li>x</li>" * 50_000,
    "references to one header": lambda: docx(
        "<w:p><w:r><w:t>x</w:t></w:r></w:p>" + '<w:sectPr><w:headerReference r:id="header"/></w:sectPr>' * 3_000,
        {"header": "<w:x/>" * 50_000},
    ),
    "cells of one row": lambda: docx(
        f"<w:tbl><w:tr>{'<w:tc><w:p><w:r><w:t>xxxxxxxxxxxxxxxx</w:t></w:r></w:p></w:tc>' * 80_000}</w:tr></w:tbl>"
    ),
    "levels of a list": lambda: levels(8_000),
    "a style of thousands": lambda: styled(15_000),
    "marks of one letter in Rich Text": lambda: b"{\\rtf1 a" + b"\\u769?" * 60_000 + b"\\u803?" * 60_000 + b"}",
    "marks of one letter in an old encoding": lambda: b"h\xf2a " * 9 + b"a" + b"\xec" * 200_000 + b"\xf2" * 200_000,
    "different words in capitals": capitals,
    "punycode": lambda: b'<html><meta charset="punycode"><p>\xff' + b"a" * 300_000 + b"-" + b"b" * 300_000,
}

READING = """
import sys
from pathlib import Path
from extract.errors import InputError
from extract.reading import read
for file in sorted(Path(sys.argv[1]).iterdir()):
    try:
        print(file.name, len(read(file).text), sep="\\t", flush=True)
    except InputError as error:
        print(file.name, error, sep="\\t", flush=True)
"""
PEAK = """
print(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")))
"""


@pytest.fixture(scope="module")
def ended(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What came of each slow file, read in a process that can be stopped."""
    folder = tmp_path_factory.mktemp("slow")
    for name, make in SLOW.items():
        (folder / name).write_bytes(make())
    command = [sys.executable, "-c", READING, str(folder)]
    try:
        output = subprocess.run(command, check=True, timeout=240, capture_output=True, cwd=ROOT).stdout
    except subprocess.TimeoutExpired as error:
        output = error.stdout or b""
    return dict(line.split("\t", 1) for line in output.decode().splitlines())


@pytest.mark.parametrize("name", SLOW)
def test_it_ends_and_not_by_the_clock(ended: dict[str, str], name: str) -> None:
    assert name in ended, "no end within minutes"
    assert "CANCU_MAX_SECONDS" not in ended[name]


def nodes(content: bytes) -> int:
    task = Task(Limits())
    parse(content, "x", task)
    return task.nodes


def test_a_part_is_parsed_once_however_often_it_is_referred_to() -> None:
    assert nodes(refers(200)) - nodes(refers(1)) < 200 * 10  # the references themselves


def steps(content: bytes) -> int:
    task = Task(Limits())
    parse(content, "x", task)
    return task._steps


def test_headers_in_headers_are_read_once() -> None:
    """Found by fuzzing: each header was read again for every header around it."""
    flat = odt("<text:p>x</text:p>", "", "<style:header><text:p>y</text:p></style:header>" * 150)
    deep = odt("<text:p>x</text:p>", "", "<style:header><text:p>y</text:p>" * 150 + "</style:header>" * 150)
    assert steps(deep) < 2 * steps(flat)


def test_the_limit_of_time_holds_while_xml_is_parsed() -> None:
    """Nothing was ever written of this file, so that nothing looked at the clock."""
    content = docx("<w:x/>" * 100_000)
    with pytest.raises(InputError, match="CANCU_MAX_SECONDS"):
        parse(content, "x", Task(Limits(seconds=0)))
    with pytest.raises(InputError, match="CANCU_MAX_SECONDS"):
        parse(odt("<text:x/>" * 100_000), "x", Task(Limits(seconds=0)))


def test_the_limit_of_time_holds_in_what_a_page_hides() -> None:
    with pytest.raises(InputError, match="CANCU_MAX_SECONDS"):
        parse(b"<html><div hidden>" + b"x<b>" * 20_000, "x", Task(Limits(seconds=0)))


def attributes() -> bytes:
    return docx('<w:p w:a="" w:b="" w:c="" w:d="" w:e="" w:f=""/>' * 600_000)


def many_parts() -> bytes:
    part = '<w:x w:a="1"/>' * 400_000
    return docx(part, dict.fromkeys(("styles", "numbering", "footnotes", "endnotes"), part))


def endless_tag() -> bytes:
    return docx("<w:p " + " ".join(f"a{number}=''" for number in range(1_500_000)) + "/>")


def empty_entries() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for number in range(120_000):
            package.writestr(zipfile.ZipInfo(str(number)), b"")
    return target.getvalue()


def one_symbol() -> bytes:
    return b"1/" + b"A" * 4_000_000


@pytest.mark.skipif(sys.platform != "linux", reason="the peak of memory is only told on Linux")
@pytest.mark.parametrize(
    ("make", "megabytes"),
    [(attributes, 350), (many_parts, 350), (endless_tag, 150), (empty_entries, 110), (one_symbol, 150)],
)
def test_memory_stays_bounded(tmp_path: Path, make: Callable[[], bytes], megabytes: int) -> None:
    (tmp_path / "file").write_bytes(make())
    program = READING.replace("len(read(file).text)", "len(extract(read(file)).citations)") + PEAK
    command = [sys.executable, "-c", "from extract import extract\n" + program, str(tmp_path)]
    output = subprocess.run(command, check=True, timeout=120, capture_output=True, cwd=ROOT, text=True).stdout
    assert int(output.splitlines()[-1]) < megabytes * 1_000


def test_members_of_a_zip_are_counted_before_they_are_listed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    content = zipped({str(number): "" for number in range(50)})
    file = tmp_path / "a.zip"
    file.write_bytes(content)
    monkeypatch.setenv("CANCU_MAX_MEMBERS", "49")

    def listed(*_: object) -> None:
        raise AssertionError("the members were listed")

    monkeypatch.setattr(zipfile.ZipFile, "__init__", listed)
    with pytest.raises(InputError, match="holds 50 files, more than the limit of 49"):
        read(file)
    assert is_archive(file)


@pytest.mark.parametrize("comment", [b"", b"x" * 65_535])
def test_members_are_counted_behind_any_comment(comment: bytes) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        package.comment = comment
        for number in range(30):
            package.writestr(f"{number}.txt", b"PK\x01\x02 x")
    with pytest.raises(InputError, match="holds 30 files"):
        parse(target.getvalue(), "x", Task(Limits(members=29)))


@pytest.mark.parametrize("find", FINDS, ids=lambda find: find.name)
def test_what_fuzzing_found_ends_as_a_text_or_a_sentence(find: Path) -> None:
    try:
        read(find).text.encode()
    except InputError as error:
        assert str(error).startswith(str(find))  # noqa: PT017 - or it is a text
