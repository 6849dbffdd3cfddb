"""Hostile requests: nothing but refusals, no script runs, nothing outside is read, and the server goes on."""

from __future__ import annotations

import io
import json
import re
import shutil
import socket
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

import kg
from kg.resources import data_file
from kg.storage.querying import parse_query
from kg.web.failures import STORE_LOST
from kg.web.settings import Bounds, Settings
from kg.workspace.workspace import Workspace
from tests.kg.web_server import PAGE, serving

DIRECTIVE = "urn:lex:vn:thu.tuong.chinh.phu:chi.thi:2021-11-26;33-ct-ttg"
SCRIPT = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>{{7*7}}{%raw%}\u202e\u0007"
PLAN = f"""ỦY BAN NHÂN DÂN
TỈNH LẠNG SƠN

Số: 5/KH-UBND

Lạng Sơn, ngày 05 tháng 3 năm 2026

KẾ HOẠCH
Phát triển chợ {SCRIPT} năm 2026

Căn cứ Chỉ thị số 33/CT-TTg ngày 26/11/2021 của Thủ tướng Chính phủ về {SCRIPT};

I. MỤC ĐÍCH {SCRIPT}
"""


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "plans").mkdir()
    (folder / "plans" / "<script>alert(2)<.txt").write_text(PLAN, encoding="utf-8")
    kg.build([folder / "plans", data_file("plans")], folder / "s.store")
    with kg.open(folder / "s.store", language="vi") as work:
        yield work


@pytest.fixture(scope="module")
def web(work: Workspace) -> Iterator[httpx.Client]:
    with serving(work, Settings(bounds=Bounds(seconds=1.0, query_seconds=1.0))) as asking:
        yield asking


def raw(web: httpx.Client, request: bytes) -> bytes:
    """What the server answers to these bytes, until it hangs up."""
    with socket.create_connection((web.base_url.host, web.base_url.port), timeout=20) as line:
        line.sendall(request)
        said = b""
        while piece := line.recv(65_536):
            said += piece
        return said


PATHS = [
    "/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/static/../settings.py", "/static/%2e%2e%2fsettings.py",
    "/static//etc/passwd", "/nguon/../../etc/passwd", "/nguon/%2Fetc%2Fpasswd", "/truy-van/..%2f..%2fpyproject.toml",
    "/truy-van/%2Fetc%2Fpasswd", "/truy-van/pyproject.toml.json", "/van-ban/", "/van-ban//", "/van-ban/%00",
    "/van-ban/%ff%fe", "/van-ban/urn:lex:vn:%0d%0aset-cookie:x=1", "/van-ban/file:%2F%2F%2Fetc%2Fpasswd",
    f"/van-ban/{DIRECTIVE}/chuoi/chuoi", f"/van-ban/{DIRECTIVE}.exe", f"/van-ban/{DIRECTIVE}/chuoi.ttl",
    "/van-ban/" + "a" * 5_000, "/van-ban/" + "%25" * 500, "/" + "x" * 9_000, "//evil.example/", "/\\evil.example",
    "/tim.json?q=" + "%F0%9F%92%A9" * 300, "/tim.json?q=%00", "/tim.json?q=" + "a+" * 249,
    "/tim.json?q=%22+OR+1%3D1+--",
    "/tim.json?q=*", "/tim.json?q=NEAR(a+b)", "/tim.json?q=folded+%3A+a", "/tim.json?q=%27%29%3B+DROP+TABLE+word%3B--",
    "/tim.json?" + "year=2026&" * 100, "/tim.json?limit=99999999999999999999", "/tim.json?page=100000&q=dan",
    "/tim.json?q=33&q=34", "/het-hieu-luc.json?document=" + "9" * 400, "/het-hieu-luc.json?province=%3Cscript%3E",
    f"/van-ban/{DIRECTIVE}/chuoi.json?depth=0", f"/van-ban/{DIRECTIVE}/chuoi.svg?depth=-1",
    f"/van-ban/{DIRECTIVE}.json?as_of=9999-99-99", f"/van-ban/{DIRECTIVE}.json?as_of=0001-01-01",
    f"/van-ban/{DIRECTIVE}.json?as_of=9999-12-31", "/nguon/" + "A" * 64, "/health?x=" + "1" * 7_000, "/api/../tim",
    "/.env", "/.git/config", "/server-status", "/kiem-tra/../../x", "/sparql", "/sparql?query=", "/sparql?query=SELECT",
    "/sparql?query=ASK%7B%7D&default-graph-uri=http://x/", "/sparql?update=DROP%20ALL",
    "/sparql?query=SELECT%20*%20%7BSERVICE%20%3Chttp%3A%2F%2F127.0.0.1%3A22%2F%3E%7B%3Fs%20%3Fp%20%3Fo%7D%7D",
    "/sparql?query=LOAD%20%3Cfile%3A%2F%2F%2Fetc%2Fpasswd%3E", "/sparql?query=" + "%7B" * 1_500,
]  # fmt: skip


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path[:60])
def test_no_path_reads_outside_or_breaks_the_server(web: httpx.Client, path: str) -> None:
    host = f"127.0.0.1:{web.base_url.port}".encode()
    for accept in (b"text/html", b"application/json"):
        said = raw(
            web,
            b"GET %s HTTP/1.1\r\nHost: %s\r\nAccept: %s\r\nConnection: close\r\n\r\n" % (path.encode(), host, accept),
        )
        status = int(said.split(b" ")[1])
        head = said.partition(b"\r\n\r\n")[0].lower()
        assert status < 500
        assert b"root:" not in said
        assert b"[project]" not in said
        assert b"set-cookie" not in head
        assert b"location: //" not in head


