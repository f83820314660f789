"""The macro cache: a page with fragments equals the page without them, and each fragment is rendered once."""

from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from jinja2 import DictLoader

from plugins.engine.render.link_check import extract_ids, extract_links
from plugins.engine.render.macro_cache import MacroCache
from plugins.engine.render.renderer import ThemeEnvironment

CARD = """
{%- macro link(item) %}<a href="{{ item }}">{{ item }}</a>{% endmacro %}
{%- macro card(items) %}
<p id="{{ items|first }}">{% for item in items %}{{ put(link, item) }}{% endfor %}</p>
{% endmacro %}
"""


def environment(fragments: MacroCache, put: Any) -> ThemeEnvironment:
    made = ThemeEnvironment(loader=DictLoader({"card.html": CARD}), autoescape=True)
    made.globals |= {"put": put, "cached": fragments}
    return made


CARDS = st.lists(st.sampled_from(["#a", "/b/", "<&\"'", "ألف"]), min_size=1, max_size=3).map(tuple)
PAGE = (
    '{% from "card.html" import card %}<main id="m">{% for items in cards %}{{ put(card, items) }}{% endfor %}</main>'
)


@given(st.lists(CARDS, max_size=5))
def test_page_with_fragments_equals_the_page_without(cards: list[tuple[str, ...]]) -> None:
    """Bytes, links and ids of a page with nested fragments are those of the page without a cache."""
    plain = environment(MacroCache(), lambda macro, item: macro(item)).from_string(PAGE).render(cards=cards).encode()
    fragments = MacroCache()
    page = fragments.compose(environment(fragments, fragments).from_string(PAGE).render(cards=cards))
    inside = [fragments.fragment_links[number] for number in page.fragments]
    assert page.data == plain
    assert extract_links(page.own).union(
        fragments.take_new_links(), *(one.local_links for one in inside)
    ) == extract_links(plain)
    assert extract_ids(page.own).union(*(one.element_ids for one in inside)) == extract_ids(plain)
    assert not fragments.take_new_links(), "links are taken once"


def test_value_is_rendered_once() -> None:
    """The second page that shows a value gets the fragment of the first."""
    fragments, calls = MacroCache(), []
    template = environment(fragments, fragments).from_string("{{ cached(made, value) }}")

    class Made:
        name = "made"

        def __call__(self, value: object) -> str:
            calls.append(value)
            return "once"

    value, made = object(), Made()
    pages = [fragments.compose(template.render(made=made, value=value)).data for _ in range(2)]
    assert (pages, calls) == ([b"once", b"once"], [value])


def test_globals_are_one_dictionary() -> None:
    """A global that is added after a template was loaded is visible in it."""
    made = ThemeEnvironment(loader=DictLoader({"page.html": "{{ late }}"}))
    template = made.get_template("page.html")
    made.globals["late"] = "yes"
    assert template.render() == "yes"


def test_theme_uses_the_macro_cache() -> None:
    """Without it, each list item would be rendered about 33 times."""
    macros = Path(__file__).parents[3] / "theme" / "templates" / "macros"
    assert all("cached_items(" in (macros / name).read_text() for name in ("event_card.html", "report_card.html"))
