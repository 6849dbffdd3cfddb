"""The pages in a real Chromium without network: typing, following, checking, by keyboard, by phone, without script."""

from __future__ import annotations

import io
import shutil
from base64 import b64decode
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import docx
import pytest

pytest.importorskip("selenium", reason="selenium is not installed")

from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from kg.resources import data_file
from kg.workspace.workspace import Workspace
from tests.kg.drawing_browser import Reader, missing, reader
from tests.kg.web_server import samples, serving

pytestmark = pytest.mark.skipif(missing() is not None, reason=str(missing()))

DIRECTIVE = "urn:lex:vn:thu.tuong.chinh.phu:chi.thi:2021-11-26;33-ct-ttg"
PLAN = "urn:lex:vn;tinh.lang.son:uy.ban.nhan.dan:ke.hoach:2026-02-26;61-kh-ubnd"
SOURCE = "SOURCE"
PAGES = (
    "/", "/tim?q=dan+van", "/danh-sach", f"/van-ban/{PLAN}", f"/van-ban/{DIRECTIVE}/chuoi",
    f"/van-ban/{DIRECTIVE}/chuoi?level=commune", f"/nguon/{SOURCE}", "/het-hieu-luc", "/kiem-tra", "/so-lieu",
    "/truy-van", "/truy-van/derived-from?ref=33-CT%2FTTg+2021", "/api", "/nowhere",
)  # fmt: skip
ENGLISH = (
    "/en", "/search?q=dan+van", "/list", f"/documents/{PLAN}", f"/documents/{DIRECTIVE}/lineage",
    f"/documents/{DIRECTIVE}/lineage?level=commune", f"/sources/{SOURCE}", "/outdated", "/check", "/figures",
    "/queries", "/queries/derived-from?ref=33-CT%2FTTg+2021", "/api/en",
)  # fmt: skip


class Visitor:
    """A person in front of the server's pages."""

    def __init__(self, sees: Reader, where: str, work: Workspace) -> None:
        self.sees, self.where, self.work = sees, where, work
        self.source = work.card(DIRECTIVE).cited_by[0].evidence.sha256

    def go(self, path: str) -> None:
        """Opens a page; forgets what the browser said before."""
        self.sees.log("browser")
        self.sees.log("performance")
        self.sees.driver.get(self.where + path.replace(SOURCE, self.source))

    @property
    def at(self) -> str:
        """The path that is shown."""
        return self.sees.driver.current_url.removeprefix(self.where)

    def phone(self, *, on: bool) -> None:
        """The window as narrow as a phone's, or not."""
        size = {"width": 390 if on else 1440, "height": 844, "deviceScaleFactor": 1, "mobile": on}
        self.sees.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)

    def script(self, *, on: bool) -> None:
        """Whether pages may run scripts."""
        self.sees.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": not on})


@pytest.fixture(scope="module")
def visitor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visitor]:
    folder = tmp_path_factory.mktemp("visitor")
    with samples() as work, serving(work) as asking:
        port = asking.base_url.port
        with reader(folder, port) as sees:
            yield Visitor(sees, f"http://127.0.0.1:{port}", work)


@pytest.mark.parametrize(("pages", "width"), [(PAGES, "desk"), (PAGES, "phone"), (ENGLISH, "desk"), (ENGLISH, "phone")])
def test_every_page_fits_is_accessible_and_complains_of_nothing(
    visitor: Visitor, pages: tuple[str, ...], width: str
) -> None:
    pytest.importorskip("axe_core_python", reason="axe-core-python is not installed")
    axe = files("axe_core_python").joinpath("axe.min.js").read_text(encoding="utf-8")
    visitor.phone(on=width == "phone")
    try:
        for path in pages:
            visitor.go(path)
            complaints = [entry for entry in visitor.sees.log("browser") if "404" not in str(entry["message"])]
            assert complaints == [], path
            wide, room = visitor.sees.run(  # type: ignore[misc]
                "return [document.documentElement.scrollWidth, document.documentElement.clientWidth]"
            )
            assert wide <= room, path
            visitor.sees.driver.execute_cdp_cmd("Page.setBypassCSP", {"enabled": True})
            visitor.sees.run(axe)
            found = visitor.sees.driver.execute_async_script(
                "const done = arguments[0]; axe.run().then(found => done(found.violations.map("
                "one => [one.id, one.impact, one.nodes[0].html])))"
            )  # type: ignore[no-untyped-call]
            assert [one for one in found if one[1] in ("serious", "critical")] == [], path
    finally:
        visitor.phone(on=False)


def test_nothing_is_asked_of_anybody_else(visitor: Visitor) -> None:
    for path in (*PAGES, *ENGLISH):
        visitor.go(path)
        asked = [address for address in visitor.sees.requests() if address.startswith("http")]
        assert asked
        assert all(address.startswith(f"{visitor.where}/") for address in asked), path


