"""A store as plain files: what is written, and how it is read from a disk in a real browser without network."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path
from urllib.parse import urldefrag

import pytest
from drawing_samples import HOSTILE
from typer.testing import CliRunner

import kg
from extract.errors import InputError
from kg.building.build import build
from kg.cli import app
from kg.storage.opening import open_store
from kg.storage.store import Store
from kg.web.filing import file_of
from kg.web.publishing import publish

pytest.importorskip("selenium", reason="selenium is not installed")

from drawing_browser import Reader, missing, reader
from selenium.webdriver.common.keys import Keys

browser = pytest.mark.skipif(missing() is not None, reason=missing() or "")
PLANS = Path(__file__).parents[2] / "data" / "plans"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The sample plans, and a hostile one."""
    strange = tmp_path_factory.mktemp("strange") / "strange.txt"
    body = "\n".join(f"Căn cứ Chỉ thị số 33/CT-TTg ngày 26/11/2021 của Thủ tướng {words};" for words in HOSTILE)
    strange.write_bytes(
        f"UBND XÃ LẠ\nSố: 7/KH-UBND\nKẾ HOẠCH\n{HOSTILE[1]}\n{body}\n".encode("utf-8", "replace").replace(b"\0", b"")
    )
    with open_store(None) as store:
        build([PLANS, strange], store)
        yield store


