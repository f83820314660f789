"""Questions about a new report or registry entry, answered by command-line flags or at a prompt."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from plugins.archive.editing.entry_writer import InsertError
from plugins.archive.editing.yaml_text import scalar
from plugins.archive.model.entries import Entry
from plugins.archive.model.registry import find_by_name, unknown_id
from plugins.archive.problems import ArchiveError, Problem, printable
from plugins.archive.schema.field_types import Choice
from plugins.archive.schema.reader import FieldType, Reader
from plugins.archive.schema.record import Field
from plugins.archive.schema.strict_yaml import compose

Answers = dict[str, Any]
Flags = Mapping[str, Sequence[str]]


class AnswerError(ValueError):
    """An answer is invalid; each line of the message names a problem and its remedy."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A value to choose from, and the names by which it is found."""

    value: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A value to ask for.

    `key` is the name of the flag and `label` the text of the prompt. `parse` validates and converts one value; it
    raises AnswerError. With `multiple`, the answer is a tuple; at a prompt, values are separated by commas. A prompt
    offers `default`. Without a prompt, or if it is not `prompted`, `default` or else `fallback` is the answer.
    """

    key: str
    label: str
    parse: Callable[[str], str]
    help: str = ""
    required: bool = False
    multiple: bool = False
    prompted: bool = True
    default: str = ""
    fallback: str = ""
    suggestions: tuple[Suggestion, ...] = ()

    def split_answers(self, text: str) -> list[str]:
        """Split the text typed at a prompt into values."""
        return text.split(",") if self.multiple else [text]

    def answer(self, values: Iterable[str]) -> str | tuple[str, ...]:
        """Parse the values, without blank and repeated ones; raises AnswerError."""
        parsed = tuple(dict.fromkeys(self.parse(value.strip()) for value in values if value.strip()))
        if self.required and not parsed:
            raise AnswerError("is missing — give one")
        return parsed if self.multiple else next(iter(parsed), "")


Questionnaire = Callable[[Answers], Iterator[Question]]
"""Yields the questions in order; a question may depend on earlier answers."""
Prompt = Callable[[Question], str]
"""Asks until the answer is valid, and returns the text that was typed."""


def collect(questions: Questionnaire, flags: Flags, prompt: Prompt | None) -> Answers:
    """Return the answers by key, from the flags first, then from the prompt or, without one, from the defaults.

    Raises AnswerError with all invalid flags before it prompts for anything.
    """
    answers: Answers = {}
    errors = []
    for question in questions(answers):
        values = [value for value in flags.get(question.key, ()) if value.strip()]
        if not values and prompt and question.prompted:
            continue
        try:
            answers[question.key] = question.answer(values or [question.default or question.fallback])
        except AnswerError as error:
            errors.append(f"--{question.key}: {error}")
    if errors:
        raise AnswerError("\n".join(errors))
    for question in questions(answers):
        if prompt and question.key not in answers:
            answers[question.key] = question.answer(question.split_answers(prompt(question)))
    return answers


def parse_field(field_type: FieldType, text: str) -> str:
    """Return `text` if it is valid as a field of the archive; raises AnswerError."""
    problems: list[Problem] = []
    try:
        text.encode()
    except UnicodeEncodeError:  # an argument in another encoding than that of the system
        raise AnswerError("is not valid UTF-8 — set the terminal to UTF-8, and type it again") from None
    node = compose(scalar(text), "", 0, problems)
    if node is not None:
        field_type.read(node, Reader("", problems=problems), "")
    if problems:
        raise AnswerError(f"{problems[0].what} — {problems[0].remedy}")
    return text


def field_question(key: str, field: Field, **overrides: Any) -> Question:
    """Return the question for a key of a schema; `overrides` are attributes that differ from those of the key."""
    choices = tuple(map(Suggestion, field.type.values)) if isinstance(field.type, Choice) else ()
    parse = partial(parse_field, field.type)
    question = Question(key=key, label=key.capitalize(), parse=parse, help=field.description, suggestions=choices)
    return replace(question, **overrides)


def entry_choice(entries: Mapping[str, Entry]) -> dict[str, Any]:
    """Return `parse` and `suggestions` of a question for an entry, by id or unique name; the answer is its id."""

    def parse(text: str) -> str:
        if text in entries:
            return text
        matches = find_by_name(entries.values(), text)
        if len(matches) == 1:
            return matches[0].id
        raise AnswerError(" — ".join(unknown_id(entries, text)))

    return {"parse": parse, "suggestions": tuple(Suggestion(entry.id, entry.spellings()) for entry in entries.values())}


def run_and_report(create: Callable[[], str]) -> int:
    """Call `create` and print its result or its error; return the exit code."""
    try:
        print(create())
    except (AnswerError, InsertError) as error:
        print(*(f"Error: {printable(line)}" for line in str(error).splitlines()), sep="\n", file=sys.stderr)
        return 2
    except (ArchiveError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    except (KeyboardInterrupt, EOFError):
        print("Cancelled; no file was written.", file=sys.stderr)
        return 130
    return 0
