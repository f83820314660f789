"""The local server: it behaves like a static host, records its responses, and can reload open pages."""

import gzip
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from threading import Thread

import pytest

from plugins.commands.local_server import (
    CACHE_FOREVER,
    EVENTS_PATH,
    NO_STORE,
    POLL_SECONDS,
    REVALIDATE,
    SCRIPT_PATH,
    LocalServer,
    Response,
    serve_folder,
)

PAGE = b"<!doctype html><title>Page</title><body>" + b"<p>Words." * 100 + b"</body>"
MISSING = b"<title>Missing</title><body></body>"
FILES = {
    "index.html": PAGE,
    "404.html": MISSING,
    "reports/one/index.html": PAGE,
    "feeds/reports.atom": b"<feed/>",
    "static/0123/site.js": b"let a = 1;" * 50,
    "static/0123/font.woff2": bytes(500),
    "empty/x.txt": b"x",
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a small site; a file next to it must not be served."""
    site = tmp_path / "site"
    for path, data in FILES.items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_bytes(data)
    (tmp_path / "secret.txt").write_text("secret", "utf-8")
    return site


@pytest.fixture
def host(site: Path) -> Iterator[LocalServer]:
    """Yield a server that behaves like a static host."""
    with serve_folder(site) as server:
        yield server


@pytest.fixture
def preview(site: Path) -> Iterator[LocalServer]:
    """Yield a server with live reload."""
    with LocalServer(site, live_reload=True) as server:
        Thread(target=server.serve_forever, args=(POLL_SECONDS,), daemon=True).start()
        yield server
        server.shutdown()


def get(
    server: LocalServer, path: str, encoding: str = "gzip", method: str = "GET", **headers: str
) -> tuple[HTTPResponse, bytes]:
    """Request a path and return the response and its body; redirects are not followed."""
    connection = HTTPConnection("127.0.0.1", server.server_port, timeout=10)
    connection.request(method, path, headers={"Accept-Encoding": encoding, **headers})
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response, body


def test_text_is_compressed_and_recorded(host: LocalServer) -> None:
    """A page is sent with gzip and its compressed size is recorded; a client without gzip gets it uncompressed."""
    response, body = get(host, "/")
    assert response.headers["Content-Encoding"] == "gzip"
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"
    assert (gzip.decompress(body), host.responses) == (PAGE, [Response("/", len(body))])
    assert get(host, "/", "identity")[1] == PAGE


def test_fonts_are_not_compressed(host: LocalServer) -> None:
    """A font is already compressed and is sent unchanged."""
    response, body = get(host, "/static/0123/font.woff2")
    assert (response.headers["Content-Encoding"], len(body)) == (None, 500)


@pytest.mark.parametrize(("path", "policy"), [("/static/0123/site.js", CACHE_FOREVER), ("/reports/one/", REVALIDATE)])
def test_only_files_with_a_digest_are_cached_forever(path: str, policy: str, host: LocalServer) -> None:
    """Browsers cache files whose path changes with their content, and revalidate pages."""
    assert get(host, path)[0].headers["Cache-Control"] == policy


@pytest.mark.parametrize("server", ["host", "preview"])
@pytest.mark.parametrize(
    "path", ["/none", "/nowhere/", "/static/", "/reports/", "/empty/", "/..%2f..%2fsecret.txt", "/../secret.txt"]
)
def test_missing_files(path: str, server: str, request: pytest.FixtureRequest) -> None:
    """A missing file, a folder without a page and files outside the folder get `404.html` with status 404."""
    response, body = get(request.getfixturevalue(server), path, "identity")
    assert response.status == 404
    assert body.startswith(b"<title>Missing</title>")


@pytest.mark.parametrize("server", ["host", "preview"])
def test_a_folder_without_slash_redirects(server: str, request: pytest.FixtureRequest) -> None:
    """The address of a page without its last slash redirects to the one with it."""
    local: LocalServer = request.getfixturevalue(server)
    response, _ = get(local, "/reports/one")
    assert (response.status, response.headers["Location"]) == (301, "/reports/one/")
    assert local.requests == ["/reports/one"]


@pytest.mark.parametrize("path", ["/", "/reports/one/", "/reports/one/?q=x"])
def test_previewed_pages_have_the_reload_script(path: str, preview: LocalServer) -> None:
    """With live reload, pages contain the script and are never cached."""
    response, body = get(preview, path)
    assert response.status == 200
    assert b"<p>Words." in body
    assert f'<script src="{SCRIPT_PATH}" defer></script></body>'.encode() in body
    assert response.headers["Cache-Control"] == NO_STORE


@pytest.mark.parametrize(
    ("path", "content_type"),
    [("/feeds/reports.atom", "application/atom+xml"), ("/static/0123/site.js", "text/javascript; charset=utf-8")],
)
def test_previewed_files_are_unchanged(path: str, content_type: str, preview: LocalServer) -> None:
    """With live reload, other files are sent unchanged with their content type."""
    response, body = get(preview, path)
    assert (response.status, body) == (200, FILES[path.removeprefix("/")])
    assert response.headers["Content-Type"] == content_type


def test_only_a_preview_has_the_script(host: LocalServer) -> None:
    """Without live reload, pages are unchanged, and the script and its events do not exist."""
    assert get(host, SCRIPT_PATH)[0].status == 404
    assert get(host, EVENTS_PATH)[0].status == 404


def test_overrides_last_until_the_next_build(preview: LocalServer) -> None:
    """A page passed to `reload` replaces the file, until `reload` is called without pages."""
    preview.reload({"reports/one/": b"<body>Saved</body>"})
    assert b"Saved" in get(preview, "/reports/one/")[1]
    preview.reload({"reports/two/": b"<body>Other</body>"})
    assert b"Saved" in get(preview, "/reports/one/")[1]
    preview.reload()
    assert b"Saved" not in get(preview, "/reports/one/")[1]
    assert get(preview, "/reports/two/")[0].status == 404


def test_the_script_receives_an_event_for_each_reload(preview: LocalServer) -> None:
    """The script listens to the event stream, which has one event for each reload."""
    _, script = get(preview, SCRIPT_PATH)
    assert EVENTS_PATH.encode() in script
    connection = HTTPConnection("127.0.0.1", preview.server_port, timeout=10)
    connection.request("GET", EVENTS_PATH)
    response = connection.getresponse()
    assert response.headers["Content-Type"] == "text/event-stream"
    for _ in range(2):
        preview.reload()
        assert response.readline() == b"event: reload\n"
        assert response.readline() == b"data:\n"
        assert response.readline() == b"\n"
    connection.close()


def test_the_url_has_host_and_port(host: LocalServer) -> None:
    """The URL to open consists of host and port."""
    assert host.url == f"http://127.0.0.1:{host.server_port}"


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("path", ["/", "/404.html", EVENTS_PATH, SCRIPT_PATH, "/reports/one"])
def test_requests_for_another_host_are_refused(path: str, method: str, preview: LocalServer) -> None:
    """A page of another site that resolves its name to this machine reads nothing."""
    response, body = get(preview, path, method=method, Host=f"rebound.example:{preview.server_port}")
    assert response.status == 421
    assert b"Words" not in body


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_hidden_files_are_not_sent(method: str, host: LocalServer, site: Path) -> None:
    """The manifest of the build and other hidden files are missing, but `.well-known` is public."""
    for path in (".sitrep-manifest.json", ".git/config", "reports/.draft.html", ".well-known/security.txt"):
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_text("hidden", "utf-8")
    for path in ("/.sitrep-manifest.json", "/%2esitrep-manifest.json", "/.git/config", "/reports/.draft.html"):
        response, body = get(host, path, method=method)
        assert (response.status, b"hidden" in body) == (404, False), path
    assert get(host, "/.well-known/security.txt", method=method)[0].status == 200


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_links_out_of_the_folder_are_not_followed(method: str, host: LocalServer, site: Path) -> None:
    """Neither as a file nor as a folder, with and without a slash; links within the folder are."""
    outside = site.parent / "outside"
    outside.mkdir()
    (outside / "index.html").write_text("secret", "utf-8")
    (site / "file.html").symlink_to(site.parent / "secret.txt")
    (site / "folder").symlink_to(outside)
    (site / "page").mkdir()
    (site / "page/index.html").symlink_to(outside / "index.html")
    (site / "inner.html").symlink_to(site / "index.html")
    for path in ("/file.html", "/folder", "/folder/", "/folder/index.html", "/page/"):
        response, body = get(host, path, method=method)
        assert (response.status, b"secret" in body) == (404, False), path
    assert get(host, "/inner.html", method=method)[0].status == 200


def test_the_answer_to_head_has_no_content(host: LocalServer) -> None:
    response, body = get(host, "/static/0123/site.js", method="HEAD")
    assert (response.status, body) == (200, b"")
    assert int(response.headers["Content-Length"]) > 0


@pytest.mark.parametrize("path", ["/" + "x" * 5000, "/%00", "/a%00/b", "/%ff"])
def test_impossible_paths_are_missing(path: str, host: LocalServer) -> None:
    assert get(host, path)[0].status == 404


def test_a_server_of_the_next_internet_protocol() -> None:
    """Its address has brackets."""
    try:
        with LocalServer(Path("."), "::1") as server:
            assert server.url == f"http://[::1]:{server.server_port}"
    except OSError:
        pytest.skip("this machine has no IPv6")
