"""HTML: the parser renders raw HTML as text, and the sanitizer would remove it if the parser did not."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from plugins.archive.body import links, parser, rendering
from plugins.archive.body.html import BodyRenderer, sanitize
from plugins.archive.problems import Problem
from plugins.archive.schema.front_matter import split_front_matter
from plugins.archive.urls import Urls

ROOT = Path(__file__).resolve().parents[3]
PATH = "reports/2020/2020-01-02-sample.md"
SITES = (ROOT / "content", *(ROOT / "tests/sites/valid").iterdir())
REPORTS = sorted(file for site in SITES for part in ("reports", "pages") for file in (site / part).rglob("*.md"))
ATTACKS = [
    "<script>alert(1)</script>",
    '<img src="https://evil.example/x.png">',
    '<img src="x" onerror="alert(1)">',
    '<svg onload="alert(1)"></svg>',
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    '<a href="javascript:alert(1)">x</a>',
    '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    '<a href="https://example.org" target="_blank" ping="https://evil.example">x</a>',
    '<p style="position:fixed;inset:0">x</p>',
    '<p class="site-header">x</p>',
    '<div data-pagefind-ignore="all">x</div>',
    '<span data-pagefind-meta="title">x</span>',
    '<meta http-equiv="refresh" content="0;url=https://evil.example">',
    '<link rel="stylesheet" href="https://evil.example/x.css">',
    '<base href="https://evil.example/">',
    '<form action="https://evil.example/"><input name="q"><button>x</button></form>',
    '<object data="x.swf"></object><embed src="x.swf">',
    "<style>@font-face { src: url(https://evil.example/x.woff2) }</style>",
    "<!--[if IE]><script>alert(1)</script><![endif]-->",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
]
TAG = re.compile(r"<[^>]*>")
FORBIDDEN = re.compile(
    r"<(script|svg|iframe|meta|link|base|form|input|button|object|embed|style|math|span|!--)|evil\.example/x|javascript:|"
    r"\son\w+=|\sstyle=|\starget=|\sping=|data-pagefind|site-header",
    re.IGNORECASE,
)
"""Must not remain in a tag; it is harmless in text."""

PIECES = [
    *("*", "_", "`", "[", "]", "(", ")", "!", "<", ">", "#", "## ", "- ", "> ", "1. ", "|", "\n", "\n\n", "    ", "\\"),
    *("|a|b|\n|:-|-:|\n|c|d|\n", "[^1]", "[^1]: note\n", "^[inline]", "term\n:   means\n", "***\n", "```py\n", "&amp;"),
    *(
        "&quot;",
        "&nbsp;",
        "\u00a0",
        '"',
        "'",
        "a",
        "ب",
        "𝒳",
        "https://example.org/?a=1&b=2",
        "<https://e.org/>",
        "  \n",
    ),
]


def body_of(text: str) -> tuple[str, list[Problem]]:
    """Return a body's HTML and its problems."""
    problems: list[Problem] = []
    return rendering.render(PATH, text, 0, Urls(), problems).html, problems


@pytest.fixture
def open_parser(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Make the parser render raw HTML and skip the checks of links."""

    def commonmark(*arguments: object) -> MarkdownIt:
        return MarkdownIt("commonmark", {"html": True}, renderer_cls=BodyRenderer)

    parser.report_parser.cache_clear()
    monkeypatch.setattr(parser, "commonmark", commonmark)
    monkeypatch.setattr(parser, "link_embeds", lambda state, silent: False)
    monkeypatch.setattr(links, "_resolve_external", lambda *_: None)
    monkeypatch.setattr(rendering, "resolve_image", lambda *_: None)
    yield
    parser.report_parser.cache_clear()


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_sanitizer_does_not_change_existing_reports(path: Path) -> None:
    parts = split_front_matter(path.read_text("utf-8"), path.name, [])
    assert parts is not None
    problems: list[Problem] = []
    name = path.relative_to(next(p for p in path.parents if p.name in ("reports", "pages")).parent).as_posix()
    html = rendering.render(name, parts.body, 0, Urls(), problems).html
    assert html.strip()
    assert sanitize(html) == html
    assert [problem.what for problem in problems if "HTML" in problem.what] == []


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_sanitizer_does_not_change_rendered_markdown(text: str) -> None:
    _, problems = body_of(text)
    assert "the HTML contains elements that are not allowed" not in [problem.what for problem in problems]


@pytest.mark.parametrize("attack", ATTACKS)
def test_raw_html_is_rendered_as_text(attack: str) -> None:
    html, problems = body_of(f"Before.\n\n{attack}\n\nAfter {attack} it.\n")
    assert FORBIDDEN.search("".join(TAG.findall(html))) is None
    assert "&lt;" in html
    assert "<p>Before.</p>" in html
    assert [problem.what for problem in problems if "HTML" in problem.what] == []


@pytest.mark.usefixtures("open_parser")
@pytest.mark.parametrize("attack", ATTACKS)
def test_sanitizer_alone_stops_attacks(attack: str) -> None:
    """If the parser rendered raw HTML, the sanitizer would remove it and the body would have a problem."""
    html, problems = body_of(f"Before.\n\n{attack}\n\nAfter.\n")
    assert FORBIDDEN.search("".join(TAG.findall(html))) is None
    assert "<p>Before.</p>" in html
    assert [problem.what for problem in problems] == ["the HTML contains elements that are not allowed"]


@pytest.mark.usefixtures("open_parser")
@pytest.mark.parametrize("target", ["javascript:alert(1)", "JAVASCRIPT:alert(1)", "vbscript:x", "file:///etc/passwd"])
def test_sanitizer_alone_stops_unsafe_links(target: str) -> None:
    """If links were not checked, the sanitizer would remove unsafe addresses."""
    html, problems = body_of(f"[x]({target})")
    assert html == "<p><a>x</a></p>\n"
    assert [problem.what for problem in problems] == ["the HTML contains elements that are not allowed"]
