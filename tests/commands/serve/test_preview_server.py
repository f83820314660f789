"""The preview server: a site's files, a page for what is not there, and the script that reloads."""

import threading
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest

from plugins.commands.serve.preview_server import EVENTS_PATH, SCRIPT_PATH, PreviewServer


@pytest.fixture
def server(tmp_path: Path) -> Iterator[PreviewServer]:
    """Yield a server of a small folder on this machine."""
    site = tmp_path / "site"
    for name, text in {
        "index.html": "<body>Home</body>",
        "reports/index.html": "<body>Reports</body>",
        "404.html": "<body>Nothing here</body>",
        "feeds/reports.atom": "<feed/>",
        "static/site.js": "1",
        "empty/x.txt": "x",
    }.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(text, "utf-8")
    (tmp_path / "secret.txt").write_text("secret", "utf-8")
    with PreviewServer(site, "127.0.0.1", 0) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def ask(server: PreviewServer, path: str, method: str = "GET") -> tuple[HTTPResponse, bytes]:
    """Ask for a path and return the answer with its body."""
    connection = HTTPConnection("127.0.0.1", server.server_port, timeout=10)
    connection.request(method, path)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer, body


@pytest.mark.parametrize(("path", "words"), [("/", b"Home"), ("/reports/", b"Reports"), ("/reports/?q=x", b"Reports")])
def test_pages_come_with_the_reload_script(path: str, words: bytes, server: PreviewServer) -> None:
    """A page is served with the script added, and is never kept by the browser."""
    answer, body = ask(server, path)
    assert answer.status == 200
    assert words in body
    assert f'<script src="{SCRIPT_PATH}" defer></script></body>'.encode() in body
    assert answer.headers["Cache-Control"] == "no-store"


def test_files_come_as_they_are(server: PreviewServer) -> None:
    """Other files are served unchanged, each as what it is."""
    answer, body = ask(server, "/feeds/reports.atom")
    assert (answer.status, body, answer.headers["Content-Type"]) == (200, b"<feed/>", "application/atom+xml")
    answer, body = ask(server, "/static/site.js")
    assert (answer.status, body) == (200, b"1")
    assert answer.headers["Content-Type"].startswith("text/javascript")


@pytest.mark.parametrize("path", ["/nowhere/", "/nowhere.html", "/..%2f..%2fsecret.txt", "/../secret.txt"])
def test_what_is_not_there(path: str, server: PreviewServer) -> None:
    """What is not there, and all outside the folder, is the site's own page for it, with the status 404."""
    answer, body = ask(server, path)
    assert answer.status == 404
    assert b"Nothing here" in body
    assert b"secret" not in body


def test_a_folder_is_not_listed(server: PreviewServer) -> None:
    """A folder without a page is not there."""
    answer, body = ask(server, "/empty/")
    assert answer.status == 404
    assert b"x.txt" not in body


def test_the_script_follows_the_builds(server: PreviewServer) -> None:
    """The script listens to the line of events, on which each new build is told."""
    _, script = ask(server, SCRIPT_PATH)
    assert EVENTS_PATH.encode() in script
    connection = HTTPConnection("127.0.0.1", server.server_port, timeout=10)
    connection.request("GET", EVENTS_PATH)
    answer = connection.getresponse()
    assert answer.headers["Content-Type"] == "text/event-stream"
    for _ in range(2):
        server.reload()
        assert answer.readline() == b"event: reload\n"
        assert answer.readline() == b"data:\n"
        assert answer.readline() == b"\n"
    connection.close()


def test_the_address_is_this_machine_s(server: PreviewServer) -> None:
    """The address to open names the host and the port."""
    assert server.address == f"http://127.0.0.1:{server.server_port}/"
