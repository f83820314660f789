"""The kinds of registry entries."""

from __future__ import annotations

from typing import Literal

EntryKind = Literal["region", "actor", "source", "tag", "author", "series"]
