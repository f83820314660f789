"""Hostile view-models: values of any view-model whose strings all contain markup."""

from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import msgspec

MARKUP = """<script>alert(1)</script>"'&"""
BODY = "<p>rendered <em>body</em></p>"
FIXED_VALUES = {"dir": "rtl", "lang": "ar", "html": BODY}
"""Values of fields that are not free text: directions, languages and rendered HTML."""


def hostile_view(kind: type, *, full: bool = True) -> Any:
    """Return a hostile view-model with all optional values (`full`) or with none of them."""
    hints = get_type_hints(kind)
    return kind(**{field.name: _named(field.name, hints[field.name], full) for field in msgspec.structs.fields(kind)})


def _named(name: str, hint: Any, full: bool) -> Any:
    if name in FIXED_VALUES and hint is str:
        return FIXED_VALUES[name] if full else ""
    return _value(hint, full)


def _value(hint: Any, full: bool) -> Any:
    origin = get_origin(hint)
    if origin is tuple:
        return _several(get_args(hint), full)
    if origin in (Union, UnionType):
        return _value(next(part for part in get_args(hint) if part is not NoneType), full) if full else None
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        return hostile_view(hint, full=full)
    return {str: MARKUP if full else "", int: 3 if full else 0, bool: full}[hint]


def _several(parts: tuple[Any, ...], full: bool) -> tuple[Any, ...]:
    if parts[-1] is Ellipsis:
        return tuple(_value(parts[0], full) for _ in range(3 if full else 0))
    return tuple(_value(part, full) for part in parts)
