"""The style guide: every component of the theme and every colour stands on it, and readers never see it."""

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


def drawn_on(template: str) -> set[str]:
    """Return the templates that one draws on, itself included."""
    jinja = make_environment(THEME)
    assert jinja.loader
    reached: set[str] = set()
    ahead = {template}
    while ahead:
        reached |= ahead
        texts = (jinja.loader.get_source(jinja, name)[0] for name in ahead)
        ahead = {name for text in texts for name in meta.find_referenced_templates(jinja.parse(text)) if name} - reached
    return reached


def test_every_macro_stands_on_it() -> None:
    """A component that nobody can look at alone is one that nobody looks after."""
    macros = {f"macros/{file.name}" for file in (THEME / "templates/macros").glob("*.html")}
    assert macros - drawn_on("styleguide.html") == set()


def test_what_it_imports_it_shows() -> None:
    names = [name.strip() for line in re.findall(r"{% from \S+ import (.+?) %}", GUIDE) for name in line.split(",")]
    assert names
    assert [name for name in names if f"{{{{ {name}(" not in GUIDE] == []


def test_every_size_of_type_stands_on_it() -> None:
    (listed,) = re.findall(r"for size in \[(.*?)\]", GUIDE)
    assert re.findall(r'"([a-z0-9-]+)"', listed) == re.findall(r"^    --size-([a-z0-9-]+):", TOKENS, re.M)


def test_every_colour_stands_on_it() -> None:
    """The list in the template is that of the tokens, in their order."""
    tokens = TOKENS.partition("--serif")[0]
    colours = [name for name in re.findall(r"^    --([a-z0-9-]+):", tokens, re.M) if name != "accent-base"]
    (listed,) = re.findall(r"for name in \[(.*?)\]", GUIDE)
    assert re.findall(r'"([a-z0-9-]+)"', listed) == colours


def test_readers_never_see_it(tmp_path: Path) -> None:
    """It is made where drafts are shown; no list of pages and no search index tells of it, not even there."""
    content = ROOT / "tests/sites/valid/small"
    for drafts in (True, False):
        output = tmp_path / f"drafts-{drafts}"
        build_site(make_options(content, output, "", search=False, drafts=drafts))
        assert (output / paths.output_file(paths.STYLEGUIDE)).is_file() == drafts
        assert paths.STYLEGUIDE not in (output / paths.SITEMAP).read_text("utf-8")
