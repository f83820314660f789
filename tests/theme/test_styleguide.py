"""The style guide shows every component and colour of the theme, and is not published."""

import re
from pathlib import Path

from jinja2 import meta

from plugins.archive import urls as paths
from plugins.commands.build import build_site, make_options
from plugins.engine.render.renderer import make_environment

ROOT = Path(__file__).resolve().parents[2]
THEME = ROOT / "theme"
TOKENS = (THEME / "static/css/tokens.css").read_text("utf-8")
GUIDE = (THEME / "templates/styleguide.html").read_text("utf-8")


def dependencies_of(template: str) -> set[str]:
    """Return a template and all templates that it includes, extends or imports from."""
    jinja = make_environment(THEME)
    assert jinja.loader
    reached: set[str] = set()
    pending = {template}
    while pending:
        reached |= pending
        texts = (jinja.loader.get_source(jinja, name)[0] for name in pending)
        pending = {
            name for text in texts for name in meta.find_referenced_templates(jinja.parse(text)) if name
        } - reached
    return reached


def test_every_macro_is_used() -> None:
    macros = {f"macros/{file.name}" for file in (THEME / "templates/macros").glob("*.html")}
    assert macros - dependencies_of("styleguide.html") == set()


def test_every_imported_macro_is_called() -> None:
    names = [name.strip() for line in re.findall(r"{% from \S+ import (.+?) %}", GUIDE) for name in line.split(",")]
    assert names
    assert [name for name in names if f"{{{{ {name}(" not in GUIDE] == []


def test_every_font_size_is_listed() -> None:
    (listed,) = re.findall(r"for size in \[(.*?)\]", GUIDE)
    assert re.findall(r'"([a-z0-9-]+)"', listed) == re.findall(r"^    --size-([a-z0-9-]+):", TOKENS, re.M)


def test_every_colour_is_listed_in_the_order_of_the_tokens() -> None:
    tokens = TOKENS.partition("--serif")[0]
    colours = [name for name in re.findall(r"^    --([a-z0-9-]+):", tokens, re.M) if name != "accent-base"]
    (listed,) = re.findall(r"for name in \[(.*?)\]", GUIDE)
    assert re.findall(r'"([a-z0-9-]+)"', listed) == colours


def test_style_guide_is_built_with_drafts_only_and_never_listed(tmp_path: Path) -> None:
    content = ROOT / "tests/sites/valid/small"
    for drafts in (True, False):
        output = tmp_path / f"drafts-{drafts}"
        build_site(make_options(content, output, "", search=False, drafts=drafts))
        assert (output / paths.output_file(paths.STYLEGUIDE)).is_file() == drafts
        assert paths.STYLEGUIDE not in (output / paths.SITEMAP).read_text("utf-8")
