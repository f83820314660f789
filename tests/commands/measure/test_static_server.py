"""The static host: it answers as hosts on the web do, and counts what it sends."""

import gzip
from collections.abc import Iterator
from http.client import HTTPResponse
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from plugins.commands.measure.static_server import CACHE_FOREVER, REVALIDATE, LocalServer, Response, serve_folder

PAGE = b"<!doctype html><title>Page</title>" + b"<p>Words." * 100


@pytest.fixture
def host(tmp_path: Path) -> Iterator[LocalServer]:
    """Yield a host of a small site."""
    for path, data in {
        "index.html": PAGE,
        "404.html": b"<title>Nothing</title>",
        "reports/one/index.html": PAGE,
        "static/0123/site.js": b"let a = 1;" * 50,
        "static/0123/font.woff2": bytes(500),
    }.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    with serve_folder(tmp_path) as host:
        yield host


def ask(host: LocalServer, path: str, encoding: str = "gzip") -> HTTPResponse:
    answer: HTTPResponse = urlopen(Request(f"{host.url}{path}", headers={"Accept-Encoding": encoding}), timeout=30)
    return answer


def test_text_is_sent_compressed_and_counted(host: LocalServer) -> None:
    """A page goes over the line compressed, its bytes there are what counts; who can't unpack it gets it as it is."""
    answer = ask(host, "/")
    body = answer.read()
    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert (gzip.decompress(body), host.responses) == (PAGE, [Response("/", len(body))])
    assert ask(host, "/", "identity").read() == PAGE


def test_what_is_packed_already_is_not_packed_again(host: LocalServer) -> None:
    """A font is sent as it stands."""
    answer = ask(host, "/static/0123/font.woff2")
    assert (answer.headers["Content-Encoding"], len(answer.read())) == (None, 500)


@pytest.mark.parametrize(("path", "kept"), [("/static/0123/site.js", CACHE_FOREVER), ("/reports/one/", REVALIDATE)])
def test_only_what_bears_a_digest_is_kept_for_good(path: str, kept: str, host: LocalServer) -> None:
    """A browser keeps files whose address changes with their content, and asks anew for pages."""
    assert ask(host, path).headers["Cache-Control"] == kept


@pytest.mark.parametrize("path", ["/none", "/static/", "/reports/"])
def test_what_is_not_there_has_its_page(path: str, host: LocalServer) -> None:
    """A missing file and a folder without a page are not found, and the site's own page says so."""
    with pytest.raises(HTTPError) as caught:
        ask(host, path, "identity")
    assert (caught.value.code, caught.value.read()) == (404, b"<title>Nothing</title>")


def test_a_folder_leads_to_its_address(host: LocalServer) -> None:
    """An address that lacks its last slash leads to the one that has it."""
    assert ask(host, "/reports/one").url == f"{host.url}/reports/one/"
    assert host.requests == ["/reports/one", "/reports/one/"]
