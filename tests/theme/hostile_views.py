"""Hostile view-models: any view-model, with words that would be markup in every string it holds."""

from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import msgspec

WORDS = """<script>alert(1)</script>"'&"""
BODY = "<p>rendered <em>body</em></p>"
PLAIN = {"dir": "rtl", "lang": "ar", "html": BODY}
"""Fields that are no free words: what writes them gives a few values only, or the one text that is HTML already."""


def hostile(kind: type, *, full: bool = True) -> Any:
    """Make a view-model of hostile words: with everything that may be there (`full`), or with nothing that may not."""
    hints = get_type_hints(kind)
    return kind(**{field.name: _named(field.name, hints[field.name], full) for field in msgspec.structs.fields(kind)})


def _named(name: str, hint: Any, full: bool) -> Any:
    if name in PLAIN and hint is str:
        return PLAIN[name] if full else ""
    return _value(hint, full)


def _value(hint: Any, full: bool) -> Any:
    origin = get_origin(hint)
    if origin is tuple:
        return _several(get_args(hint), full)
    if origin in (Union, UnionType):
        return _value(next(part for part in get_args(hint) if part is not NoneType), full) if full else None
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        return hostile(hint, full=full)
    return {str: WORDS if full else "", int: 3 if full else 0, bool: full}[hint]


def _several(parts: tuple[Any, ...], full: bool) -> tuple[Any, ...]:
    if parts[-1] is Ellipsis:
        return tuple(_value(parts[0], full) for _ in range(3 if full else 0))
    return tuple(_value(part, full) for part in parts)