METHODS = ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "POST"]


@pytest.mark.parametrize("method", METHODS)
def test_only_asking_is_possible(web: httpx.Client, method: str) -> None:
    refused = web.request(method, f"/van-ban/{DIRECTIVE}", headers={"accept": "application/json"})
    assert refused.status_code in (400, 405)
    if refused.headers["content-type"] == "application/json":
        assert refused.json() == {"ok": False, "error": refused.json()["error"], "status": 405}


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "", "127.0.0.1@evil.example", "[::1", "127.0.0.1, evil.example"]
)
def test_it_answers_under_its_own_names_alone(web: httpx.Client, host: str) -> None:
    said = raw(web, b"GET / HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n" % host.encode())
    assert int(said.split(b" ")[1]) in (400, 421)
    assert b"evil" not in said


@pytest.mark.parametrize("named", ["localhost", "LOCALHOST:8000", "127.0.0.1", "[::1]:80"])
def test_it_answers_under_all_its_names(web: httpx.Client, named: str) -> None:
    assert web.get("/health", headers={"host": named}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"range": "bytes=0-1,2-3," + ",".join(f"{n}-{n + 1}" for n in range(500))},
        {"accept": "," * 5_000},
        {"accept": "text/html;q=" + "9" * 2_000},
        {"accept": "application/json;q=nan, text/html;q=inf"},
        {"if-none-match": '"' * 3_000},
        {"x-forwarded-host": "evil.example", "x-forwarded-proto": "javascript", "x-original-url": "/etc/passwd"},
        {"cookie": "a=" + "b" * 5_000},
        {"accept-language": "x" * 5_000},
        {"accept-encoding": "gzip, br, zstd", "upgrade": "websocket", "connection": "upgrade"},
        {"content-length": "5"},
        {"transfer-encoding": "chunked"},
    ],
    ids=",".join,
)
def test_odd_headers_change_nothing(web: httpx.Client, headers: dict[str, str]) -> None:
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    said = raw(web, f"GET /tim?q=33 HTTP/1.1\r\nHost: localhost\r\n{lines}Connection: close\r\n\r\n".encode())
    assert int(said.split(b" ")[1]) in (200, 400, 408, 431)
    assert b"evil" not in said
    assert b"root:" not in said


