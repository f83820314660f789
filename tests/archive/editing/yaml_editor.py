"""An editor's view of YAML: values of the YAML 1.2 core schema (section 10.3.2), validated by a JSON Schema."""

import re
from collections.abc import Callable
from typing import Any

import fastjsonschema
import yaml


class Loader(yaml.BaseLoader):
    """Reads unquoted values as YAML 1.2 does: `017` is 17, and `NO`, `12:30` and `2018-04-22` are texts."""


def construct(loader: Loader, node: yaml.ScalarNode) -> Any:
    """Return the value of a scalar. Quoted and block scalars are texts."""
    word = node.value
    if node.style is not None:
        return word
    if re.fullmatch(r"null|Null|NULL|~|", word):
        return None
    if re.fullmatch(r"true|True|TRUE|false|False|FALSE", word):
        return word.lower() == "true"
    if re.fullmatch(r"0x[0-9a-fA-F]+|0o[0-7]+", word):
        return int(word, 0)
    if re.fullmatch(r"[-+]?[0-9]+", word):
        return int(word)
    if re.fullmatch(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", word):
        return float(word)
    return word


Loader.add_constructor("tag:yaml.org,2002:str", construct)


def load(text: str) -> Any:
    """Return the value of a YAML text in an editor."""
    return yaml.load(text, Loader)


def validator(schema: dict[str, Any]) -> Callable[[str], bool]:
    """Return a function that returns whether `schema` accepts a YAML text."""
    validate = fastjsonschema.compile(schema)

    def accepts(text: str) -> bool:
        try:
            validate(load(text))
        except fastjsonschema.JsonSchemaValueException:
            return False
        return True

    return accepts
