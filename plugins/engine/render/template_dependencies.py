"""Template dependencies: a digest of each template with everything that it extends, includes or imports."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from jinja2 import Environment, meta

from plugins.archive.digest import digest
from plugins.engine.cache.code_version import program_digest, theme_digest
from plugins.engine.cache.store import CacheFile

TemplateDigests = Mapping[str, bytes]
"""The digest of each template with its dependencies, by name. The empty name (no template) has an empty digest."""


def load_template_digests(theme: Path, environment: Environment, cache_dir: Path) -> TemplateDigests:
    """Return the digests of a theme's templates, from the cache or computed. Parsing all templates is slow."""
    version = _version(theme)
    file = CacheFile(cache_dir / "templates", dict[str, bytes], version)
    digests = file.load()
    if digests is None:
        digests = compute_template_digests(environment)
        if version == _version(theme):  # otherwise the theme changed while it was read
            file.save(digests)
    return digests


def _version(theme: Path) -> str:
    return f"{theme_digest(theme)} {program_digest()}"


def compute_template_digests(environment: Environment) -> dict[str, bytes]:
    """Compute the digest of every template. A template that names another by an expression depends on all templates."""
    assert environment.loader, "a theme has templates"
    texts = {name: environment.loader.get_source(environment, name)[0] for name in environment.list_templates()}
    references = {name: set(meta.find_referenced_templates(environment.parse(text))) for name, text in texts.items()}
    used = {name: {*texts} if None in found else {one for one in found if one} for name, found in references.items()}
    return {"": b""} | {name: digest(sorted((one, texts.get(one)) for one in _reach(name, used))) for name in texts}


def _reach(name: str, used: Mapping[str, set[str]]) -> set[str]:
    """Return a template with all its direct and indirect dependencies, including missing ones."""
    reached: set[str] = set()
    queue = [name]
    while queue:
        current = queue.pop()
        if current not in reached:
            reached.add(current)
            queue += used.get(current, ())
    return reached
