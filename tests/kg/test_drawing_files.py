"""A picture as a file: the page, SVG, PNG, Mermaid; what is hostile in it stays text."""

from __future__ import annotations

import json
import re
import shutil
import struct
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from drawing_samples import HOSTILE, hostile_sample, lineage_sample, made_sample
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.errors import CancuError, InputError
from kg.drawing import Picture, PictureEdge, PictureNode, draw, measured, mermaid, page, png, svg
from kg.drawing.boxes import text_width
from kg.drawing.fonts import FOLDERS, installed
from kg.drawing.page import embedded
from kg.drawing.scene import scene
from kg.drawing.words import words
from kg.wording import LANGUAGES, Language

SVG = "{http://www.w3.org/2000/svg}"


@settings(max_examples=40, deadline=None)
@given(st.recursive(st.text() | st.floats(allow_nan=False), lambda deeper: st.dictionaries(st.text(), deeper)))
def test_embedded_json_means_the_same_and_cannot_end_its_script(data: dict[str, str]) -> None:
    text = embedded(data)
    assert json.loads(text) == data
    assert not re.search("[<>&\u2028\u2029]", text)


class Elements(HTMLParser):
    """Every start tag of a page, with its attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_hostile_picture_adds_no_element_to_the_page(language: str) -> None:
    mild = Elements(page(lineage_sample(), title="a", language=language)).tags
    wild = Elements(page(hostile_sample(), title=" ".join(HOSTILE), language=language)).tags
    assert [tag for tag, _ in wild] == [tag for tag, _ in mild]
    assert not [name for _, attributes in wild for name in attributes if name.startswith("on")]
    assert not [1 for tag, attributes in wild if tag in ("script", "link", "img") and {"src", "href"} & set(attributes)]
    assert wild[0] == ("html", {"lang": language})


def test_the_page_forbids_everything_but_its_own_scripts() -> None:
    (policy,) = [
        attributes["content"] or ""
        for tag, attributes in Elements(page(lineage_sample(), title="a")).tags
        if attributes.get("http-equiv") == "Content-Security-Policy"
    ]
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules["default-src"] == "'none'"
    assert re.fullmatch(r"('sha256-[\w+/=]{44}' ?){2}", rules["script-src"])
    assert "unsafe" not in policy
    assert not re.search(r"https?:", policy)


def test_the_page_is_written_as_utf8_whatever_the_locale(tmp_path: Path) -> None:
    code = (
        "import sys; sys.path[:0] = sys.argv[2:]; from drawing_samples import lineage_sample; "
        "from kg.drawing import draw; draw(lineage_sample(), sys.argv[1], title='a')"
    )
    out = tmp_path / "a.html"
    places = [str(Path(__file__).parent), str(Path(__file__).parents[2])]
    subprocess.run([sys.executable, "-X", "utf8=0", "-c", code, str(out), *places], env={"LC_ALL": "C"}, check=True)
    assert "Ủy ban nhân dân xã Đình Lập" in out.read_text(encoding="utf-8")


@pytest.mark.parametrize("sample", [lineage_sample, hostile_sample, lambda: made_sample(400)])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_svg_holds_every_box_and_nothing_that_runs(sample: object, language: str) -> None:
    picture = sample()  # type: ignore[operator]
    text = svg(picture, title="Phả hệ <của> 33/CT-TTg", language=language)
    root = ET.fromstring(text)
    tags = {each.tag.rpartition("}")[2] for each in root.iter()}
    assert tags <= {"svg", "title", "defs", "marker", "path", "rect", "g", "text"}
    assert not [1 for each in root.iter() for name in each.attrib if name.startswith("on") or name.endswith("href")]
    said = " ".join(each.text or "" for each in root.iter() if each.tag.endswith("text"))
    for box in scene(picture).boxes:
        assert box.label[0] in said or box.members
    assert words().relations["based_on"].name[language] in said
    ET.fromstring(svg(picture, title=" ".join(HOSTILE), language=language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_group_says_stands_within_its_box(language: Language) -> None:
    beyond, groups = [], 0
    for box in ET.fromstring(svg(made_sample(1000), language=language)).iter(f"{SVG}g"):
        frames = box.findall(f"{SVG}rect")
        if len(frames) == 2 and frames[0].get("fill") == "#e2e6ea":  # its shadow
            groups += 1
            right = float(frames[1].attrib["x"]) + float(frames[1].attrib["width"])
            for text in box.findall(f"{SVG}text"):
                wide = text_width(text.text or "", float(text.attrib["font-size"]), bold="font-weight" in text.attrib)
                beyond += [text.text] * (float(text.attrib["x"]) + wide > right)
    assert (beyond, groups > 3) == ([], True)


def test_what_relies_on_the_ended_is_red_and_what_merely_ran_out_is_not() -> None:
    view = scene(lineage_sample(), context=True)
    assert {(link.source, link.target) for link in view.links if link.ended} == {
        ("urn:x:179/KH-UBND", "urn:x:35-CT/TW"), ("urn:x:179/KH-UBND", "urn:x:129-NQ/TU"),
    }  # fmt: skip
    assert {box.label[0] for box in view.boxes if box.ended} == {"179/KH-UBND"}
    red = words().ended.colour
    drawn = ET.fromstring(svg(lineage_sample(), context=True))
    frames = [each for each in drawn.iter(f"{SVG}rect") if each.get("stroke") == red and each.get("stroke-width")]
    lines = [each for each in drawn.iter(f"{SVG}path") if each.get("stroke") == red]
    assert (len(frames), len(lines)) == (1, 2)
    said = [each.text for each in drawn.iter(f"{SVG}text") if each.get("fill") == red]
    assert sorted(map(str, said)) == ["Đã hết hiệu lực khi ký", "✗", "✗", "✗", "✗ 2 căn cứ đã hết hiệu lực"]
    assert red not in {look.colour for look in (*words().statuses.values(), *words().relations.values())}


def test_the_svg_says_what_is_left_out() -> None:
    outside = len(lineage_sample().nodes) - 7
    assert "3 văn bản của chuỗi không được đưa vào hình" in svg(lineage_sample())
    assert f"{outside + 2} văn bản khác được dẫn không có trong hình" in svg(lineage_sample())
    assert ">2 văn bản khác được dẫn không có trong hình" in svg(lineage_sample(), context=True)
    assert "hiệu lực ngày 01/7/2026" in svg(lineage_sample())
    assert "documents are collapsed into" in svg(made_sample(400), language="en")


def test_mermaid_names_every_document_of_the_chain_and_quotes_all_that_could_be_markup() -> None:
    text = mermaid(lineage_sample())
    assert "33/CT-TTg<br>Thủ tướng Chính phủ<br>26/11/2021" in text
    assert text.startswith("flowchart BT\n")
    assert "23-QĐ/TW" not in text, "context stays out, and that is said"
    assert f"{len(lineage_sample().nodes) - 7 + 2} văn bản khác được dẫn không có trong hình" in text
    for line in mermaid(hostile_sample()).splitlines():
        quoted = re.findall(r'"([^"]*)"', line)
        assert line.count('"') in (0, 2)
        assert not re.search(r"[<>{}`'&;]", re.sub(r"#\d+;|<br>", "", " ".join(quoted)))


@pytest.mark.parametrize(
    ("name", "start"),
    [("a.html", "<!DOCTYPE"), ("a.HTM", "<!DOCTYPE"), ("a", "<!DOCTYPE"), ("a.svg", "<svg"), ("a.mmd", "flow")],
)
def test_draw_writes_what_the_suffix_says(tmp_path: Path, name: str, start: str) -> None:
    draw(lineage_sample(), tmp_path / name, title="a")
    assert (tmp_path / name).read_text(encoding="utf-8").startswith(start)


def test_draw_refuses_a_suffix_that_names_no_form(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"a\.pdf: name it \.html, \.svg, \.png or \.mmd"):
        draw(lineage_sample(), tmp_path / "a.pdf", title="a")
    assert not (tmp_path / "a.pdf").exists()


def test_a_png_is_the_svg_at_twice_the_size_with_its_letters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("resvg_py", reason="resvg-py is not installed")
    picture = Picture(lineage_sample().nodes[:2], root=lineage_sample().root)
    try:
        draw(picture, tmp_path / "a.png", title="a")
    except CancuError as error:
        pytest.skip(f"no PNG with letters can be made here: {error}")
    data = (tmp_path / "a.png").read_bytes()
    width, height = struct.unpack(">II", data[16:24])
    drawing = ET.fromstring(svg(picture, title="a"))
    assert (width, height) == tuple(2 * int(drawing.attrib[name]) for name in ("width", "height"))
    assert data != png(picture, title="b"), "there are letters in it"
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    with pytest.raises(CancuError, match="cancu\\[png\\]"):
        png(picture)


def test_a_png_takes_any_font_with_vietnamese_letters_and_says_where_there_is_none(tmp_path: Path) -> None:
    """A machine whose only font is one that the picture does not ask for, and one without any."""
    pytest.importorskip("resvg_py", reason="resvg-py is not installed")
    serif = next((path for path, name in installed() if name == "DejaVu Serif"), None)
    if serif is None or shutil.which("unshare") is None:
        pytest.skip("needs the font DejaVu Serif and the program unshare, which are not both on this machine")
    (tmp_path / "fonts").mkdir()
    shutil.copy(serif, tmp_path / "fonts")
    code = (
        "import sys; sys.path[:0] = sys.argv[2:]\n"
        "from drawing_samples import lineage_sample; from kg.drawing import png\n"
        "try: print(len(png(lineage_sample(), title='Phả hệ')) > 10000)\n"
        "except Exception as error: print(error)"
    )
    folders = " ".join(str(folder.expanduser()) for folder in FOLDERS)
    script = (
        f"for folder in {folders}; do [ ! -d $folder ] || mount -t tmpfs none $folder; done; "
        'cp "$0"/* /usr/share/fonts; "$@"; rm /usr/share/fonts/*; "$@"'
    )
    places = [str(Path(__file__).parent), str(Path(__file__).parents[2])]
    done = subprocess.run(
        ["unshare", "-m", "sh", "-ec", script, str(tmp_path / "fonts"), sys.executable, "-c", code, "-", *places],
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    if done.returncode:
        pytest.skip(f"the fonts cannot be hidden here: {done.stderr.strip()}")
    with_one, with_none = done.stdout.splitlines()
    assert with_one == "True"
    assert "needs a font with Vietnamese letters, and this machine has none" in with_none


@pytest.mark.parametrize("data", [b"", b"ttcf", bytes(200), b"\xff" * 200, b"\0\1\0\0\0\1name" + b"\xff" * 30])
def test_a_broken_font_is_none(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.ttf").write_bytes(data)
    assert list(installed((tmp_path,))) == []


def test_draw_can_put_another_document_in_the_middle(tmp_path: Path) -> None:
    draw(measured(lineage_sample()), tmp_path / "a.html", title="a", root="urn:x:69/KH-UBND")
    found = re.search(
        r'<script type="application/json" id="data">(.*?)</script>', (tmp_path / "a.html").read_text("utf-8")
    )
    assert found
    data = json.loads(found[1])
    assert data["nodes"][data["root"]]["label"] == "69/KH-UBND"
    depth = {node["label"]: node["depth"] for node in data["nodes"]}
    assert (depth["33/CT-TTg"], depth["35/KH-UBND"], depth["61/KH-UBND"]) == (-1, 1, None)


@pytest.mark.parametrize(
    ("nodes", "edges", "root", "said"),
    [
        (("a", "a"), (), None, "same id"),
        (("a",), (("a", "b"),), None, "does not hold: 'b'"),
        (("a",), (), "c", "does not hold: 'c'"),
    ],
)
def test_a_picture_that_makes_no_sense_is_refused(
    nodes: tuple[str, ...], edges: tuple[tuple[str, str], ...], root: str | None, said: str
) -> None:
    with pytest.raises(ValueError, match=said):
        Picture(
            tuple(PictureNode(key, key) for key in nodes),
            tuple(PictureEdge(*ends, "cites") for ends in edges),
            root,
        )
