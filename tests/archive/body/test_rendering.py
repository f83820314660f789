"""Rendering: Markdown to HTML, links and images, and the problems of a body."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.archive.body import Body, render
from plugins.archive.body.parser import heading_id
from plugins.archive.body.parts import BodyFile
from plugins.archive.problems import Problem
from plugins.archive.urls import SECTION_IDS, Urls

PATH = "reports/2020/2020-01-02-sample.md"
PIECES = [*"<>/\"'=!-&;:[]()`*_#|\\ \n", "<script>", "<img ", " onerror=", "javascript:", "a", "x"]
ALLOWED = {
    *("p", "h1", "h2", "h3", "h4", "h5", "h6", "a", "em", "strong", "code", "pre", "ul", "ol", "li", "blockquote"),
    *("hr", "br", "img", "table", "thead", "tbody", "tr", "th", "td", "div", "dl", "dt", "dd", "sup", "section"),
    *("figure", "figcaption", "small"),
}
"""The elements that the renderer writes; others would be raw HTML."""


class Elements(HTMLParser):
    """The element and attribute names in HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.attributes: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.attributes.update(name for name, _ in attrs)


def body_of(text: str, *, base: str = "") -> tuple[Body, list[Problem]]:
    """Render a body that begins on line 8 of its file."""
    problems: list[Problem] = []
    return render(PATH, text, 7, Urls(base), problems), problems


def messages(text: str) -> list[str]:
    """Return the problems of a body, each with its line."""
    return [f"{problem.line}: {problem.what}" for problem in body_of(text)[1]]


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_raw_html_stays_text(text: str) -> None:
    """Any text renders only elements of the renderer, without event handlers."""
    found = Elements(body_of(text)[0].html)
    assert found.names <= ALLOWED
    assert not [name for name in found.attributes if name.startswith("on")]


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        '<a href="javascript:alert(1)">x</a>',
        "<!-- hidden -->",
        "<svg/onload=alert(1)>",
        "&lt;script&gt;",
    ],
)
def test_known_attacks_are_rendered_as_text(text: str) -> None:
    html = body_of(text)[0].html
    assert "<script" not in html
    assert "<img" not in html
    assert "<svg" not in html
    assert "<!--" not in html
    assert "&lt;" in html


@pytest.mark.parametrize(
    "target",
    ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "vbscript:x", "ftp://x.y"],
)
@pytest.mark.parametrize("form", ["[x]({})", "[x](<{}>)", "<{}>", "[x][r]\n\n[r]: {}", "![x]({})"])
def test_links_with_unsafe_schemes_are_errors(form: str, target: str) -> None:
    """They are never links on the page."""
    body, problems = body_of(form.format(target))
    assert [
        problem.what for problem in problems if "scheme" in problem.what or "not part of the archive" in problem.what
    ]
    assert not re.search(r"""(href|src)=["'][^"'#]""", body.html)


def test_external_links_are_marked() -> None:
    """Their addresses are unchanged."""
    body, problems = body_of("[x](https://example.org/?a=1&b=2) and <https://example.org/y>")
    assert 'href="https://example.org/?a=1&amp;b=2" rel="external noopener"' in body.html
    assert body.html.count("noopener") == 2
    assert problems == []


@pytest.mark.parametrize(
    ("base", "target", "href"),
    [
        ("", "2020-01-01-first.md", "/reports/2020-01-01-first/"),
        ("", "../2019/2019-12-31-last.md#the-end", "/reports/2019-12-31-last/#the-end"),
        ("", "../../pages/about.md", "/about/"),
        ("https://h.example/archive/", "2020-01-01-first.md", "/archive/reports/2020-01-01-first/"),
        ("https://h.example/archive", "#here", "/archive/reports/2020-01-02-sample/#here"),
        ("", "2020-01-02-sample/notes.pdf", "/reports/2020-01-02-sample/notes.pdf"),
        ("", "2020-01-02-sample/my%20notes%231.pdf", "/reports/2020-01-02-sample/my%20notes%231.pdf"),
    ],
)
def test_links_within_the_archive(base: str, target: str, href: str) -> None:
    """A relative link to a file becomes a link to its page under the base path."""
    body, problems = body_of(f"## Here\n\n[x]({target})", base=base)
    assert f'href="{href}"' in body.html
    assert problems == []


