"""Kinds of registry entries as they are typed in commands."""

from __future__ import annotations

from plugins.archive.entry_kinds import EntryKind
from plugins.archive.model.registry import VOCABULARIES


class KindError(ValueError):
    """The kind of entry does not exist; the message has the remedy."""


def find_kind(word: str) -> EntryKind:
    """Return the kind that `word` names in the singular or plural. Raises KindError."""
    for kind, plural in VOCABULARIES.items():
        if word in (kind, plural):
            return kind
    raise KindError(f"'{word}' is not a kind of entry — use one of {', '.join(VOCABULARIES)}")
