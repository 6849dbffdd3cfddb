"""The pages: what they hold, in which forms and languages they come, and that they are the workspace's answers."""

from __future__ import annotations

import csv
import html
import io
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import httpx
import pytest

import kg
from kg.answers.unsigned import unsigned
from kg.web.links import FORMS, PATHS, Links
from kg.web.pages import PAGES
from kg.web.settings import Settings, Texts
from kg.wording import say
from kg.workspace.addresses import address_of, id_at
from kg.workspace.statuses import VALUES
from kg.workspace.workspace import Workspace
from tests.kg.web_server import PAGE, samples, serving

DIRECTIVE = "urn:lex:vn:thu.tuong.chinh.phu:chi.thi:2021-11-26;33-ct-ttg"
CONGRESS = "https://w3id.org/cancu/provisional/vn:dai.hoi:nghi.quyet:-;lan.thu.13"


@pytest.fixture(scope="module")
def work() -> Iterator[Workspace]:
    with samples() as work:
        yield work


@pytest.fixture(scope="module")
def web(work: Workspace) -> Iterator[httpx.Client]:
    with serving(work) as asking:
        yield asking


def links(of: str, language: str = "vi") -> str:
    """The path of a page about the directive or its source."""
    return PATHS[of][language].replace("{id}", DIRECTIVE)  # type: ignore[index]


def test_every_word_of_the_pages_is_shown_somewhere_and_in_both_languages() -> None:
    place = Path(kg.__file__).parent / "web"
    shown = "".join(path.read_text(encoding="utf-8") for path in (*place.glob("*.py"), *place.glob("templates/*.html")))
    begun = {first or second for first, second in re.findall(r"[\"']([\w.]+[._])[\"'] ~|\bf\"([\w.]+\.)\{", shown)}
    rows = list(csv.DictReader((place / "words.csv").read_text(encoding="utf-8").splitlines()))
    assert [row for row in rows if not (row["en"] and row["vi"])] == []
    keys = [row["key"] for row in rows]
    assert len(set(keys)) == len(keys)
    assert [
        key for key in keys if not re.search(rf"[\"']{re.escape(key)}[\"']", shown) and not key.startswith(tuple(begun))
    ] == []


def test_the_first_page_says_what_the_store_holds(web: httpx.Client, work: Workspace) -> None:
    page = web.get("/", headers=PAGE)
    assert page.status_code == 200
    assert work.holdings().limits in page.text
    assert 'name="q"' in page.text


@pytest.mark.parametrize("path", ["/", "/tim?q=dan+van", "/danh-sach", links("document"), links("lineage"), "/so-lieu"])
def test_a_page_has_no_script_and_no_style_within(web: httpx.Client, path: str) -> None:
    page = web.get(path, headers=PAGE)
    assert page.status_code == 200
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=", page.text)
    assert "script-src 'self'" in page.headers["content-security-policy"]


def test_one_number_leads_to_its_document_and_several_are_listed(web: httpx.Client) -> None:
    one = web.get("/tim", params={"q": "33-CT/TTg 2021"}, headers=PAGE)
    assert (one.status_code, one.headers["location"]) == (303, f"/van-ban/{DIRECTIVE}")
    words = web.get("/tim", params={"q": "dan chu o co so"}, headers=PAGE)
    assert words.status_code == 200
    assert web.get("/tim.json", params={"q": "33-CT/TTg 2021"}).json()["answer"]["named"] == DIRECTIVE


def test_accents_typed_or_not_find_the_same(web: httpx.Client) -> None:
    found = [web.get("/tim.json", params={"q": words}).json()["answer"]["total"] for words in ("dân vận", "dan van")]
    assert found[0] == found[1] > 0
    assert web.get("/tim.json", params={"q": "quyet dinh"}).json()["answer"]["total"] > 0


def test_who_types_sees_hits_at_once_under_an_address_of_their_own(web: httpx.Client) -> None:
    typed = web.get("/tim", params={"q": "33-CT/TTg 2021", "typing": "1"}, headers=PAGE)
    assert typed.status_code == 200
    assert typed.headers["hx-replace-url"] == "/tim?q=33-CT%2FTTg+2021"


@pytest.mark.parametrize("document", [DIRECTIVE, CONGRESS])
@pytest.mark.parametrize("form", ["html", "json", "csv"])
def test_the_ids_of_all_families_stand_in_paths(web: httpx.Client, document: str, form: str) -> None:
    page = web.get(Links("", "vi").document(document, form), headers=PAGE)
    assert page.status_code == 200
    assert page.headers["content-type"] == FORMS[form]
    assert id_at(address_of(document)) == document


