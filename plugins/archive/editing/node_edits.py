"""Node edits: edits that replace, remove and insert values of a YAML file, in block style and in brackets.

Comments are never lost: those of a removed item stay in its place, or are returned.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import yaml

from plugins.archive.editing.yaml_edits import Edit, YamlFile
from plugins.archive.editing.yaml_text import scalar

BLOCK_SCALARS = ("|", ">")


def replace_scalar(file: YamlFile, node: yaml.ScalarNode, word: str) -> Edit:
    """Replace a scalar by `word`, which needs no quotes. Existing quotes stay."""
    start, end = node.start_mark.index, _end(file, node)
    quote = file.yaml[start] if node.style in ("'", '"') else ""
    return Edit(start, end, f"{quote}{word}{quote}")


def remove_item(file: YamlFile, sequence: yaml.SequenceNode, index: int) -> Edit:
    """Remove an item of a list that has others. Comments between it and its neighbours stay."""
    if sequence.flow_style:
        items = sequence.value
        start = _end(file, items[index - 1]) if index else items[0].start_mark.index
        end = _end(file, items[index]) if index else items[1].start_mark.index
        return Edit(start, end, "".join(f" {comment}\n" for comment in comments_in(file, start, end)))
    start, end = item_lines(file, sequence, index)
    indent = " " * sequence.start_mark.column
    return Edit(start, end, "".join(f"{indent}{comment}\n" for comment in comments_in(file, start, end)))


def item_lines(file: YamlFile, sequence: yaml.SequenceNode, index: int) -> tuple[int, int]:
    """Return the offsets of the lines of an item in a block list, from its dash to the end of its last line."""
    column, node = sequence.start_mark.column, sequence.value[index]
    start = file.yaml.rfind("\n", 0, node.start_mark.index) + 1
    while file.yaml[start + column : start + column + 1] != "-":
        start = file.yaml.rfind("\n", 0, start - 1) + 1
    return start, _line_end(file, _end(file, node))


def insert_items(file: YamlFile, node: yaml.Node, items: Sequence[str]) -> Edit:
    """Add items, as YAML for the inside of brackets, to the end of a list or of a single value in place of a list."""
    if isinstance(node, yaml.SequenceNode) and node.value and not node.flow_style:
        indent = " " * node.start_mark.column
        return _insert_lines(file, node, [f"{indent}- {item}" for item in items])
    if isinstance(node, yaml.SequenceNode):
        last = _end(file, node.value[-1]) if node.value else node.start_mark.index + 1
        return Edit(last, last, (", " if node.value else "") + ", ".join(items))
    value = scalar(node.value, flow=True)
    return Edit(node.start_mark.index, _end(file, node), f"[{', '.join([value, *items])}]")


def insert_keys(file: YamlFile, mapping: yaml.MappingNode, lines: Sequence[str]) -> Edit:
    """Add lines `key: value` to the end of a mapping."""
    if mapping.flow_style:
        last = _end(file, mapping.value[-1][1]) if mapping.value else mapping.start_mark.index + 1
        return Edit(last, last, (", " if mapping.value else "") + ", ".join(lines))
    indent = " " * mapping.start_mark.column
    return _insert_lines(file, mapping, [f"{indent}{line}" for line in lines])


def insert_comments(file: YamlFile, node: yaml.Node, comments: Sequence[str]) -> Edit:
    """Add comments on lines of their own after an item of a block list, indented like its content."""
    indent = " " * node.start_mark.column
    return _insert_lines(file, node, [f"{indent}# {comment.lstrip('# ')}" for comment in comments])


def join_edits(edits: Iterable[Edit]) -> list[Edit]:
    """Join the insertions at one offset, in the given order."""
    joined: dict[tuple[int, int], str] = {}
    for edit in edits:
        joined[edit[:2]] = joined.get(edit[:2], "") + edit.text
    return [Edit(start, end, text) for (start, end), text in joined.items()]


def comments_in(file: YamlFile, start: int, end: int) -> list[str]:
    """Return the comments between two offsets, each with its `#`. Only white space and comments are between tokens."""
    return list(_comments(file, start, end)) if "#" in file.yaml[start:end] else []


def _comments(file: YamlFile, start: int, end: int) -> Iterator[str]:
    offset = 0
    for token in yaml.scan(file.yaml, Loader=yaml.CSafeLoader):
        if token.start_mark.index > start:
            gap = file.yaml[max(offset, start) : min(token.start_mark.index, end)]
            yield from (comment.rstrip() for comment in re.findall(r"#[^\n]*", gap))
        offset = token.end_mark.index
        if offset >= end:
            break


def _insert_lines(file: YamlFile, node: yaml.Node, lines: Iterable[str]) -> Edit:
    """Insert lines below the last line of a node."""
    offset = _line_end(file, _end(file, node))
    gap = "" if file.yaml[:offset].endswith("\n") else "\n"
    return Edit(offset, offset, gap + "".join(f"{line}\n" for line in lines))


def _line_end(file: YamlFile, offset: int) -> int:
    """Return the offset of the line after `offset`, or of the end of the file."""
    return file.yaml.find("\n", offset) + 1 or len(file.yaml)


def _end(file: YamlFile, node: yaml.Node) -> int:
    """Return the offset of the end of a node's own text, without the space and comments that follow it."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _end(file, last[1] if isinstance(last, tuple) else last)
    end = int(node.end_mark.index)
    is_block = isinstance(node, yaml.ScalarNode) and node.style in BLOCK_SCALARS
    return len(file.yaml[:end].rstrip()) if is_block else end