def test_links_and_attachments_have_positions() -> None:
    """For the checks of the whole archive."""
    body, _ = body_of("One.\n\nTwo [x](a.md#b)\nthree [y](2020-01-02-sample/n.pdf).\n")
    assert [(link.target, link.fragment, link.line) for link in body.links] == [("reports/2020/a.md", "b", 10)]
    assert body.attachments == (BodyFile("n.pdf", 11, 7),)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[x](../../../etc/passwd)", "8: '../../../etc/passwd' is not in the report's folder"),
        ("\n\n[x](2020-01-01-other/n.pdf)", "10: '2020-01-01-other/n.pdf' is not in the report's folder"),
        ("[x](2020-01-02-sample/../x.pdf)", "8: '2020-01-02-sample/../x.pdf' is not in the report's folder"),
        ("[x](2020-01-02-sample/a/n.pdf)", "8: '2020-01-02-sample/a/n.pdf' is not in the report's folder"),
        ("[x](2020-01-02-sample/run.exe)", "8: files like 'run.exe' are not published"),
        ("![x](2020-01-02-sample/a.svg)", "8: files like 'a.svg' are not published"),
        ("![ ](2020-01-02-sample/a.png)", "8: the image '2020-01-02-sample/a.png' has no alternative text"),
        ("[x](/etc/passwd)", "8: the link '/etc/passwd' leads out of the archive"),
        ("[x](%2e%2e/%2e%2e/x.pdf)", "8: '../../x.pdf' is not in the report's folder"),
    ],
)
def test_files_outside_the_folder_are_errors(text: str, message: str) -> None:
    """Only files of known types in the report's folder are published."""
    assert messages(text) == [message]


def test_headings_have_unique_ids() -> None:
    """Ids are made from words in any script, and differ from the ids of the page."""
    text = "## One\n\n### One\n\n## دير الزور\n\n## Events\n\n## event-x\n\n## !\n\n## site search\n"
    headings = body_of(text)[0].headings
    ids = [heading.id for heading in headings]
    assert ids == ["one", "one-1", "دير-الزور", "section-events", "section-event-x", "section", "section-site-search"]
    assert [heading.level for heading in headings] == [2, 3, 2, 2, 2, 2, 2]


@given(st.text(max_size=40))
def test_heading_ids_are_not_reserved(title: str) -> None:
    """For any title; an id has no white space."""
    assert heading_id(title)
    assert not re.search(r"\s", heading_id(title))
    assert heading_id(title) not in SECTION_IDS


def test_tables_footnotes_and_definition_lists() -> None:
    """Wide tables and code scroll by keyboard; the footnotes are a labelled region."""
    html = body_of("| a |\n|---|\n| b |\n\nx[^1]\n\nTerm\n:   means\n\n[^1]: Note.\n")[0].html
    assert 'tabindex="0"><table>' in html
    assert "<td>b</td>" in html
    assert "<dd>means</dd>" in html
    assert 'class="footnote-ref"' in html
    assert '<section class="footnotes" aria-label="Footnotes">' in html
    assert body_of("```\n<pre>\n```\n\n    code\n")[0].html.count('<pre tabindex="0"><code>') == 2