def test_every_document_of_the_store_has_its_page_by_the_link_that_lists_it(web: httpx.Client, work: Workspace) -> None:
    for one in work.listing(held=False).documents:
        answer = web.get(Links("", "vi").document(one.document.id, "json")).json()["answer"]
        assert answer["document"]["id"] == one.document.id


def test_an_id_that_ends_like_a_form_is_no_form(web: httpx.Client) -> None:
    named = CONGRESS.replace("lan.thu.13", "ve.tep.csv")
    link = Links("", "vi").document(named)
    assert link.endswith(".csv.html")
    missing = web.get(link, headers=PAGE)
    assert missing.status_code == 404
    assert "text/html" in missing.headers["content-type"]


@pytest.mark.parametrize("name", [page.name for page in PAGES if "{" not in PATHS[page.name]["vi"]])
def test_both_languages_have_their_own_paths(web: httpx.Client, name: str) -> None:
    paths = PATHS[name]
    asked = {"q": "dan"} if name == "search" else {}
    for language, path, other in (("vi", paths["vi"], "en"), ("en", paths["en"], "vi")):
        found = web.get(path, params=asked, headers=PAGE).text
        assert f'<html lang="{language}">' in found
        assert f'hreflang="{other}"' in found
        assert f'href="{paths[other]}' in found  # type: ignore[index]
        assert f'<html lang="{other}">' in web.get(path, params={**asked, "lang": other}, headers=PAGE).text


def test_the_json_of_a_page_is_the_answer_of_the_workspace(web: httpx.Client, work: Workspace) -> None:
    said = web.get(f"/van-ban/{DIRECTIVE}.json").json()
    expected = work.card(DIRECTIVE, limit=20)
    assert said["answer"] == json.loads(json.dumps(expected.to_dict()))
    assert said["rests_on"]["sources"] == 5
    assert (said["ok"], said["next"]) == (True, None)


def test_the_accept_header_asks_for_a_form_as_a_suffix_does(web: httpx.Client) -> None:
    path = f"/van-ban/{DIRECTIVE}"
    by_suffix, by_header = web.get(f"{path}.json"), web.get(path, headers={"accept": "application/json"})
    assert by_suffix.json() == by_header.json()
    assert web.get(path, headers={"accept": "text/csv;q=0.5, text/html"}).headers["content-type"] == FORMS["html"]


def test_pages_follow_each_other_until_the_last(web: httpx.Client, work: Workspace) -> None:
    seen, following = [], "/danh-sach.json?limit=2&lang=en"
    while following:
        said = web.get(following).json()
        seen += [one["document"]["id"] for one in said["answer"]["documents"]]
        following = said["next"]
    assert seen == [one.document.id for one in work.asked(language="en").listing().documents]
    assert len(seen) == 5


def test_a_csv_is_the_table_of_the_answer(web: httpx.Client, work: Workspace) -> None:
    rows = list(csv.reader(io.StringIO(web.get("/danh-sach.csv").text.removeprefix("\ufeff"))))
    assert rows[0] == list(work.listing().table().names)
    assert len(rows) == 1 + len(work.listing().documents)


def test_the_store_is_shown_in_numbers_and_bars(web: httpx.Client, work: Workspace) -> None:
    page = html.unescape(web.get("/so-lieu", headers=PAGE).text)
    counts, facets = work.stats().counts, work.facets(held=True)
    bars = re.findall(r'<th scope="row">([^<]+)</th><td><meter min="0" max="(\d+)" value="(\d+)"', page)
    shown = {(one.value, one.count) for one in (*facets.years, *facets.provinces)}
    shown |= {(say(f"level.{level}", "vi"), count) for level, count in counts.by_level.items()}
    assert len(shown) > 4
    assert shown <= {(name, int(count)) for name, most, count in bars if int(count) <= int(most)}
    assert f"<td>{counts.citations}</td>" in page
    assert work.outdated(limit=0).judged("vi") in page
    assert [one.label for one in work.top().documents if one.label and one.label not in page] == []


def test_a_day_is_kept_from_page_to_page(web: httpx.Client) -> None:
    page = web.get(f"/van-ban/{DIRECTIVE}", params={"as_of": "2022-06-01"}, headers=PAGE)
    assert "01/6/2022" in page.text
    within = re.findall(r'href="(/(?:van-ban|nguon)/[^"]+)"', page.text)
    assert within
    assert all("as_of=2022-06-01" in link for link in within)


def test_the_lineage_opens_each_edge_in_the_text(web: httpx.Client) -> None:
    page = web.get(f"/van-ban/{DIRECTIVE}/chuoi", headers=PAGE).text
    opened = re.findall(r'href="(/nguon/[0-9a-f]{64})#(c\d+)"', page)
    assert opened
    for source, place in opened:
        assert f'id="{place}"' in web.get(source, headers=PAGE).text


