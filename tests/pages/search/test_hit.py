"""Hits: the text of a report's body, and the document that Pagefind reads."""

import msgspec
import pytest

from plugins.pages.search.hit import Hit, Part, body_parts, index_document, plain_text

BODY = """<p>Before.</p>
<h2 id="a">Fog <em>&amp;</em> rain</h2>
<p>One<sup class="footnote-ref"><a href="#fn1" id="fnref1">[1]</a></sup> two.</p>
<h3 id="b">Lamp</h3>
<section class="footnotes"><ol><li id="fn1"><p>Note. <a href="#fnref1" class="footnote-backref">x</a></p>
</li></ol></section>"""


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>a<em>b</em>c</p><p>d</p>", "abc\nd"),
        ('<p>a <a title="x > y" href="/b">c</a></p>', "a c"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "a\nb"),
        ("<p>&lt;p&gt; is <code>&lt;b&gt;</code></p>", "<p> is <b>"),
        ("<p>a<br>b</p><pre><code>c\nd</code></pre>", "a\nb\nc d"),
        ("", ""),
    ],
)
def test_text_of_html_has_a_line_for_each_block(html: str, text: str) -> None:
    assert plain_text(html) == text


def test_body_is_split_at_its_headings() -> None:
    """Numbers of footnotes and links back to them are symbols, not words."""
    assert list(body_parts(BODY)) == [
        Part("", "Before.", ""),
        Part("Fog & rain", "One two.", "a"),
        Part("Lamp", "Note.", "b"),
    ]


def test_document_has_the_folded_words_of_all_texts_in_order() -> None:
    """Each line ends with a boundary, which no phrase crosses."""
    hit = Hit(path="x/", title="Łódź, fog", summary="", parts=(Part("Lamp", "One.\nTwo–three.", "b"),), facts=("测试",))
    data, words = index_document(hit, b"", "en")
    document = data.decode()
    blocks = ["<h1>lodz fog |</h1>", "<p>|</p>", "<h3>lamp |</h3>", "<p>one |</p>", "<p>two three |</p>"]
    assert "\n".join((*blocks, "<p>q6d4bqq8bd5q q8bd5q |</p>")) in document
    assert words == {"lodz", "fog", "lamp", "one", "two", "three", "测试", "试"}


def test_document_differs_with_every_change_of_the_hit() -> None:
    """Pagefind names a fragment by its content, and browsers cache it by its name."""
    hit = Hit(path="x/", title="Fog")
    changed = (msgspec.structs.replace(hit, title="Fog!"), msgspec.structs.replace(hit, shown="2 April"))
    assert len({index_document(each, msgspec.json.encode(each), "en")[0] for each in (hit, *changed)}) == 3
