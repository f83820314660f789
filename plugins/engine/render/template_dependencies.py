"""Closures: each template with all that it draws on, so that a changed one makes only its own pages anew."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import msgspec
from jinja2 import Environment, meta

from plugins.archive.digest import digest
from plugins.engine.cache import store
from plugins.engine.cache.code_version import program_digest, theme_digest

TemplateDigests = Mapping[str, bytes]
"""By template, a digest of its text and of all that it extends, includes or imports; none for the empty name."""


class Kept(msgspec.Struct, frozen=True):
    """The closures of a theme's templates, with the digest of theme and program: to parse them all takes a while."""

    theme: str
    closures: dict[str, bytes]


def load_template_digests(theme: Path, environment: Environment, cache_dir: Path) -> TemplateDigests:
    """Return the closures of a theme's templates: those that `room` keeps, or found anew and kept."""
    now = f"{theme_digest(theme)} {program_digest()}"
    before = store.load(cache_dir / "closures", Kept)
    if before is not None and before.theme == now:
        return before.closures
    found = compute_template_digests(environment)
    if now == f"{theme_digest(theme)} {program_digest()}":  # else it changed under our eyes
        store.save(cache_dir / "closures", Kept(now, found))
    return found


def compute_template_digests(environment: Environment) -> dict[str, bytes]:
    """Find the closure of every template; one that names another by an expression draws on all of them."""
    assert environment.loader, "a theme has templates"
    texts = {name: environment.loader.get_source(environment, name)[0] for name in environment.list_templates()}
    named = {name: set(meta.find_referenced_templates(environment.parse(text))) for name, text in texts.items()}
    drawn = {name: {*texts} if None in found else {one for one in found if one} for name, found in named.items()}
    return {"": b""} | {name: digest(sorted((one, texts.get(one)) for one in _reach(name, drawn))) for name in texts}


def _reach(name: str, drawn: Mapping[str, set[str]]) -> set[str]:
    """Return all that a template draws on, itself included; what is not there is in it too."""
    reached: set[str] = set()
    ahead = [name]
    while ahead:
        here = ahead.pop()
        if here not in reached:
            reached.add(here)
            ahead += drawn.get(here, ())
    return reached
