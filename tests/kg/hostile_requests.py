"""Hostile requests, made of a table: each place of a request where something can stand, with all that should not.

Each is the bytes of one request to a server called localhost; what none of them may be answered with is in the tests.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, product
from urllib.parse import quote

DIRECTIVE = "urn:lex:vn:thu.tuong.chinh.phu:chi.thi:2021-11-26;33-ct-ttg"
SCRIPT = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>{{7*7}}{%raw%}\u202e\u0007"

VALUES = (
    "../../etc/passwd",
    "/etc/passwd",
    "file:///etc/passwd",
    "..\\..\\windows\\win.ini",
    "%2e%2e%2f",
    "\0",
    "\r\nset-cookie: x=1",
    "' OR 1=1 --",
    '"); DROP TABLE word; --',
    "NEAR(a b)",
    "folded : a OR said : b",
    "*",
    '"',
    "a* OR b*",
    "-",
    "NaN",
    "-1",
    "99999999999999999999",
    "0x10",
    "٣",
    "1e9",
    "true",
    "null",
    "undefined",
    "[]",
    "{}",
    "$(id)",
    "`id`",
    "${7*7}",
    "http://127.0.0.1:22/",
    "javascript:alert(1)",
    "//evil.example/",
    SCRIPT,
    "\u202e\u200b\ufeff",
    "💩" * 100,
    "ở" * 400,
    "a " * 249,
    "(" * 400,
    "%s%n%x",
    "\ud7ff\ue000",
    "urn:lex:vn",
)
"""What may be told in a place where a word, a number or an id is meant."""

PLACES = (
    "/tim.json?q={}",
    "/tim?q={}&typing=1",
    "/tim.atom?q={}",
    "/danh-sach.json?province={}",
    "/danh-sach.json?year={}",
    "/danh-sach.csv?type={}",
    "/danh-sach.json?page={}",
    "/van-ban/{}",
    "/van-ban/{}.json",
    "/van-ban/{}/chuoi.json",
    f"/van-ban/{DIRECTIVE}/chuoi.json?depth={{}}",
    f"/van-ban/{DIRECTIVE}.json?as_of={{}}",
    "/van-ban/{}/hinh",
    "/nguon/{}",
    "/het-hieu-luc.json?document={}",
    "/het-hieu-luc.json?if_superseded={}",
    "/het-hieu-luc.json?status={}",
    "/truy-van/{}",
    "/truy-van/derived-from.json?ref={}",
    "/so-lieu.json?lang={}",
    "/static/{}",
    "/sparql?query={}",
    "/{}",
)
"""Where it is told."""

PATHS = (
    "/../../etc/passwd",
    "/%2e%2e/%2e%2e/etc/passwd",
    "/static/../settings.py",
    "/static/%2e%2e%2fsettings.py",
    "/static//etc/passwd",
    "/nguon/../../etc/passwd",
    "/truy-van/pyproject.toml.json",
    "/van-ban/",
    "/van-ban//",
    "/van-ban/%00",
    "/van-ban/%ff%fe",
    f"/van-ban/{DIRECTIVE}/chuoi/chuoi",
    f"/van-ban/{DIRECTIVE}.exe",
    f"/van-ban/{DIRECTIVE}/chuoi.ttl",
    "/van-ban/" + "a" * 5_000,
    "/van-ban/" + "%25" * 500,
    "/" + "x" * 9_000,
    "//evil.example/",
    "/\\evil.example",
    "/tim.json?" + "year=2026&" * 100,
    "/tim.json?q=33&q=34",
    "/tim.json?" + "a=1&" * 900,
    f"/van-ban/{DIRECTIVE}/chuoi.json?depth=0",
    f"/van-ban/{DIRECTIVE}/chuoi.svg?depth=-1",
    f"/van-ban/{DIRECTIVE}.json?as_of=0001-01-01",
    f"/van-ban/{DIRECTIVE}.json?as_of=9999-12-31",
    "/health?x=" + "1" * 7_000,
    "/.env",
    "/.git/config",
    "/server-status",
    "/kiem-tra/../../x",
    "/api/../tim",
    "/sparql",
    "/sparql?query=",
    "/sparql?query=ASK%7B%7D&default-graph-uri=http://x/",
    "/sparql?update=DROP%20ALL",
    "/sparql?query=" + "%7B" * 1_500,
    "http://evil.example/tim",
    "*",
    "/tim?q=%",
    "/tim?q=%zz",
    "/tim;jsessionid=1?q=33",
    "/TIM?q=33",
    "/tim/?q=33",
)
"""Paths that are odd as a whole."""

QUERIES = (
    "SELECT * { SERVICE <http://127.0.0.1:22/> { ?s ?p ?o } }",
    "SELECT * { SERVICE SILENT <http://169.254.169.254/> {} }",
    "SELECT * { SERVICE ?x { ?s ?p ?o } }",
    "LOAD <file:///etc/passwd>",
    "LOAD <http://evil.example/x.ttl> INTO GRAPH <urn:x>",
    "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
    "SELECT * FROM NAMED <http://evil.example/> { GRAPH ?g { ?s ?p ?o } }",
    "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
    "DELETE WHERE { ?s ?p ?o }",
    "DROP ALL",
    "CLEAR DEFAULT",
    "SELECT * { GRAPH <https://w3id.org/cancu/graph/books> { ?s ?p ?o } }",
    "SELECT * { ?s cancu:location ?o }",
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }",
    "SELECT * { ?s (!<urn:x>)* ?o }",
    "SELECT (REPLACE('" + "a" * 5_000 + "', '(a+)+$', 'b') AS ?x) {}",
    "SELECT * {" * 90,
    "SELECT * " + "{" * 5_000,
    "SELECT * { FILTER(" + "(" * 2_000 + "1" + ")" * 2_000 + ") }",
    "SELECT * { VALUES ?x {" + " 1" * 40_000 + " } }",
    "SELECT (CONCAT(" + ",".join(["'x'"] * 9_000) + ") AS ?x) {}",
    "ASK { ?s ?p '" + SCRIPT.replace("'", "") + "' }",
    "\0",
    "",
    "# " + "x" * 99_000,
    "PREFIX : <javascript:alert(1)> SELECT * { ?s :x ?o }",
    "SELECT (<java:java.lang.System.exit>(1) AS ?x) {}",
    "DESCRIBE * { ?s ?p ?o }",
    "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }",
    "BASE <file:///etc/> SELECT * FROM <passwd> { ?s ?p ?o }",
)
"""Queries that would write, reach out, see what is not theirs, or never end."""

METHODS = ("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "POST", "get", "G" * 300, "GET\tGET")
HOSTS = (
    "evil.example",
    "127.0.0.1.evil.example",
    "",
    "127.0.0.1@evil.example",
    "[::1",
    "127.0.0.1, evil.example",
    "localhost:99999999",
    "localhost\tevil.example",
    "localhost#evil.example",
    "xn--localhost-x",
    "0.0.0.0",
    "[::ffff:127.0.0.1]",
    "localhost.",
)
HEADERS = (
    "Range: bytes=0-1,2-3," + ",".join(f"{n}-{n + 1}" for n in range(500)),
    "Range: bytes=-99999999999",
    "Range: lines=1-2",
    "Accept: " + "," * 5_000,
    "Accept: text/html;q=" + "9" * 2_000,
    "Accept: application/json;q=nan, text/html;q=inf",
    "Accept: */*;q=-1",
    "Accept-Language: " + "x" * 5_000,
    "Accept-Encoding: gzip;q=1e999, br",
    "If-None-Match: " + '"' * 3_000,
    "If-Modified-Since: Fri, 99 Foo 9999",
    "X-Forwarded-Host: evil.example",
    "X-Forwarded-Proto: javascript",
    "X-Forwarded-For: 127.0.0.1, evil.example",
    "X-Original-Url: /etc/passwd",
    "X-Http-Method-Override: DELETE",
    "Cookie: a=" + "b" * 5_000,
    "Upgrade: websocket\r\nConnection: upgrade",
    "Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__",
    "Content-Length: 5",
    "Content-Length: -1",
    "Content-Length: 0x5",
    "Content-Length: 5\r\nContent-Length: 6",
    "Content-Length: 99999999999999999999",
    "Transfer-Encoding: chunked",
    "Transfer-Encoding: chunked\r\nContent-Length: 3",
    "Transfer-Encoding: gzip, chunked",
    "Transfer-Encoding: \x0bchunked",
    "Expect: 100-continue",
    "Host: evil.example",
    "Origin: http://evil.example",
    " folded: header",
    "Bad\x00Name: x",
    "No-Colon",
    "Referer: javascript:alert(1)",
    "Hx-Request: true\r\nHx-Target: <script>",
    "X: " + "y" * 40_000,
)


def requests() -> Iterator[tuple[str, bytes]]:
    """Each with a name to know it by."""
    assert len(VALUES) % 2, "so that every second pair has all values and all places"
    for place, value in islice(product(PLACES, VALUES), 0, None, 2):
        yield f"{place} {value[:20]!r}", get(place.format(quote(value.encode("utf-8", "replace"), safe="")))
    for path in PATHS:
        yield path[:60], get(path)
        yield f"page {path[:60]}", get(path, "Accept: text/html")
    for query in QUERIES:
        form = f"query={quote(query.encode(), safe='')}".encode()
        yield f"query {query[:50]!r}", post("/sparql", form, "application/x-www-form-urlencoded")
        yield f"typed {query[:50]!r}", post("/truy-van", form, "application/x-www-form-urlencoded")
        yield f"body {query[:50]!r}", post("/sparql", query.encode(), "application/sparql-query")
    for method in METHODS:
        yield f"method {method[:20]!r}", f"{method} /van-ban/{DIRECTIVE} HTTP/1.1\r\n{TAIL}".encode()
    for host in HOSTS:
        yield f"host {host!r}", f"GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode()
    for header in HEADERS:
        yield f"header {header[:30]!r}", get("/tim?q=33", header)
        yield f"posted {header[:30]!r}", f"POST /sparql HTTP/1.1\r\n{header}\r\n{TAIL}".encode("latin-1")
    for odd in (
        b"\0" * 100,
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET /\r\n\r\n",
        b"\x16\x03\x01\x02\x00",
        b"\r\n" * 500 + b"x\r\n\r\n",
    ):
        yield f"no request {odd[:10]!r}", odd


TAIL = "Host: localhost\r\nConnection: close\r\n\r\n"


def get(path: str, header: str = "Accept: application/json") -> bytes:
    """A request for a path."""
    return f"GET {path} HTTP/1.1\r\n{header}\r\n{TAIL}".encode("utf-8", "replace")


def post(path: str, body: bytes, kind: str) -> bytes:
    """A request with a body."""
    head = f"POST {path} HTTP/1.1\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n{TAIL}"
    return head.encode() + body
