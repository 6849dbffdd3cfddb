"""Hostile requests: nothing but refusals, no script runs, nothing outside is read, and the server goes on."""

from __future__ import annotations

import json
import os
import random
import re
import resource
import shutil
import signal
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread

import httpx
import pytest

import kg
from benchmarks.processes import descendants
from kg.resources import data_file
from kg.storage.querying import parse_query
from kg.web.connecting import HEAD, allow_connections
from kg.web.failures import STORE_LOST
from kg.web.settings import Bounds, Settings
from kg.workspace.workspace import Workspace
from tests.kg.hostile_requests import DIRECTIVE, HOSTS, SCRIPT, get, requests
from tests.kg.hostile_uploads import UPLOADS, referring, upload
from tests.kg.web_server import PAGE, serving, until

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
    with socket.create_connection((web.base_url.host, web.base_url.port), timeout=600) as line:
        line.sendall(request)
        said = b""
        while piece := line.recv(65_536):
            said += piece
        return said


REQUESTS = list(requests())
LEAKED = (b"root:", b"[project]", b"Traceback", b"/site-packages/")
"""What no answer holds: files of the machine, where things lie."""

LED_OUT = (b"\r\nset-cookie", b"\r\nlocation: //", b"\r\nlocation: http", b"\r\nx:")
"""What no head holds: what was not set, and ways to other sites."""


def test_no_request_breaks_the_server(web: httpx.Client) -> None:
    """Each of the table is refused or answered in a sentence: no 5xx but 503, nothing of outside, nothing as markup."""
    assert len(REQUESTS) > 300
    with ThreadPoolExecutor(4) as many:
        answers = list(many.map(lambda one: (one[0], raw(web, one[1])), REQUESTS))
    wrong = []
    for name, said in answers:
        head, _, body = said.partition(b"\r\n\r\n")
        status = int(head.split(b" ")[1]) if head else 0  # a line that is no request may just be closed
        shown = re.search(rb"\ncontent-type: (?:text/html|image/svg)", head) is not None
        marked = shown and (b"<script>alert" in body or b"<img src=x" in body)
        leaks = any(one in said for one in LEAKED) or any(one in head.lower() for one in LED_OUT)
        if (status >= 500 and status != 503) or marked or leaks:
            wrong.append((name, said[:200]))
    assert wrong == []
    assert web.get("/health").json()["ok"] is True


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "POST"])
def test_only_asking_is_possible(web: httpx.Client, method: str) -> None:
    refused = web.request(method, f"/van-ban/{DIRECTIVE}", headers={"accept": "application/json"})
    assert refused.status_code in (400, 405)
    if refused.headers["content-type"] == "application/json":
        assert refused.json() == {"ok": False, "error": refused.json()["error"], "status": 405}


