"""How pages are served: wrong questions, proxies, days, what browsers keep, builds that are taken up."""

from __future__ import annotations

import json
import re
import socket
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event

import httpx
import pytest

import kg
from kg.resources import data_file
from kg.web.links import FORMS, PATHS, Links
from kg.web.pages import PAGES
from kg.web.settings import Settings
from kg.wording import LANGUAGES
from kg.workspace.footing import VIETNAM
from kg.workspace.readying import make_tables
from kg.workspace.workspace import Workspace
from tests.kg import namesakes
from tests.kg.web_server import PAGE, serving, until

DIRECTIVE = "urn:lex:vn:thu.tuong.chinh.phu:chi.thi:2021-11-26;33-ct-ttg"


@pytest.fixture(scope="module")
def work(sample_store: Path) -> Iterator[Workspace]:
    with kg.open(sample_store, language="vi") as work:
        yield work


@pytest.fixture(scope="module")
def web(work: Workspace) -> Iterator[httpx.Client]:
    with serving(work) as asking:
        yield asking


def test_who_has_a_page_is_told_that_nothing_changed(web: httpx.Client) -> None:
    first = web.get(f"/van-ban/{DIRECTIVE}")
    again = web.get(f"/van-ban/{DIRECTIVE}", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    for other in ("as_of=2020-01-01", "lang=en"):
        page = web.get(f"/van-ban/{DIRECTIVE}?{other}", headers={"if-none-match": first.headers["etag"]})
        assert page.status_code == 200


def test_pages_by_other_facts_are_others(sample_store: Path, web: httpx.Client, tmp_path: Path) -> None:
    """What a browser kept is not taken for a page by another register, also where both say the same."""
    (tmp_path / "facts.csv").write_text(namesakes.FACTS, encoding="utf-8")
    kept = web.get(f"/van-ban/{DIRECTIVE}").headers["etag"]
    with kg.open(sample_store, register=[tmp_path / "facts.csv"], language="vi") as other, serving(other) as asking:
        page = asking.get(f"/van-ban/{DIRECTIVE}", headers={"if-none-match": kept})
    assert (page.status_code, page.headers["etag"] == kept) == (200, False)


EVERY = [
    *(path for page in PAGES for path in PATHS[page.name].values()),
    *(PATHS[name][language] for name in ("check", "picture", "api") for language in LANGUAGES),
    "/van-ban/{id}.json", "/van-ban/{id}.ttl", "/danh-sach.atom", "/so-lieu.csv", "/sparql", "/api/openapi.json",
    "/health", "/robots.txt", "/favicon.ico", "/static/style.css", "/static/none.css", "/nowhere",
]  # fmt: skip


@pytest.mark.parametrize("path", EVERY)
def test_of_every_page_the_head_alone_can_be_had_and_no_piece(web: httpx.Client, work: Workspace, path: str) -> None:
    sha256 = work.card(DIRECTIVE).cited_by[0].evidence.sha256
    path = path.replace("{id}", DIRECTIVE).replace("{sha256}", sha256).replace("{name}", work.queries().queries[0].name)
    whole, head = web.get(path, headers=PAGE), web.head(path, headers=PAGE)
    assert (head.status_code, head.content) == (whole.status_code, b"")
    assert {**head.headers, "date": ""} == {**whole.headers, "date": ""}
    for piece in ("bytes=0-9", "bytes=-1", "bytes=999999999-", "bytes=5-1", "lines=1"):
        asked = web.get(path, headers={**PAGE, "range": piece})
        assert (asked.status_code, asked.content) == (whole.status_code, whole.content)


@pytest.mark.parametrize("letters", [1_000, 7_900, 8_001, 30_000])
@pytest.mark.parametrize("begun", ["urn:lex:vn:", "provisional:", "x", "%C4%91", "../"])
def test_an_id_of_any_length_is_refused_in_a_sentence(web: httpx.Client, begun: str, letters: int) -> None:
    for path in (PATHS["document"]["vi"], PATHS["lineage"]["en"], PATHS["source"]["vi"]):
        refused = web.get(re.sub(r"\{\w+\}", f"{begun}{'a' * letters}", path))
        assert refused.status_code in (404, 414)
        assert len(refused.json()["error"]) < 1_200


@pytest.mark.parametrize("lang", ["fr", "VI", "vi%00", "vi,en", "../en", "%F0%9F%87%BB", "a" * 600])
def test_a_language_that_is_none_is_refused_on_every_page(web: httpx.Client, lang: str) -> None:
    for path in ("/", "/tim?q=33", "/search?q=33", f"/van-ban/{DIRECTIVE}", "/het-hieu-luc", "/so-lieu"):
        page = web.get(f"{path}{'&' if '?' in path else '?'}lang={lang}", headers=PAGE)
        assert (page.status_code, page.headers["content-type"]) == (400, FORMS["html"])
    assert web.get("/?lang=", headers=PAGE).status_code == 200


def test_the_head_of_a_page_names_its_other_forms_and_they_are_there(web: httpx.Client) -> None:
    page = web.get(f"/van-ban/{DIRECTIVE}", headers=PAGE)
    named = dict(re.findall(r'<([^>]+)>; rel="alternate"; type="([^"]+)"', page.headers["link"]))
    assert {*named.values()} == {"application/json", "text/csv", "text/turtle", "application/ld+json"}
    assert [link for link, kind in named.items() if not web.get(link).headers["content-type"].startswith(kind)] == []


def test_search_engines_are_told_to_stay_away_unless_it_is_listed(web: httpx.Client, work: Workspace) -> None:
    with serving(work, Settings(listed=True)) as listed:
        said = [
            (one.get("/robots.txt").text.splitlines()[-1], one.get("/").headers.get("x-robots-tag"))
            for one in (web, listed)
        ]
    assert said == [("Disallow: /", "noindex, nofollow"), ("Allow: /", None)]


def test_today_is_the_day_in_vietnam_at_each_request(work: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    """A quarter to midnight in Hà Nội, and half an hour later."""
    late = datetime(2026, 5, 31, 23, 45, tzinfo=VIETNAM)

    class Clock:
        now_is = late

        @classmethod
        def now(cls, zone: object) -> datetime:
            assert zone is VIETNAM
            return cls.now_is

    monkeypatch.setattr("kg.workspace.footing.datetime", Clock)
    with serving(work) as asking:
        before = asking.get(f"/van-ban/{DIRECTIVE}.json")
        Clock.now_is = late + timedelta(minutes=30)
        after = asking.get(f"/van-ban/{DIRECTIVE}.json")
    assert [one.json()["answer"]["now"]["day"] for one in (before, after)] == ["2026-05-31", "2026-06-01"]
    assert before.headers["etag"] != after.headers["etag"]


WRONG = [
    ("/tim.json?q=33&limit=0", 400, "limit"),
    ("/tim.json?q=33&page=-1", 400, "page"),
    ("/tim.json?q=33&page=٣", 400, "page"),
    ("/tim.json?q=33&year=abcd", 400, "year"),
    ("/tim.json?q=33&province=atlantis", 400, "atlantis"),
    ("/tim.json?q=33&type=xyzzy", 400, "xyzzy"),
    ("/tim.json?q=33&as_of=2026-02-30", 400, "as_of"),
    ("/tim.json?q=33&lang=fr", 400, "lang"),
    ("/tim.json?q=33&asof=2026-02-01", 400, "asof"),
    ("/tim.json?q=33&lang=vi&lang=en", 400, "lang"),
    ("/van-ban/urn:lex:vn:x:y:2020-01-01;1.json", 404, "urn:lex"),
    ("/van-ban/urn:lex:vn:x:y:2020-01-01;1/chuoi.json", 404, "urn:lex"),
    (f"/nguon/{'0' * 64}.json", 404, "0000"),
    ("/nguon/abc.json", 404, "abc"),
    ("/nowhere", 404, "trang"),
]


@pytest.mark.parametrize(("path", "status", "said"), WRONG, ids=[row[0] for row in WRONG])
def test_what_is_asked_wrongly_is_refused_in_one_shape(web: httpx.Client, path: str, status: int, said: str) -> None:
    refused = web.get(path)
    answer = refused.json()
    assert (refused.status_code, answer["ok"], answer["status"]) == (status, False, status)
    assert said in answer["error"]
    assert set(answer) == {"ok", "error", "status"}


def test_a_person_gets_a_page_of_what_went_wrong(web: httpx.Client) -> None:
    page = web.get("/van-ban/urn:lex:vn:x:y:2020-01-01;1", headers=PAGE)
    assert (page.status_code, page.headers["content-type"]) == (404, FORMS["html"])
    assert '<a href="/tim">' in page.text
    assert web.get("/tim?q=33&utm_source=x", headers=PAGE).status_code == 200


def test_a_proxy_shows_it_below_a_path(work: Workspace) -> None:
    with serving(work, Settings(root="/cancu")) as asking:
        page = asking.get(f"/van-ban/{DIRECTIVE}", headers=PAGE).text
    ways = re.findall(r'(?:href|src|action|hx-get)="(/[^"]*)"', page)
    assert ways
    assert all(way.startswith("/cancu/") for way in ways)


def test_the_next_finished_build_is_taken_up(tmp_path: Path) -> None:
    where, plans = tmp_path / "s.store", sorted(Path(data_file("plans")).glob("*.txt"))
    kg.build(plans[:1], where)
    with kg.open(where, language="vi") as work, serving(work) as asking:
        first = asking.get("/danh-sach.json").json()
        kg.build(plans[:2], where)
        until(lambda: asking.get("/health").json()["build"] != first["rests_on"]["build"])
        second = asking.get("/danh-sach.json").json()
        seen = asking.get("/sparql", params={"query": "SELECT DISTINCT ?d { ?d cancu:readFrom ?f }"}).json()
    assert [one["answer"]["total"] for one in (first, second)] == [1, 2]
    assert first["rests_on"]["build"] != second["rests_on"]["build"]
    assert len(seen["results"]["bindings"]) == 2


def test_a_build_is_ready_before_it_is_taken_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While the next one is made ready, all goes on with the one before."""
    where, plans = tmp_path / "s.store", sorted(Path(data_file("plans")).glob("*.txt"))
    kg.build(plans[:1], where)
    begun, may_end = Event(), Event()

    def slowly(work: Workspace, *_: object, **__: object) -> None:
        if len(work.listing().documents) == 2:
            begun.set()
            assert may_end.wait(60)

    monkeypatch.setattr("kg.web.builds.make_ready", slowly)
    with kg.open(where, language="vi") as work, serving(work) as asking:
        kg.build(plans[:2], where)
        assert begun.wait(60)
        assert asking.get("/danh-sach.json").json()["answer"]["total"] == 1
        may_end.set()
        until(lambda: asking.get("/danh-sach.json").json()["answer"]["total"] == 2)


def test_a_card_is_the_same_whoever_answers(tmp_path: Path) -> None:
    """A thread, before the build is ready; then the one who listens."""
    where = tmp_path / "s.store"
    kg.build([data_file("plans")], where)
    told = []
    with kg.open(where, language="vi") as work:
        links = [
            Links("", "vi").document(one.document.id, form)
            for one in work.listing(held=False).documents
            for form in ("html", "json", "ttl")
        ]
        for _ in range(2):
            with serving(work) as asking:
                answers = [asking.get(link) for link in links]
            told.append([(one.status_code, one.headers["etag"], one.content) for one in answers])
            make_tables(work.store)
            assert work.has_card_at_hand(work.listing().documents[0].document.id)
    assert told[0] == told[1]
    assert {status for status, _, _ in told[0]} == {200}


def test_what_is_downloaded_slowly_comes_whole_beside_builds(tmp_path: Path) -> None:
    """Two builds are taken up before the last of it is read."""
    where, plans = tmp_path / "s.store", sorted(Path(data_file("plans")).glob("*.txt"))
    long = tmp_path / "long.txt"
    long.write_text(plans[0].read_text(encoding="utf-8") + "Việc phải làm của xã.\n" * 20_000, encoding="utf-8")
    kg.build([long], where)
    with kg.open(where, language="vi") as work, serving(work) as asking, socket.socket() as line:
        plan = work.listing().documents[0].document.id
        path = f"/nguon/{work.card(plan).cites[0].evidence.sha256}.json"
        whole = asking.get(path)
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
        line.settimeout(60)
        line.connect((asking.base_url.host, asking.base_url.port))
        line.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
        said = line.recv(4_096)
        for some in (plans[:1], plans[:2]):
            before = asking.get("/health").json()["build"]
            kg.build(some, where)
            until(lambda before=before: asking.get("/health").json()["build"] != before)  # type: ignore[misc]
        while piece := line.recv(4_096):
            said += piece
    assert len(whole.content) > 400_000
    assert said.partition(b"\r\n\r\n")[2] == whole.content


def test_the_head_of_an_answer_and_its_body_leave_in_one_piece(web: httpx.Client) -> None:
    """And the next answer on the same connection, and one after which it is closed, come whole, too."""
    with socket.create_connection((web.base_url.host, web.base_url.port), timeout=60) as line:
        for last in ("", "Connection: close\r\n"):
            line.sendall(f"GET /health HTTP/1.1\r\nHost: localhost\r\n{last}\r\n".encode())
            head, _, body = line.recv(65_536).partition(b"\r\n\r\n")
            assert head.startswith(b"HTTP/1.1 200")
            assert json.loads(body)["ok"] is True
        assert line.recv(10) == b""


def test_the_files_that_come_along_are_kept_by_browsers_until_they_change(web: httpx.Client) -> None:
    page = web.get("/", headers=PAGE).text
    for link in re.findall(r'(?:href|src)="(/static/[^"]+)"', page):
        found = web.get(link)
        assert found.status_code == 200
        assert "immutable" in found.headers["cache-control"]
    assert web.get("/static/..%2f__init__.py").status_code == 404
    assert web.get("/static/words.csv").status_code == 404


def test_no_path_of_the_machine_is_on_any_page(web: httpx.Client) -> None:
    folder = str(Path(data_file("plans")).resolve().parent)
    for path in ("/", f"/van-ban/{DIRECTIVE}", f"/van-ban/{DIRECTIVE}/chuoi.json", "/het-hieu-luc", "/danh-sach.csv"):
        assert folder not in web.get(path, headers=PAGE).text