def test_extreme_nesting_is_an_error() -> None:
    assert messages("> " * 50_000 + "x") == ["8: quotes and lists are nested more than 32 levels deep"]
    assert messages("[" * 50_000) == ["8: brackets are nested more than 32 levels deep"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "[x](javascript:alert(1))",
            "the link 'javascript:alert(1)' has the scheme 'javascript:', which is not allowed",
        ),
        ("[x](data:text/html;base64,eA==)", "has the scheme 'data:', which is not allowed"),
        ("[x](&#106;avascript:x)", "the link 'javascript:x' has the scheme 'javascript:', which is not allowed"),
        ("[x](tel:+123)", "has the scheme 'tel:', which is not allowed"),
        ("[x](//evil.example/x)", "the link '//evil.example/x' leads out of the archive"),
        ("[x](https:evil.example)", "'https:evil.example' is a web address with a misspelt beginning"),
        ("[x](file:///etc/passwd)", "'file:///etc/passwd' is a file on your computer"),
        ("[x](https://bbc.com@evil.example/)", "has a user name or no host"),
        ("[x](http://[::1)", "has a user name or no host"),
        ("[x](http://[y)", "the link 'http://[y' has the invalid host '[y'"),
        ("One.\n\nTwo <http://[x>", "10: the link 'http://[x' has the invalid host '[x'"),
        ("[x](http://a\u2100b.com)", "has the invalid host 'xn--ab-gnu.com'"),
        ("[x](http://1.2.3.999/)", "has the invalid host '1.2.3.999'"),
        ("[x](http://localhost/)", "has the invalid host 'localhost'"),
        ("[x](mailto:)", "the link 'mailto:' has a user name or no host"),
        ("[x](other.md?print=1)", "the link 'other.md?print=1' has a query, which the site cannot answer"),
        ("[x]()", "a link has no target"),
        ("[x](#)", "a link has no target"),
        ("[a <https://example.org/> b](https://example.org/)", "a link is inside another link"),
        ("##", "a heading has no text"),
        ("a[^1]\n\n[^1]: One.\n[^1]: Two.", "the footnote [^1] is defined twice"),
        ("a[^1]\n\n[^1]: One.\n[^2]: Two.", "the footnote [^2] is not used"),
        ("a[^1] b[^2]\n\n[^1]: One.\n\n    [^2]: Two.", "the footnote [^2] is inside another footnote"),
        ("a &#x202e;b", "contains the hidden character U+202E"),
        ("a &#x2066;b", "contains the hidden character U+2066"),
        ("![a](2020-01-02-sample/a.png?b=1)", "files like 'a.png?b=1' are not published"),
        ("![a](2020-01-02-sample/a.avif)", "files like 'a.avif' are not published"),
    ],
)
def test_errors_have_one_message_each(text: str, message: str) -> None:
    found = messages(text)
    assert len(found) == 1, found
    assert message in found[0]


@pytest.mark.parametrize(
    "target",
    [
        "https://example.org/",
        "http://example.org:8080/?q=a#b",
        "mailto:a@example.org",
        "https://xn--fa-hia.example/",
        "http://192.0.2.1/",
    ],
)
def test_links_to_the_web_and_mail_are_allowed(target: str) -> None:
    body, problems = body_of(f"[x]({target}) <{target}>")
    assert problems == []
    assert body.html.count(f'href="{target.replace("&", "&amp;")}" rel="external noopener"') == 2


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("[x](/a)", (8, 1)),
        ("One.\n\nTwo and [x](/a)\n", (10, 9)),
        ("One\ntwo [ok](a.md) [x](/a)", (9, 16)),
        ("> - quoted\n>   and [x](/a)", (9, 9)),
        ("| a | b |\n|---|---|\n| c | [x](/a) |", (10, 7)),
        ("1. one\n2. two ![x](/a)", (9, 8)),
        ("Term\n:   means [x](/a)", (9, 11)),
        ("a[^1]\n\n[^1]: see [x](/a)", (10, 11)),
        ("first\nwords ^[with [x](/a)]", (9, 14)),
        ("[x][r]\n\n[r]: /a", (8, 1)),
        ("one &amp; two &#x202e;", (8, 15)),
        ("a[^1]\n\n[^1]: One.\n[^2]: Two.", (11, 1)),
        ("a[^1]\n\n> [^1]: One.\n\n```\n[^1]: Code.\n```\n\n> - [^2]: Two.", (16, 5)),
    ],
)
def test_problems_have_line_and_column(text: str, position: tuple[int, int]) -> None:
    """Positions in the file, including quote marks and indentation."""
    (problem,) = body_of(text)[1]
    assert (problem.line, problem.column) == position


def test_table_cells_are_aligned_by_classes() -> None:
    """The page's policy forbids `style` attributes."""
    html = body_of("| a | b | c |\n|:--|:-:|--:|\n| d | e | f |\n")[0].html
    assert '<th class="align-start">a</th>' in html
    assert '<td class="align-center">e</td>' in html
    assert '<td class="align-end">f</td>' in html
    assert "style=" not in html


def test_footnotes_link_back_to_each_reference() -> None:
    html = body_of("a[^n] b[^n]\n\n[^n]: Note.\n")[0].html
    assert 'id="fnref1"' in html
    assert 'id="fnref1:1"' in html
    assert 'href="#fnref1:1" class="footnote-backref" aria-label="Back to reference 1:1"' in html


def test_ids_of_equal_headings_are_unique() -> None:
    """Also if a heading equals the numbered id of another."""
    headings = body_of("## a\n\n## a-1\n\n## a\n\n## a\n\n## a-1\n")[0].headings
    assert [heading.id for heading in headings] == ["a", "a-1", "a-2", "a-3", "a-1-1"]
