"""The macro cache: a page with fragments equals the page without them, and each fragment is rendered once."""

from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from jinja2 import DictLoader

from plugins.engine.render.link_check import read_links
from plugins.engine.render.macro_cache import MacroCache
from plugins.engine.render.renderer import ThemeEnvironment

CARD = """
{%- macro link(item) %}<a href="{{ item }}">{{ item }}</a>{% endmacro %}
{%- macro card(items) %}
<p id="{{ items|first }}">{% for item in items %}{{ call(link, item) }}{% endfor %}</p>
{% endmacro %}
"""


def make_environment(cache: MacroCache, call: Any) -> ThemeEnvironment:
    environment = ThemeEnvironment(loader=DictLoader({"card.html": CARD}), autoescape=True)
    environment.globals |= {"call": call, "cached": cache}
    return environment


CARDS = st.lists(st.sampled_from(["#a", "/b/", "<&\"'", "ألف"]), min_size=1, max_size=3).map(tuple)
PAGE = (
    '{% from "card.html" import card %}<main id="m">{% for items in cards %}{{ call(card, items) }}{% endfor %}</main>'
)


@given(st.lists(CARDS, max_size=5))
def test_page_with_fragments_equals_the_page_without(cards: list[tuple[str, ...]]) -> None:
    """Bytes, links and ids of a page with nested fragments are those of the page without a cache."""
    plain = (
        make_environment(MacroCache(), lambda macro, item: macro(item)).from_string(PAGE).render(cards=cards).encode()
    )
    cache = MacroCache()
    page = cache.compose(make_environment(cache, cache).from_string(PAGE).render(cards=cards))
    fragments = [cache.fragment_links[n] for n in page.fragments if n in cache.fragment_links]
    assert page.data == plain
    own, whole = read_links(page.own + cache.take_new_fragments()), read_links(plain)
    assert own.links.union(*(one.local_links for one in fragments)) == whole.links
    assert read_links(page.own).ids.union(*(one.element_ids for one in fragments)) == whole.ids
    assert not cache.take_new_fragments(), "fragments are taken once"


def test_value_is_rendered_once() -> None:
    """The second page that shows a value gets the fragment of the first."""
    cache, calls = MacroCache(), []
    template = make_environment(cache, cache).from_string("{{ cached(macro, value) }}")

    class CountingMacro:
        name = "macro"

        def __call__(self, value: object) -> str:
            calls.append(value)
            return "once"

    value, macro = object(), CountingMacro()
    pages = [cache.compose(template.render(macro=macro, value=value)).data for _ in range(2)]
    assert (pages, calls) == ([b"once", b"once"], [value])


def test_globals_are_one_dictionary() -> None:
    """A global that is added after a template was loaded is visible in it."""
    environment = ThemeEnvironment(loader=DictLoader({"page.html": "{{ late }}"}))
    template = environment.get_template("page.html")
    environment.globals["late"] = "yes"
    assert template.render() == "yes"


def test_theme_uses_the_macro_cache() -> None:
    """Without it, each list item would be rendered about 33 times."""
    macros = Path(__file__).parents[3] / "theme" / "templates" / "macros"
    assert all("cached_items(" in (macros / name).read_text() for name in ("event_card.html", "report_card.html"))