def test_what_documents_and_requests_say_is_never_markup(web: httpx.Client, work: Workspace) -> None:
    found = work.find("Phát triển chợ").documents[0].document
    sha256 = work.card(found.id).cites[0].evidence.sha256
    pages = [
        web.get(path, params=params, headers=PAGE).text
        for path, params in [
            ("/tim", {"q": SCRIPT}), ("/tim", {"q": "Phát triển chợ"}), ("/danh-sach", {"province": SCRIPT}),
            (f"/van-ban/{found.id}", {}), (f"/van-ban/{DIRECTIVE}/chuoi", {}), (f"/van-ban/{DIRECTIVE}/chuoi.svg", {}),
            (f"/nguon/{sha256}", {}), ("/het-hieu-luc", {"document": SCRIPT}), (f"/van-ban/{SCRIPT[1:20]}", {}),
            ("/truy-van/derived-from", {"ref": SCRIPT}), (f"/{SCRIPT[:25]}", {}),
        ]
    ]  # fmt: skip
    pages.append(web.post("/truy-van", data={"query": SCRIPT}, headers=PAGE).text)
    pages.append(web.post("/kiem-tra", data={"text": PLAN}, files={"x": b""}, headers=PAGE).text)
    pages.append(web.post("/kiem-tra", files={"file": (f"{SCRIPT}.txt", PLAN.encode())}, headers=PAGE).text)
    for page in pages:
        assert not re.search(r"<script(?! src=)|<img src=x|\u202e|\u0007|(?<!\w)49(?!\w)\{%", page)
    assert sum("&lt;script&gt;alert(1)" in page for page in pages) > 5


def test_another_site_cannot_send_anything(web: httpx.Client) -> None:
    for headers in (
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": f"http://127.0.0.1:{web.base_url.port}1"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ):
        for path in ("/kiem-tra", "/sparql", "/truy-van"):
            assert web.post(path, data={"query": "ASK {}"}, headers=headers).status_code == 403
    own = {"origin": str(web.base_url).rstrip("/"), "sec-fetch-site": "same-origin"}
    assert web.post("/truy-van", data={"query": "ASK {}"}, headers=own).status_code == 200


def test_too_much_is_refused_before_it_is_read(work: Workspace) -> None:
    with serving(work, Settings(bounds=Bounds(body=10_000))) as asking:
        for path in ("/kiem-tra.json", "/sparql"):
            assert asking.post(path, files={"file": ("a.txt", b"x" * 20_000)}).status_code == 413

        def pieces() -> Iterator[bytes]:
            for _ in range(5):
                yield b"x" * 5_000

        kind = {"content-type": "application/sparql-query"}
        assert asking.post("/sparql", content=pieces(), headers=kind).status_code == 413
        assert asking.get("/health").status_code == 200


def test_a_body_that_never_comes_is_not_waited_for(web: httpx.Client) -> None:
    with socket.create_connection((web.base_url.host, web.base_url.port), timeout=20) as line:
        line.sendall(
            b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\n"
            b"Content-Length: 50\r\n\r\nASK"
        )
        assert line.recv(100).startswith(b"HTTP/1.1 408")


@pytest.mark.parametrize("begun", [b"", b"GET / HT", b"GET / HTTP/1.1\r\nHost: localhost\r\nX: "])
def test_a_request_that_never_comes_is_not_waited_for(web: httpx.Client, begun: bytes) -> None:
    with socket.create_connection((web.base_url.host, web.base_url.port), timeout=20) as line:
        line.sendall(b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n")
        said = b""
        while b'"ok": true' not in said:
            said += line.recv(10_000)
        line.sendall(begun)
        assert line.recv(10_000) == b""
    with socket.create_connection((web.base_url.host, web.base_url.port), timeout=20) as line:
        line.sendall(begun)
        assert line.recv(10_000) == b""


def test_many_who_say_nothing_keep_nobody_out(web: httpx.Client) -> None:
    lines = [socket.create_connection((web.base_url.host, web.base_url.port), timeout=20) for _ in range(600)]
    try:
        assert web.get("/health").status_code == 200
        assert all(line.recv(1) == b"" for line in lines)
    finally:
        for line in lines:
            line.close()


def bomb() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 200_000_000)
        archive.writestr("[Content_Types].xml", b"<Types/>")
    return packed.getvalue()


UPLOADS = {
    "nothing": b"", "zeros": b"\0" * 1_000, "no-zip": b"PK\x03\x04" + b"x" * 100, "no-pdf": b"%PDF-1.7\n%%EOF",
    "entities": b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]><html>&a;</html>',
    "bomb": bomb(), "no-image": b"\x89PNG\r\n\x1a\n" + b"\xff" * 100, "brackets": b"(" * 100_000,
    "halves": "Căn cứ \ud800 Luật".encode("utf-8", "surrogatepass"),
}  # fmt: skip