@pytest.mark.parametrize("host", HOSTS)
def test_it_answers_under_its_own_names_alone(web: httpx.Client, host: str) -> None:
    said = raw(web, f"GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
    assert int(said.split(b" ")[1]) in (400, 421)
    assert b"evil" not in said


@pytest.mark.parametrize("named", ["localhost", "LOCALHOST:8000", "127.0.0.1", "[::1]:80"])
def test_it_answers_under_all_its_names(web: httpx.Client, named: str) -> None:
    assert web.get("/health", headers={"host": named}).status_code == 200


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


@pytest.mark.parametrize(
    "begun",
    [
        b"",
        b"GET /",
        b"GET /health HTTP/1.1\r\nHost: localhost\r\nX: ",
        b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nA\r\n0\r\nX: ",
        b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n1;x=",
    ],
    ids=["nothing", "address", "head", "behind the body", "within the body"],
)
def test_a_head_without_end_is_not_read(web: httpx.Client, begun: bytes) -> None:
    sent = 0
    where = web.base_url.host, web.base_url.port
    with suppress(ConnectionError), socket.create_connection(where, timeout=20) as line:
        line.sendall(begun)
        while sent < 10 * HEAD:
            sent += line.send(b"a" * 4_096)
        assert line.recv(100).startswith(b"HTTP/1.1 400")


def test_a_body_in_the_smallest_pieces_is_read(web: httpx.Client) -> None:
    query = f"ASK {{ ?s ?p ?o }} #{'a' * HEAD}"
    head = "POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\nConnection: close\r\n"
    pieces = "".join(f"1\r\n{letter}\r\n" for letter in query)
    answer = raw(web, f"{head}Transfer-Encoding: chunked\r\n\r\n{pieces}0\r\n\r\n".encode())
    assert answer.startswith(b"HTTP/1.1 200")
    assert json.loads(answer.partition(b"\r\n\r\n")[2])["boolean"] is True


IDLE = 10_000


def test_many_who_say_nothing_keep_nobody_out(web: httpx.Client) -> None:
    allow_connections()
    room = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    if room < IDLE + 2_000:
        pytest.skip(f"only {room} files may be open at once")
    lines = []
    try:
        for _ in range(IDLE):
            lines.append(socket.create_connection((web.base_url.host, web.base_url.port), timeout=20))
            if len(lines) % 1_000 == 0:
                assert raw(web, get("/health")).startswith(b"HTTP/1.1 200")
        assert all(line.recv(1) == b"" for line in lines)
    finally:
        for line in lines:
            line.close()


@pytest.mark.filterwarnings("ignore:resource_tracker")  # is killed, too, and comes back, with a warning
def test_what_is_killed_comes_back(web: httpx.Client) -> None:
    """The processes that answer queries and read drafts, killed at any moment, a few a second."""
    chance, done = random.Random(7), Event()

    def kill() -> None:
        while not done.wait(chance.uniform(0, 0.3)):
            for pid in chance.sample(below := descendants(os.getpid()), min(2, len(below))):
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)

    def ask(number: int) -> httpx.Response:
        if number % 3 == 0:
            return web.post("/kiem-tra.json", files={"file": (f"{number}.txt", PLAN.encode())})
        return web.get("/sparql", params={"query": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c }"})

    killing = Thread(target=kill)
    killing.start()
    try:
        with ThreadPoolExecutor(4) as many:
            said = list(many.map(ask, range(24)))
    finally:
        done.set()
        killing.join()
    assert {one.status_code for one in said} <= {200, 400, 422, 503}
    assert all(one.json()["ok"] is False for one in said if one.status_code != 200)
    for number in range(2):
        assert ask(number).status_code == 200


@pytest.mark.parametrize("name", UPLOADS)
def test_a_hostile_file_is_read_or_refused_in_a_sentence(web: httpx.Client, name: str) -> None:
    called, content = upload(name)
    said = web.post("/kiem-tra", files={"file": (called, content)}, headers=PAGE)
    assert said.status_code in (200, 400, 422, 503)
    for leaked in ("root:", "cancu-", "/tmp", "<script>alert", "<img src=x", "Traceback"):
        assert leaked not in said.text
    assert web.get("/health").json()["ok"] is True


def test_what_a_draft_refers_to_is_not_fetched(web: httpx.Client) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.2)
        for called, content in referring(f"http://127.0.0.1:{listening.getsockname()[1]}/x"):
            assert web.post("/kiem-tra.json", files={"file": (called, content)}).status_code in (200, 400, 422)
        with pytest.raises(TimeoutError):
            listening.accept()


@pytest.mark.parametrize(
    "body",
    [
        b"", b"--x", b"--x\r\n\r\n", b"--x\r\nContent-Disposition: form-data; name=file; filename=a\r\n\r\nx",
        b"--x\r\nContent-Disposition: form-data; name=" + b"a" * 9_000 + b"\r\n\r\nx\r\n--x--\r\n",
        b"".join(b"--x\r\nContent-Disposition: form-data; name=a%d\r\n\r\n1\r\n" % n for n in range(2_000)),
        b"--x\r\nContent-Disposition: form-data; name=file; filename=a\r\n" * 500, b"\0" * 10_000,
        b"--x\r\nContent-Disposition: form-data; name=text\r\n\r\n" + b"x" * 3_000_000 + b"\r\n--x--\r\n",
        b"--x\r\nContent-Disposition: form-data; name=as_of\r\n\r\n9999-99-99\r\n--x--\r\n",
    ],
    ids=lambda body: repr(body[:60]),
)  # fmt: skip
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # what a parser of others leaves open
def test_a_form_that_is_none_is_refused(web: httpx.Client, body: bytes) -> None:
    said = web.post("/kiem-tra.json", content=body, headers={"content-type": "multipart/form-data; boundary=x"})
    assert (said.status_code, said.json()["ok"]) == (400, False)


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
        until(lambda: asking.get("/health").status_code == 503)
        said = asking.get("/search.json", params={"q": "33"})
    assert (said.status_code, said.json()["error"]) == (503, STORE_LOST)


def test_what_nobody_foresaw_is_a_sentence_without_a_trace(work: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Workspace, "listing", lambda *_, **__: 1 / 0)
    with serving(work) as asking:
        said = asking.get("/list.json")
    assert (said.status_code, said.json()["ok"]) == (500, False)
    assert "ZeroDivision" not in said.text
    assert json.loads(said.text)["status"] == 500
