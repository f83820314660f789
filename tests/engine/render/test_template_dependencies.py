"""Closures: a template's digest changes with all that it draws on, and with nothing else."""

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


def closures(**changed: str) -> dict[str, bytes]:
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
def test_what_a_change_touches(changed: str, touched: set[str]) -> None:
    """A change touches what draws on it, through others too; and what names its part by an expression."""
    before, after = closures(), closures(**{changed: "other"})
    assert {name.removesuffix(".html") for name in before if before[name] != after[name]} == touched


def test_what_is_no_page_has_none() -> None:
    """The empty name, of what is made without a template, never changes."""
    assert closures()[""] == closures(foot="other")[""] == b""


def test_kept_closures_are_those_found(tmp_path: Path) -> None:
    """What is kept is what would be found, until the theme changes."""
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