@pytest.mark.parametrize("typed", ["dân vận", "dan van", "quy che cong tac dan van"])
def test_who_types_sees_hits_without_sending_anything(visitor: Visitor, typed: str) -> None:
    visitor.go("/")
    visitor.sees.one("#q").send_keys(typed)
    visitor.sees.wait(lambda: "q=" in visitor.at and visitor.sees.all("#hits .entry"), 20)
    assert any("23-QĐ/TW" in one.text for one in visitor.sees.all("#hits .entry"))
    assert visitor.sees.one("#q").get_attribute("value") == typed


def test_from_a_number_over_the_lineage_to_the_words_and_back(visitor: Visitor) -> None:
    visitor.go("/")
    visitor.sees.one("#q").send_keys("33-CT/TTg 2021", Keys.ENTER)
    visitor.sees.wait(lambda: visitor.at.startswith("/van-ban/"), 20)
    assert "33/CT-TTg" in visitor.sees.text("h1")
    visitor.sees.follow(".actions a")
    assert visitor.at == f"/van-ban/{DIRECTIVE}/chuoi"
    visitor.sees.follow(".tree .quote")
    assert visitor.at.startswith("/nguon/")
    marked = visitor.sees.one("mark:target")
    assert "33/CT-TTg" in marked.text
    assert visitor.sees.run("return document.activeElement === arguments[0]", marked)
    top = visitor.sees.run("return arguments[0].getBoundingClientRect().top", marked)
    assert 0 < float(str(top)) < 900
    visitor.sees.back()
    visitor.sees.back()
    assert "33/CT-TTg" in visitor.sees.text("h1")


def test_the_keyboard_alone_suffices(visitor: Visitor) -> None:
    visitor.go(f"/nguon/{SOURCE}")
    visitor.sees.one("body").send_keys(Keys.TAB)
    assert visitor.sees.driver.switch_to.active_element.get_attribute("class") == "skip"
    visitor.sees.driver.switch_to.active_element.send_keys(Keys.ENTER)
    for _ in range(3):
        visitor.sees.driver.switch_to.active_element.send_keys(Keys.TAB)
    assert visitor.sees.run("return document.activeElement.closest('main') !== null")


def test_pages_work_without_script(visitor: Visitor) -> None:
    visitor.script(on=False)
    try:
        visitor.go("/tim?q=dan+van")
        visitor.sees.driver.find_element(By.CSS_SELECTOR, ".entry-name a").click()
        visitor.sees.wait(lambda: visitor.at.startswith("/van-ban/"))
        visitor.go("/kiem-tra")
        visitor.sees.driver.find_element(By.ID, "text").send_keys(
            "Căn cứ Pháp lệnh số 34/2007/PL-UBTVQH11 ngày 20/4/2007;"
        )
        visitor.sees.driver.find_element(By.CSS_SELECTOR, "form.drop button").click()
        visitor.sees.wait(lambda: visitor.sees.driver.find_elements(By.CSS_SELECTOR, ".finding"))
        visitor.go("/truy-van")
        visitor.sees.driver.find_element(By.CSS_SELECTOR, "textarea + p button, form p button").click()
        visitor.sees.wait(lambda: visitor.sees.driver.find_elements(By.CSS_SELECTOR, "td a[href*='/van-ban/']"))
    finally:
        visitor.script(on=True)


def test_a_word_file_is_checked_and_its_copy_with_comments_saved(visitor: Visitor) -> None:
    draft, path = docx.Document(), visitor.sees.folder / "du-thao.docx"
    for line in Path(data_file("plans", "lang-son-2026.txt")).read_text(encoding="utf-8").split("\n"):
        draft.add_paragraph(line)
    draft.save(str(path))
    visitor.go("/kiem-tra")
    visitor.sees.one("#file").send_keys(str(path))
    visitor.sees.click("form.drop button")
    visitor.sees.wait(lambda: visitor.sees.all(".finding"), 60)
    saved = visitor.sees.saved("a[download$='.docx']", ".docx")
    assert len(list(docx.Document(io.BytesIO(saved.read_bytes())).comments)) == len(visitor.sees.all(".finding"))
    sheet = visitor.sees.saved("a[download$='.html']", ".html")
    assert "Phiếu kiểm tra" in sheet.read_text(encoding="utf-8")


ENDED = "Căn cứ Pháp lệnh số 34/2007/PL-UBTVQH11 ngày 20/4/2007 của Ủy ban Thường vụ Quốc hội;"
"""What may no longer be relied on."""


def printed(visitor: Visitor, ending: str) -> Path:
    """A draft as the browser prints it, with its text, or as a picture of the paper."""
    page, path = visitor.sees.folder / "paper.html", visitor.sees.folder / f"paper.{ending}"
    head = (
        "<h2>ỦY BAN NHÂN DÂN TỈNH LẠNG SƠN</h2><p>Số: 5/KH-UBND<p>Lạng Sơn, ngày 05 tháng 3 năm 2026<h3>KẾ HOẠCH</h3>"
    )
    page.write_text(f'<meta charset="utf-8"><body style="font:26px serif">{head}<p>{ENDED}', encoding="utf-8")
    visitor.sees.driver.get(page.as_uri())
    command = "Page.printToPDF" if ending == "pdf" else "Page.captureScreenshot"
    path.write_bytes(b64decode(visitor.sees.driver.execute_cdp_cmd(command, {})["data"]))
    return path