@pytest.mark.parametrize("name", UPLOADS)
def test_a_hostile_file_is_read_or_refused_in_a_sentence(web: httpx.Client, name: str) -> None:
    for path in ("/kiem-tra.json", "/kiem-tra"):
        said = web.post(path, files={"file": (f"../../etc/cron.d/{name}.docx", UPLOADS[name])})
        assert said.status_code in (200, 400, 422)
        assert "root:" not in said.text
        assert "cancu-" not in said.text
        assert "/tmp" not in said.text
    assert web.get("/health").json()["ok"] is True


def test_nothing_of_a_draft_stays(work: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    with serving(work) as asking:
        answer = asking.post("/kiem-tra.json", files={"file": ("plan.txt", PLAN.encode())}).json()
    assert answer["answer"]["findings"][0]["path"] == "plan.txt"
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_query_that_never_ends_is_ended_and_the_next_is_answered(web: httpx.Client) -> None:
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    ended = web.get("/sparql", params={"query": endless})
    assert (ended.status_code, ended.json()["ok"]) == (400, False)
    assert "1 seconds" in ended.json()["error"]
    assert web.get("/sparql", params={"query": "ASK {}"}).json() == {"head": {}, "boolean": True}


BOOKS = (
    "ASK { ?s cancu:location ?o }", "ASK { GRAPH <https://w3id.org/cancu/graph/books> { ?s ?p ?o } }",
    "ASK { ?s cancu:root ?o }", "ASK { GRAPH ?g { ?s cancu:text ?o } }",
    "ASK { ?s ?p ?o FILTER(isLiteral(?o) && STRSTARTS(STR(?o), '/')) }",
    "ASK { GRAPH ?g { ?s ?p ?o } FILTER(CONTAINS(STR(?g), 'books')) }",
)  # fmt: skip


@pytest.mark.parametrize("query", BOOKS)
def test_a_query_does_not_see_where_files_lie(web: httpx.Client, work: Workspace, query: str) -> None:
    assert work.query(parse_query(query)).rows[0]["answer"] == "true"
    assert web.get("/sparql", params={"query": query}).json()["boolean"] is False


def test_who_comes_when_too_many_wait_is_told_to_come_again(work: Workspace) -> None:
    bounds = Bounds(slow=1, waiting=0, query_seconds=2.0)
    endless = {"query": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"}
    with serving(work, Settings(bounds=bounds)) as asking, ThreadPoolExecutor(4) as many:
        said = list(many.map(lambda _: asking.get("/sparql", params=endless), range(4)))
    busy = [one for one in said if one.status_code == 503]
    assert busy
    assert all(one.headers["retry-after"].isdigit() and one.json()["status"] == 503 for one in busy)


def test_a_store_that_goes_is_told_without_its_place(tmp_path: Path) -> None:
    kg.build([data_file("plans")], tmp_path / "gone.store")
    with kg.open(tmp_path / "gone.store", language="en") as work, serving(work) as asking:
        assert asking.get("/en").status_code == 200
        shutil.rmtree(tmp_path / "gone.store")
        said = asking.get("/search.json", params={"q": "33"})
        assert asking.get("/health").status_code == 503
    assert (said.status_code, said.json()["error"]) == (503, STORE_LOST)


def test_what_nobody_foresaw_is_a_sentence_without_a_trace(work: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Workspace, "listing", lambda *_, **__: 1 / 0)
    with serving(work) as asking:
        said = asking.get("/list.json")
    assert (said.status_code, said.json()["ok"]) == (500, False)
    assert "ZeroDivision" not in said.text
    assert json.loads(said.text)["status"] == 500