@pytest.fixture(scope="module")
def folder(store: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is published of it, in Vietnamese."""
    where = tmp_path_factory.mktemp("stick") / "can-cu"
    with kg.open(store, as_of="2026-07-01", language="vi") as work:
        done = publish(work, where)
    assert done.files == sum(path.is_file() for path in where.rglob("*"))
    assert done.texts == 6
    return where


class Page(HTMLParser):
    """The links of a page, the names in it that links may lead to, and what runs."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.links: list[str] = []
        self.names: set[str] = set()
        self.scripts: list[str | None] = []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        self.links += [str(said[name]) for name in ("href", "src", "action") if name in said]
        self.names.add(said.get("id") or "")
        if tag == "script":
            self.scripts.append(said.get("src"))
        assert not [name for name in said if name.startswith("on")]


def test_every_link_leads_to_a_file_that_is_there_and_to_a_place_in_it(folder: Path) -> None:
    pages = {path: Page(path) for path in folder.rglob("*.html")}
    for path, page in pages.items():
        for link in page.links:
            file, name = urldefrag(link)
            to = (path.parent / file).resolve() if file else path
            assert to.is_file(), f"{path.name}: {link}"
            assert not name or to not in pages or name in pages[to].names, f"{path.name}: {link}"
        assert None not in page.scripts, "no script stands in a page"


def test_names_are_such_as_fat_takes(folder: Path) -> None:
    names = [path.relative_to(folder).as_posix() for path in folder.rglob("*")]
    assert all(re.fullmatch(r"[a-z0-9./-]+", name) for name in names)
    assert len({name.lower() for name in names}) == len(names)
    assert max(map(len, names)) < 100


@pytest.mark.parametrize(
    ("document", "name"),
    [
        ("urn:lex:vn:thu.tuong.chinh.phu:chi.thi:2021-11-26;33-ct-ttg", r"2021-11-26-33-ct-ttg-[0-9a-f]{12}"),
        ("urn:x:CON", r"con-[0-9a-f]{12}"),
        ("urn:x:../../etc/passwd", r"etc-passwd-[0-9a-f]{12}"),
        ("Đ", r"document-[0-9a-f]{12}"),
        ("urn:x:" + "a" * 5000, r"a{40}-[0-9a-f]{12}"),
    ],
)
def test_a_file_is_called_by_what_can_be_read_of_the_id_and_by_what_no_other_has(document: str, name: str) -> None:
    assert re.fullmatch(rf"documents/{name}\.html", file_of(document))
    assert file_of(document) != file_of(document.swapcase())


@pytest.mark.parametrize("texts", ["none", "excerpts", "full"])
def test_texts_are_shown_as_far_as_is_wanted(store: Store, tmp_path: Path, texts: str) -> None:
    with kg.open(store, language="en") as work:
        publish(work, tmp_path / "out", texts=texts)  # type: ignore[arg-type]
    pages = [path.read_text(encoding="utf-8") for path in (tmp_path / "out" / "texts").iterdir()]
    far = "Nơi nhận"  # stands near no citation
    assert any(far in page for page in pages) == (texts == "full")
    assert any("<q>" in page or "<mark" in page for page in pages) == (texts != "none")


def test_a_file_that_says_nothing_of_itself_has_its_pages_and_a_place_in_pictures(tmp_path: Path) -> None:
    (tmp_path / "pasted.txt").write_text("Thực hiện Chỉ thị số 33/CT-TTg ngày 26/11/2021 của Thủ tướng Chính phủ;\n")
    with open_store(None) as store:
        build([tmp_path / "pasted.txt"], store)
        with kg.open(store, language="vi") as work:
            done = publish(work, tmp_path / "out")
            picture = work.picture("33/CT-TTg ngày 26/11/2021")
    assert done.texts == 1
    assert [node.depth for node in picture.nodes] == [0, 1]


def test_both_languages_lead_to_each_other_page_by_page(store: Store, tmp_path: Path) -> None:
    with kg.open(store, language="vi") as work:
        done = publish(work, tmp_path / "both", bilingual=True)
    folder = tmp_path / "both"
    assert done.files == sum(path.is_file() for path in folder.rglob("*"))
    assert {link for link in Page(folder / "index.html").links if link.endswith("index.html")} == {
        "vi/index.html", "en/index.html",
    }  # fmt: skip
    pages = {
        language: {path.relative_to(folder / language) for path in (folder / language).rglob("*.html")}
        for language in ("vi", "en")
    }
    assert pages["vi"] == pages["en"]
    for language, other in (("vi", "en"), ("en", "vi")):
        for path in pages[language]:
            text = (folder / language / path).read_text(encoding="utf-8")
            assert f'<html lang="{language}">' in text
            leading = [link for link in Page(folder / language / path).links if f"{other}/" in link]
            assert [(folder / language / path).parent.joinpath(link).resolve() for link in leading] == [
                folder / other / path
            ]


def test_what_is_there_is_not_written_over(store: Store, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with kg.open(store) as work, pytest.raises(InputError, match="is not empty"):
        publish(work, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_what_is_published_is_one_build_throughout(tmp_path: Path) -> None:
    """Also where the next one is finished meanwhile, which misses what was listed."""
    where, plans = tmp_path / "s.store", tmp_path / "plans"
    shutil.copytree(PLANS, plans)
    kg.build([plans], where)

    def build_beside(done: int, _all: int) -> None:
        if done == 1:
            for path in sorted(plans.iterdir())[1:]:
                path.unlink()
            kg.build([plans], where)

    with kg.open(where, language="vi") as work:
        listed = work.listing(held=False).total
        assert publish(work, tmp_path / "out", progress=build_beside).documents == listed
        assert work.listing(held=False).total < listed
    pages = {path: Page(path) for path in (tmp_path / "out").rglob("*.html")}
    assert [link for path, page in pages.items() for link in page.links if not _is_there(path, link)] == []


def _is_there(page: Path, link: str) -> bool:
    file = urldefrag(link)[0]
    return not file or (page.parent / file).is_file()


def test_a_run_that_stops_leaves_nothing(store: Store, tmp_path: Path) -> None:
    def stop(done: int, _all: int) -> None:
        if done:
            raise KeyboardInterrupt

    with kg.open(store) as work, pytest.raises(KeyboardInterrupt):
        publish(work, tmp_path / "out", progress=stop)
    assert list(tmp_path.iterdir()) == []


def test_the_command_says_where_to_begin(tmp_path: Path) -> None:
    with open_store(tmp_path / "store", write=True) as store:
        build([PLANS / "tu-xuyen-2024.md"], store)
    found = CliRunner().invoke(app, ["publish", str(tmp_path / "out"), "--store", str(tmp_path / "store")])
    assert found.exit_code == 0
    assert re.search(r"index\.html: \d+ documents, 1 texts, \d+ files", found.output)
    assert (tmp_path / "out" / "index.html").is_file()


@pytest.fixture(scope="module")
def someone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    with reader(tmp_path_factory.mktemp("browser")) as someone:
        yield someone
        assert someone.listener.heard == [], "something tried to leave the machine"


def entries(one: Reader) -> list[str]:
    return [each.text for each in one.all("#entries .entry-name")]


@browser
def test_from_a_disk_one_searches_and_reads_on_to_the_words(someone: Reader, folder: Path) -> None:
    someone.driver.get((folder / "index.html").as_uri())
    someone.one("#q").send_keys("dan van", Keys.ENTER)
    someone.wait(lambda: "search.html?q=dan" in someone.driver.current_url, seconds=20)
    assert entries(someone)
    someone.type("#q", "33/ct-ttg")
    assert entries(someone)[0].startswith("Chỉ thị số 33/CT-TTg")
    assert "văn bản khớp “33/ct-ttg”" in someone.text("#count")
    someone.follow("#entries a")
    assert someone.text("h1").startswith("Chỉ thị số 33/CT-TTg")
    someone.follow(".actions a")
    assert someone.one(".figure img").get_property("naturalWidth") > 300
    someone.follow(".tree .quote")
    assert someone.one(":target").tag_name == "mark"
    assert "33/CT-TTg" in someone.text(":target")
    assert [entry for entry in someone.log("browser") if entry["level"] == "SEVERE"] == []


@browser
@pytest.mark.parametrize(
    ("typed", "first"),
    [("luật tố cáo", "Luật Tố cáo"), ("luat to cao", "Luật Tố cáo"), ("xã đình lập", "Kế hoạch số 179/KH-UBND")],
)
def test_search_takes_accents_as_they_are_typed(someone: Reader, folder: Path, typed: str, first: str) -> None:
    someone.driver.get((folder / "search.html").as_uri())
    someone.type("#q", typed)
    assert any(each.startswith(first) for each in entries(someone)[:5])


@browser
def test_what_documents_say_is_text_and_nothing_runs(someone: Reader, folder: Path) -> None:
    someone.driver.get((folder / "search.html").as_uri())
    someone.type("#q", "7/kh-ubnd xã lạ")
    someone.follow("#entries a")
    someone.follow(".actions a:last-child")
    assert "</script><script>window.ran=2" in someone.text("main")
    assert someone.run("return window.ran") is None
    someone.run("const added = document.createElement('script'); added.textContent = 'window.ran = 1';"
                "document.body.append(added)")  # fmt: skip
    assert someone.run("return window.ran") is None, "the policy holds for files, too"


@browser
@pytest.mark.parametrize("size", [(1366, 900), (390, 844)])
def test_no_serious_fault_of_accessibility_and_nothing_beside_the_window(
    someone: Reader, folder: Path, size: tuple[int, int]
) -> None:
    pytest.importorskip("axe_core_python", reason="axe-core-python is not installed")
    axe = files("axe_core_python").joinpath("axe.min.js").read_text(encoding="utf-8")
    metrics = {"width": size[0], "height": size[1], "deviceScaleFactor": 1, "mobile": size[0] < 600}
    someone.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    pages = [folder / "search.html", next((folder / "lineage").glob("*33-ct-ttg*-down.html"))]
    for path in (*pages, next((folder / "texts").iterdir())):
        someone.driver.get(f"{path.as_uri()}?q=dan+van")
        someone.run(axe)
        said = someone.driver.execute_async_script(
            "const done = arguments[0]; axe.run().then(found => done(JSON.stringify(found.violations)))"
        )
        serious = [one["id"] for one in json.loads(str(said)) if one["impact"] in ("serious", "critical")]
        assert serious == [], path.name
        assert someone.run("return document.documentElement.scrollWidth <= innerWidth"), path.name