@pytest.mark.parametrize(
    ("texts", "whole", "some"), [("full", True, True), ("excerpts", False, True), ("none", False, False)]
)
def test_what_of_a_text_is_shown_is_decided_by_who_serves(
    work: Workspace, texts: Texts, whole: bool, some: bool
) -> None:
    mark = work.card(DIRECTIVE).cited_by[0].evidence
    source, excerpts = work.source(mark.sha256), work.source(mark.sha256, shown="excerpts").passages
    unmarked = next(
        line
        for line in source.passages[0].text.split("\n")
        if len(line) > 60 and not any(line in other.text for other in excerpts)
    )
    with serving(work, Settings(texts=texts)) as asking:
        for form in ("", ".json"):
            said = asking.get(f"/nguon/{mark.sha256}{form}", headers=PAGE).text.replace("&#34;", '"')
            assert (unmarked in said) is whole
        passages = asking.get(f"/nguon/{mark.sha256}.json").json()["answer"]["passages"]
        assert bool(passages) is some


def test_a_citation_stands_marked_with_its_verdict_beside(web: httpx.Client, work: Workspace) -> None:
    source = work.source(work.card(DIRECTIVE).cited_by[0].evidence.sha256)
    page = web.get(f"/nguon/{source.sha256}", headers=PAGE).text
    assert page.count('<aside class="note ') == len(source.marks)
    assert all(f'id="c{mark.start}"' in page for mark in source.marks)


def test_who_cites_is_listed_role_by_role_and_level_by_level(web: httpx.Client) -> None:
    page = web.get(f"/van-ban/{DIRECTIVE}", headers=PAGE).text
    roles = re.split("<h3>", page.partition('id="cited-by"')[2])[1:]
    levels = [re.findall(r'</a> <span class="faint">(cấp \w+)</span>', role) for role in roles]
    assert levels[0] == ["cấp tỉnh", *["cấp xã"] * 4]
    assert all(found == sorted(found) for found in levels)  # "tỉnh" before "xã"


def test_the_plans_with_ended_bases_are_listed(web: httpx.Client, work: Workspace) -> None:
    page = web.get("/het-hieu-luc", headers=PAGE).text
    assert work.outdated().headline("vi") in page
    none = web.get("/het-hieu-luc.json", params={"year": "1999"}).json()["answer"]
    assert none["rows"] == []


def test_the_citations_that_had_ended_come_page_by_page(web: httpx.Client) -> None:
    whole = web.get("/het-hieu-luc.json?also_ended_since=1&as_of=2026-06-01").json()
    seen, following = [], "/het-hieu-luc.json?also_ended_since=1&as_of=2026-06-01&limit=3"
    while following:
        said = web.get(following).json()
        assert said["answer"]["total"] == whole["answer"]["total"]
        seen += said["answer"]["rows"]
        following = said["next"]
    assert (seen, whole["next"]) == (whole["answer"]["rows"], None)
    assert len(seen) == whole["answer"]["total"] > 3
    first = web.get("/het-hieu-luc?also_ended_since=1&as_of=2026-06-01&limit=3", headers=PAGE).text
    assert 'rel="next"' in first
    sheet = web.get("/het-hieu-luc.csv?also_ended_since=1&as_of=2026-06-01&limit=3").text
    assert len(list(csv.reader(io.StringIO(sheet)))) == 1 + len(seen)


def test_each_citation_that_had_ended_leads_to_its_words(web: httpx.Client, work: Workspace) -> None:
    page = web.get("/het-hieu-luc?also_ended_since=1&as_of=2026-06-01", headers=PAGE).text
    rows = work.asked(as_of=date(2026, 6, 1)).outdated(also_ended_since=True).rows
    links = set(re.findall(r'class="quote" href="(/nguon/[0-9a-f]{64})\?as_of=2026-06-01#(c\d+)"', page))
    assert any(row.also for row in rows)
    assert links == {(f"/nguon/{spot.sha256}", f"c{spot.start}") for row in rows for spot in (row, *row.also)}
    for source, place in links:
        assert f'id="{place}"' in web.get(source, headers=PAGE).text


def test_what_limits_leave_out_is_not_said_to_be_missing(web: httpx.Client, work: Workspace) -> None:
    limited = web.get("/tim", params={"q": "dan van", "year": "1999"}, headers=PAGE).text
    without = work.find("dan van").total
    assert f"bỏ giới hạn thì có {without} văn bản" in limited
    assert "Không có văn bản nào chứa" not in limited
    assert "Không có văn bản nào chứa" in web.get("/tim", params={"q": "xyzzyx"}, headers=PAGE).text


def test_what_is_near_is_shown_within_limits_too(web: httpx.Client, work: Workspace) -> None:
    near = work.find("dan van xyzzyx", years=["1999"]).near
    assert near
    limited = web.get("/tim", params={"q": "dan van xyzzyx", "year": "1999"}, headers=PAGE).text
    assert "Không có văn bản nào chứa" in limited
    assert [view.id for view in near if address_of(view.id) not in html.unescape(limited)] == []


