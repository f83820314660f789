"""Embeds: videos and frames become links; their invalid sources are errors."""

import pytest

from plugins.archive.body import render
from plugins.archive.problems import Problem
from plugins.archive.urls import Urls

PATH = "reports/2020/2020-01-02-sample.md"


def body_of(text: str) -> tuple[str, list[str]]:
    """Return a body's HTML and its problems."""
    problems: list[Problem] = []
    return render(PATH, text, 0, Urls(), problems).html, [problem.what for problem in problems]


def link(href: str, words: str) -> str:
    """Return a paragraph with an external link."""
    return f'<p><a href="{href}" rel="external noopener">{words}</a></p>\n'


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (
            '<iframe width="560" src="https://www.youtube-nocookie.com/embed/dQw4w9?rel=0" title="At the port" '
            "allowfullscreen></iframe>",
            link("https://www.youtube.com/watch?v=dQw4w9", "Video: At the port"),
        ),
        (
            "<iframe src='https://player.vimeo.com/video/1234?h=ab'></iframe>",
            link("https://vimeo.com/1234", "Video on vimeo.com"),
        ),
        (
            "<iframe src=https://maps.example/x?a=1&amp;b=2>Map</iframe>",
            link("https://maps.example/x?a=1&amp;b=2", "Embedded page on maps.example"),
        ),
        (
            '<video controls>\n  <source src="https://example.org/clip.mp4" type="video/mp4">\n  Sorry.\n</video>',
            link("https://example.org/clip.mp4", "Video on example.org"),
        ),
        (
            '<VIDEO SRC="https://example.org/a" Title="A &quot;b&quot;"></VIDEO>',
            link("https://example.org/a", 'Video: A "b"'),
        ),
        ("![The *bridge*](https://example.org/clip.webm)", link("https://example.org/clip.webm", "Video: The bridge")),
        ("![](https://youtu.be/dQw4w9)", link("https://youtu.be/dQw4w9", "Video on youtu.be")),
    ],
)
def test_embeds_become_links_with_titles(text: str, html: str) -> None:
    """Embedding elements, and images whose source is a video."""
    assert body_of(text) == (html, [])


def test_embeds_inside_a_paragraph() -> None:
    """The surrounding text stays."""
    html, found = body_of('See <iframe src="https://example.org/"></iframe> and **more**.')
    assert found == []
    assert html.startswith("<p>See <a href=")
    assert html.endswith("</a> and <strong>more</strong>.</p>\n")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('<iframe src="javascript:alert(1)"></iframe>', "has the scheme 'javascript:'"),
        ('<iframe src="data:text/html,x"></iframe>', "has the scheme 'data:'"),
        ('<iframe src="//evil.example/x"></iframe>', "leads out of the archive"),
        ('<video src="2020-01-02-sample/clip.mp4"></video>', "files like 'clip.mp4' are not published"),
        ("![Clip](2020-01-02-sample/clip.mp4)", "files like 'clip.mp4' are not published"),
        ("![Photo](https://example.org/photo.jpg)", "is not part of the archive (its host would see"),
        ("![Photo](//example.org/photo.jpg)", "is not part of the archive (its host would see"),
        ("![Photo](data:image/png;base64,AAAA)", "is not part of the archive (its host would see"),
        ('<iframe src="http://[x"></iframe>', "the link 'http://[x' has the invalid host '[x'"),
        ("<video><source src='http://[v'></video>", "the link 'http://[v' has the invalid host '[v'"),
        ('<iframe src="http://a\u2100b.com"></iframe>', "has the invalid host 'xn--ab-gnu.com'"),
        ("<iframe src='http://a.org:99999/'></iframe>", "has a user name or no host"),
        ("![Clip](http://[x/clip.mp4)", "has the invalid host '[x'"),
        ("![Photo][r]\n\n[r]: https://example.org/photo.jpg", "is not part of the archive (its host would see"),
    ],
)
def test_invalid_sources_are_errors(text: str, message: str) -> None:
    """Unsafe schemes, invalid hosts, videos in the archive, images on other hosts."""
    (found,) = body_of(text)[1]
    assert message in found


@pytest.mark.parametrize("text", ["<iframe></iframe>", "<video controls>", "<iframe srcdoc='<b>x</b>'></iframe>"])
def test_an_embed_without_a_source_is_text(text: str) -> None:
    """It is rendered as typed."""
    html, found = body_of(text)
    assert found == []
    assert html.startswith("<p>&lt;")
    assert "<a" not in html
