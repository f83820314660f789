"""Key order: whether a report's keys stand in the documented order, and its file with its keys put in that order.

A key moves with all that belongs to it: its value, and the comments in its lines and right above it. Comments at the
very top stay there.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import Any

import yaml

from plugins.archive.editing.yaml_edits import YamlFile, open_yaml
from plugins.archive.model.report import REPORT
from plugins.archive.problems import Problem

KEY_ORDER = {key: place for place, key in enumerate(REPORT.fields)}
LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")
YAML_ONLY = re.compile("[\x85\u2028\u2029]")
"""Line ends to YAML alone, which would make it count other lines than we do."""


def find_misplaced_key(source: YamlFile) -> Iterator[Problem]:
    """Warn of the first key of a report's front matter that stands below one that comes after it."""
    keys = _keys(source.root)
    for upper, lower in itertools.pairwise(keys):
        if KEY_ORDER[lower.value] < KEY_ORDER[upper.value]:
            what = f"stands below '{upper.value}', against the order of the keys"
            remedy = f"the order is {', '.join(KEY_ORDER)}"
            line, column = lower.start_mark.line + 1 + source.line_offset, lower.start_mark.column + 1
            yield Problem(source.path, line, column, lower.value, what, remedy, "warning")
            return


def sort_keys(source: YamlFile) -> bytes:
    """Return a report's file with its keys in order; as it is where lines can't be moved without a doubt."""
    made = "".join(_moved(source)).encode()
    again = open_yaml(source.path, made)
    return made if again and _values(again.root) == _values(source.root) else source.text.encode()


def _moved(source: YamlFile) -> Iterator[str]:
    """List a file's lines, those of its keys in order."""
    lines, keys = LINE.findall(source.text), _keys(source.root)
    if not keys or YAML_ONLY.search(source.text):
        yield source.text
        return
    starts = _starts(source, keys, lines)
    bounds = [*starts, source.line_offset + source.yaml.count("\n")]
    yield from lines[: starts[0]]
    for place in sorted(range(len(keys)), key=lambda place: KEY_ORDER[keys[place].value]):
        yield from lines[bounds[place] : bounds[place + 1]]
    yield from lines[bounds[-1] :]


def _keys(root: yaml.Node) -> list[yaml.ScalarNode]:
    """Return the keys of a mapping that has known ones only, each once, each beginning a line; else none."""
    pairs = root.value if isinstance(root, yaml.MappingNode) and not root.flow_style else []
    keys = [key for key, _ in pairs if isinstance(key, yaml.ScalarNode)]
    known = len(keys) == len(pairs) == len({key.value for key in keys}) and all(key.value in KEY_ORDER for key in keys)
    return keys if known and not any(key.start_mark.column for key in keys) else []


def _starts(source: YamlFile, keys: list[yaml.ScalarNode], lines: list[str]) -> list[int]:
    """Return for each key the first line of the file that moves with it: that of the comments right above it."""
    starts = []
    values = [value for _, value in source.root.value]
    for place, key in enumerate(keys):
        start = key.start_mark.line + source.line_offset
        least = _last_line(values[place - 1]) + source.line_offset + 1 if place else start
        while start > least and lines[start - 1].startswith("#"):
            start -= 1
        starts.append(start)
    return starts


def _last_line(node: yaml.Node) -> int:
    """Return the last line in which something of `node` may stand that begins with `#` and is no comment."""
    block = isinstance(node, yaml.CollectionNode) and not node.flow_style
    if block and node.value:
        last = node.value[-1]
        return _last_line(last[1] if isinstance(last, tuple) else last)
    if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
        return int(node.start_mark.line)  # its lines are indented: none begins with that sign
    return int(node.end_mark.line)


def _values(root: yaml.Node) -> Any:
    """Return what a file's YAML says, whatever the order of its keys."""
    if isinstance(root, yaml.MappingNode):
        return {str(key.value): _values(value) for key, value in root.value}
    return [_values(child) for child in root.value] if isinstance(root, yaml.SequenceNode) else str(root.value)
