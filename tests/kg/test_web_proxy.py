"""Behind a real proxy, nginx, with the lines that the manual gives: pages, forms and files below a path."""

from __future__ import annotations

import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.kg.web_server import PAGE

MANUAL = Path(__file__).parents[2].joinpath("docs", "web.md").read_text(encoding="utf-8")
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
AROUND = """
daemon off; pid {folder}/pid; error_log {folder}/errors;
events {{}}
http {{
  access_log off; client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fcgi;
  uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  server {{ listen 127.0.0.1:{port}; {location} }}
}}
"""
WITHIN = re.compile(r'(?:href|src|action|hx-get)="(/[^"]*)"')

pytestmark = pytest.mark.skipif(NGINX is None, reason="nginx is not installed")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """One who asks by the name of the office, through nginx."""
    folder = tmp_path_factory.mktemp("nginx")
    command = re.search(r"cancu (serve --store \S+ --name .*--root-path.*)", MANUAL)
    location = re.search(r"```nginx\n(.*?)```", MANUAL, re.DOTALL)
    assert command is not None
    assert location is not None
    options = shlex.split(re.sub(r"--store \S+", "--demo --port 0", command[1]))
    named = options[options.index("--name") + 1]
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    run = [sys.executable, "-c", "from kg.cli import main; main()", *options]
    with subprocess.Popen(run, stdout=subprocess.PIPE, text=True) as serving:
        assert serving.stdout is not None
        told = re.search(r":(\d+)/", serving.stdout.readline())
        assert told is not None
        passed = location[1].replace("127.0.0.1:8000", f"127.0.0.1:{told[1]}")
        settings = folder / "nginx.conf"
        settings.write_text(AROUND.format(folder=folder, port=port, location=passed), encoding="utf-8")
        with subprocess.Popen([str(NGINX), "-p", str(folder), "-c", str(settings)], stderr=subprocess.DEVNULL) as proxy:
            where = {"base_url": f"http://127.0.0.1:{port}", "headers": {**PAGE, "host": f"{named}:{port}"}}
            with httpx.Client(**where, trust_env=False, timeout=60) as asking:  # type: ignore[arg-type]
                until = time.monotonic() + 30
                while not answers(port):
                    assert proxy.poll() is None
                    assert time.monotonic() < until
                    time.sleep(0.02)
                yield asking
            proxy.terminate()
        serving.send_signal(signal.SIGINT)


def answers(port: int) -> bool:
    with socket.socket() as tried:
        return tried.connect_ex(("127.0.0.1", port)) == 0


@pytest.mark.parametrize("path", ["/cancu/", "/cancu/en", "/cancu/danh-sach", "/cancu/kiem-tra", "/cancu/truy-van"])
def test_all_that_a_page_leads_to_is_below_the_path_and_there(office: httpx.Client, path: str) -> None:
    page = office.get(path)
    assert page.status_code == 200
    links = set(WITHIN.findall(page.text))
    assert len(links) > 5
    assert [link for link in links if not link.startswith("/cancu/")] == []
    assert {
        link: status for link in links if (status := office.get(link.replace("&amp;", "&")).status_code) >= 400
    } == {}


def test_a_number_leads_to_its_document_below_the_path(office: httpx.Client) -> None:
    moved = office.get("/cancu/tim", params={"q": "33/CT-TTg"})
    assert (moved.status_code, moved.headers["location"].partition("/van-ban/")[0]) == (303, "/cancu")
    assert "33/CT-TTg" in office.get(moved.headers["location"]).text


def test_a_form_comes_through_and_that_of_another_site_does_not(office: httpx.Client) -> None:
    host = office.headers["host"]
    draft = {"text": (None, "Căn cứ Luật Tổ chức Chính phủ ngày 19 tháng 6 năm 2015;")}
    statuses = [
        office.post("/cancu/kiem-tra", files=draft, headers={"origin": origin}).status_code
        for origin in (f"http://{host}", "http://elsewhere.example")
    ]
    assert statuses == [200, 403]


def test_other_names_are_refused(office: httpx.Client) -> None:
    assert office.get("/cancu/", headers={"host": "elsewhere.example"}).status_code == 421