ATOM = {"a": "http://www.w3.org/2005/Atom"}


@pytest.mark.parametrize(
    ("path", "least"),
    [("/danh-sach.atom", 4), ("/tim.atom?q=dan+van", 1), ("/het-hieu-luc.atom?as_of=2026-06-01&lang=en", 1)],
)
def test_news_can_be_followed(web: httpx.Client, path: str, least: int) -> None:
    said = web.get(path)
    feed = ET.fromstring(said.content)
    entries = feed.findall("a:entry", ATOM)
    days = [one.findtext("a:updated", namespaces=ATOM) or "" for one in entries]
    assert said.headers["content-type"].startswith("application/atom+xml")
    assert len(entries) >= least
    assert days == sorted(days, reverse=True)
    assert max(days) == feed.findtext("a:updated", namespaces=ATOM)
    assert len({one.findtext("a:id", namespaces=ATOM) for one in entries}) == len(entries)
    for one in entries:
        link = one.find("a:link", ATOM)
        assert link is not None
        assert web.get(link.attrib["href"], headers=PAGE).status_code == 200
    page = web.get(path.replace(".atom", ""), headers=PAGE)
    assert re.search(r'<link rel="alternate" type="application/atom\+xml" href="[^"]+\.atom', page.text)
    assert 'type="application/atom+xml"' in page.headers["link"]


def test_documents_are_found_by_what_holds_for_them(web: httpx.Client, work: Workspace) -> None:
    found = {
        status: web.get("/danh-sach.json", params={"status": status, "all": "1", "limit": "500"}).json()["answer"]
        for status in VALUES
    }
    every = work.listing(held=False).documents
    assert sum(one["total"] for one in found.values()) == len(every)
    for status, answer in found.items():
        for one in answer["documents"]:
            assert work.status(one["document"]["id"]).status == status
    held = [status for status, answer in found.items() if answer["total"]]
    assert {"in_force", "unknown"} < set(held)
    both = web.get("/danh-sach.json", params={"status": held[:2], "all": "1"}).json()["answer"]["total"]
    assert both == sum(found[status]["total"] for status in held[:2])
    before = web.get("/danh-sach.json", params={"status": "not_yet_in_force", "all": "1", "as_of": "2020-01-01"}).json()
    assert before["answer"]["total"] > found["not_yet_in_force"]["total"]


SIGNER = "Nguyễn Văn Thử"
SIGNED = f"""ỦY BAN NHÂN DÂN\nTỈNH LẠNG SƠN\n\nSố: 5/KH-UBND\n\nLạng Sơn, ngày 05 tháng 3 năm 2026\n\nKẾ HOẠCH\nThử\n
Căn cứ Chỉ thị số 33/CT-TTg ngày 26/11/2021 của Thủ tướng Chính phủ;\n\nNơi nhận:\n- Như trên;\n\nTM. ỦY BAN NHÂN DÂN
CHỦ TỊCH\n\n{SIGNER}\n"""


@pytest.mark.parametrize("signers", [True, False])
def test_who_signed_can_be_hidden(tmp_path: Path, signers: bool) -> None:
    (tmp_path / "a.txt").write_text(SIGNED, encoding="utf-8")
    kg.build([tmp_path / "a.txt"], tmp_path / "s.store")
    with kg.open(tmp_path / "s.store", language="vi") as work, serving(work, Settings(signers=signers)) as asking:
        plan = work.listing().documents[0].document.id
        sha256 = work.card(plan).cites[0].evidence.sha256
        asked = [Links("", "vi").document(plan, form) for form in ("html", "json", "ttl", "jsonld", "csv")]
        asked += [f"/nguon/{sha256}", f"/nguon/{sha256}.json"]
        said = "".join(asking.get(path, headers=PAGE).text for path in asked)
        found = asking.get("/sparql", params={"query": f"ASK {{ ?d cancu:signedBy '{SIGNER}' }}"}).json()["boolean"]
        assert "33/CT-TTg" in said
    assert (SIGNER in said, found) == (signers, signers)


@pytest.mark.parametrize(
    ("text", "covered"),
    [
        ("CHỦ TỊCH\n\nNguyễn Văn A", "CHỦ TỊCH\n\n•••••• ••• •"),
        ("NGUYỄN  VĂN\nA ký", "••••••  •••\n• ký"),
        ("xã Nguyễn Văn An", "xã Nguyễn Văn An"),
    ],
)
def test_a_name_is_covered_letter_by_letter(text: str, covered: str) -> None:
    assert unsigned(["Nguyễn Văn A"])(text) == covered
    assert unsigned([])(text) == text
