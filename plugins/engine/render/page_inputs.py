"""Page inputs: digests of what an output depends on, as a whole to find changes, and by name to explain them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

from plugins.archive.digest import digest
from plugins.engine.cache.file_stamps import stamp
from plugins.engine.cache.store import CacheFile
from plugins.engine.render.template_dependencies import TemplateDigests
from plugins.pages.outputs import Copy, Output, Page, Plan

SHARED = ""
"""The file name under which the inputs of all pages are recorded."""
NamedDigests = dict[str, bytes]
"""The digest of each input, by the input's name."""


def input_digest(output: Output, templates: TemplateDigests) -> bytes:
    """Return a digest of everything that an output depends on, including its template."""
    if isinstance(output, Plan):
        return digest(output.inputs) + templates[output.template]
    if isinstance(output, Copy):
        return digest(stamp(output.file))
    return digest(output.view) + templates[output.template] if isinstance(output, Page) else digest(output.data)


def named_digests(output: Output, templates: TemplateDigests) -> NamedDigests:
    """Return a digest of each input of an output."""
    if isinstance(output, Plan):
        digests = {name: digest(value) for name, value in output.inputs.items()}
    elif isinstance(output, Copy):
        return {f"source file {output.file}": digest(stamp(output.file))}
    elif isinstance(output, Page):
        digests = {"content of the page": digest(output.view)}
    else:
        return {"content of the file": digest(output.data)}
    if output.template:
        digests[f"template {output.template}, with the templates that it uses"] = templates[output.template]
    return digests


class InputRecord:
    """The inputs of every file at the time it was written, in one cache file.

    A file is written when an input changes. So only written files need an update, and the record is still that of the
    last build for all files.
    """

    def __init__(self, cache_dir: Path) -> None:
        self._file = CacheFile(cache_dir / "inputs", dict[str, msgspec.Raw])  # decoded only for the file to explain

    def update(
        self, outputs: Mapping[str, Output], written: Iterable[str], templates: TemplateDigests, shared: NamedDigests
    ) -> None:
        """Record the inputs of all pages, of the `written` files, and of files without a record."""
        record = self._file.load() or {}
        kept = {file: inputs for file, inputs in record.items() if file in outputs}
        for file in {*written, *(outputs.keys() - kept.keys())} & outputs.keys():
            kept[file] = _encode(named_digests(outputs[file], templates))
        kept[SHARED] = _encode(shared)
        if kept != record:
            self._file.save(kept)

    def load(self, file: str) -> NamedDigests | None:
        """Return the recorded inputs of a file, or of all pages for SHARED; None if nothing is recorded."""
        inputs = (self._file.load() or {}).get(file)
        return None if inputs is None else msgspec.msgpack.decode(inputs, type=NamedDigests)


def _encode(digests: NamedDigests) -> msgspec.Raw:
    return msgspec.Raw(msgspec.msgpack.encode(digests))
