"""Key order: the keys of a report's front matter sorted in the documented order.

A key moves together with its value, and with the comments on its lines and directly above it. Comments at the top stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

from plugins.archive.checks.warnings.front_matter import KEY_ORDER, movable_keys
from plugins.archive.editing.yaml_edits import YamlFile, open_yaml

LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")
YAML_LINE_BREAKS = re.compile("[\x85\u2028\u2029]")
"""Line breaks in YAML that `LINE` does not count."""


def sort_keys(file: YamlFile) -> bytes:
    """Return a report's file with sorted keys, or unchanged if its lines cannot be moved safely."""
    made = "".join(_sorted_lines(file)).encode()
    again = open_yaml(file.path, made)
    return made if again and _values(again.root) == _values(file.root) else file.text.encode()


def _sorted_lines(file: YamlFile) -> Iterator[str]:
    lines, keys = LINE.findall(file.text), movable_keys(file.root)
    if not keys or YAML_LINE_BREAKS.search(file.text):
        yield file.text
        return
    starts = _first_lines(file, keys, lines)
    bounds = [*starts, file.line_offset + file.yaml.count("\n")]
    yield from lines[: starts[0]]
    for index in sorted(range(len(keys)), key=lambda index: KEY_ORDER[keys[index].value]):
        yield from lines[bounds[index] : bounds[index + 1]]
    yield from lines[bounds[-1] :]


def _first_lines(file: YamlFile, keys: list[yaml.ScalarNode], lines: list[str]) -> list[int]:
    """Return the first line that moves with each key, counted in the file: the key's, or a comment's above it."""
    starts = []
    values = [value for _, value in file.root.value]
    for index, key in enumerate(keys):
        start = key.start_mark.line + file.line_offset
        least = _last_line(values[index - 1]) + file.line_offset + 1 if index else start
        while start > least and lines[start - 1].startswith("#"):
            start -= 1
        starts.append(start)
    return starts


def _last_line(node: yaml.Node) -> int:
    """Return the last line of `node` on which a `#` at the start may not be a comment."""
    block = isinstance(node, yaml.CollectionNode) and not node.flow_style
    if block and node.value:
        last = node.value[-1]
        return _last_line(last[1] if isinstance(last, tuple) else last)
    if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
        return int(node.start_mark.line)  # the lines of a block scalar are indented
    return int(node.end_mark.line)


def _values(root: yaml.Node) -> Any:
    """Return the values of a YAML tree; the order of keys does not matter."""
    if isinstance(root, yaml.MappingNode):
        return {str(key.value): _values(value) for key, value in root.value}
    return [_values(child) for child in root.value] if isinstance(root, yaml.SequenceNode) else str(root.value)
