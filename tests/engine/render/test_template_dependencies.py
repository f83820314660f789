"""Template dependencies: a template's digest changes with every template that it uses, and with no other."""

from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment

from plugins.engine.render.template_dependencies import compute_template_digests, load_template_digests

TEMPLATES = {
    "base.html": "{% include 'foot.html' %}",
    "foot.html": "foot",
    "page.html": "{% extends 'base.html' %}",
    "loose.html": "{% include view.part %}",
    "lone.html": "alone",
}


def template_digests(**changed: str) -> dict[str, bytes]:
    texts = TEMPLATES | {f"{name}.html": text for name, text in changed.items()}
    return compute_template_digests(Environment(loader=DictLoader(texts), autoescape=True))


@pytest.mark.parametrize(
    ("changed", "touched"),
    [
        ("foot", {"foot", "base", "page", "loose"}),
        ("page", {"page", "loose"}),
        ("lone", {"lone", "loose"}),
    ],
)
def test_change_affects_templates_that_use_the_changed_one(changed: str, touched: set[str]) -> None:
    """Also indirectly, and those that name a template by an expression."""
    before, after = template_digests(), template_digests(**{changed: "other"})
    assert {name.removesuffix(".html") for name in before if before[name] != after[name]} == touched


def test_empty_name_has_an_empty_digest() -> None:
    """The digest of outputs without a template never changes."""
    assert template_digests()[""] == template_digests(foot="other")[""] == b""


def test_cached_digests_are_used_until_the_theme_changes(tmp_path: Path) -> None:
    """They are those that would be computed."""
    theme = tmp_path / "theme"
    (theme / "templates").mkdir(parents=True)
    (theme / "templates/a.html").write_text("1")
    one = Environment(loader=DictLoader({"a.html": "1"}), autoescape=True)
    two = Environment(loader=DictLoader({"a.html": "2"}), autoescape=True)
    first = load_template_digests(theme, one, tmp_path)
    assert first == compute_template_digests(one)
    assert load_template_digests(theme, two, tmp_path) == first
    (theme / "templates/a.html").write_text("2")
    assert load_template_digests(theme, two, tmp_path) == compute_template_digests(two) != first