@pytest.mark.parametrize("ending", ["pdf", "png"])
def test_a_pdf_and_a_scan_are_checked(visitor: Visitor, ending: str) -> None:
    if ending == "png" and shutil.which("tesseract") is None:
        pytest.skip("tesseract is not installed")
    draft = printed(visitor, ending)
    visitor.go("/check")
    visitor.sees.one("#file").send_keys(str(draft))
    visitor.sees.click("form.drop button")
    visitor.sees.wait(lambda: visitor.sees.all(".finding"), 120)
    assert any("34/2007/PL-UBTVQH11" in one.text for one in visitor.sees.all(".finding"))


def test_hits_are_limited_by_what_they_are_and_the_way_back_leads_back(visitor: Visitor) -> None:
    visitor.go("/tim?q=ke+hoach")
    before = len(visitor.sees.all(".entry"))
    visitor.sees.click("details.narrow summary")
    visitor.sees.choose("select[name=level]", "commune")
    visitor.sees.choose("select[name=status]", "lapsed")
    visitor.sees.follow("details.narrow button")
    assert "level=commune" in visitor.at
    assert "status=lapsed" in visitor.at
    assert 0 < len(visitor.sees.all(".entry")) < before
    visitor.sees.back()
    assert visitor.at == "/tim?q=ke+hoach"
    assert len(visitor.sees.all(".entry")) == before


def typed_anew(visitor: Visitor, text: str) -> None:
    """Types a query into the editor, in place of the one that stands there."""
    visitor.sees.wait(lambda: visitor.sees.all(".CodeMirror"), 30)
    visitor.sees.click(".CodeMirror-lines")
    visitor.sees.driver.switch_to.active_element.send_keys(Keys.CONTROL, "a", Keys.NULL, Keys.DELETE, text)


def test_a_question_of_ones_own_is_answered_under_the_form(visitor: Visitor) -> None:
    visitor.go("/truy-van")
    typed_anew(visitor, "SELECT ?n { ?d cancu:number ?n } LIMIT 3")
    visitor.sees.click("form p button")
    visitor.sees.wait(lambda: visitor.sees.all("tbody td"), 30)
    assert len(visitor.sees.all("tbody td")) == 3
    typed_anew(visitor, "SELECT nonsense")
    visitor.sees.driver.switch_to.active_element.send_keys(Keys.CONTROL, Keys.ENTER)
    visitor.sees.wait(lambda: visitor.sees.all("[role=alert]"), 30)
    assert visitor.sees.one("[role=alert]").text
    assert visitor.sees.one("#query").get_attribute("value") == "SELECT nonsense"
    assert visitor.sees.log("browser") == []


def test_the_editor_completes_prefixes_and_variables_and_holds_no_keyboard(visitor: Visitor) -> None:
    visitor.go("/truy-van")

    def hints() -> list[str]:
        return [one.text for one in visitor.sees.all(".CodeMirror-hints li")]

    typed_anew(visitor, "PREFIX canc")
    visitor.sees.wait(lambda: "cancu: <https://w3id.org/cancu/ontology#>" in hints(), 30)
    visitor.sees.driver.switch_to.active_element.send_keys(Keys.ENTER, Keys.ENTER, "SELECT ?plan WHERE {?pl")
    visitor.sees.wait(lambda: "?plan" in hints(), 30)
    visitor.sees.driver.switch_to.active_element.send_keys(Keys.ESCAPE)
    assert not visitor.sees.run("return localStorage.length")
    visitor.sees.click(".CodeMirror-lines")
    visitor.sees.driver.switch_to.active_element.send_keys(Keys.TAB)
    assert visitor.sees.run("return document.activeElement.tagName") == "BUTTON"
    asked = [address for address in visitor.sees.requests() if address.startswith("http")]
    assert all(address.startswith(f"{visitor.where}/") for address in asked)


def test_the_picture_one_can_move_about_in_runs_under_its_own_policy(visitor: Visitor) -> None:
    visitor.go(f"/van-ban/{DIRECTIVE}/chuoi")
    picture = visitor.sees.one(".figure img")
    visitor.sees.run("arguments[0].scrollIntoView()", picture)
    visitor.sees.wait(lambda: visitor.sees.run("return arguments[0].naturalWidth > 0", picture), 30)
    visitor.sees.follow(".actions a:last-child")
    visitor.sees.wait(lambda: visitor.sees.run("return performance.getEntriesByName('ready').length === 1"), 60)
    assert visitor.sees.log("browser") == []
