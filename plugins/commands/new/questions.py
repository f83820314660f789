"""Answers: what a new report or entry is made of, given as flags or asked for, each held against the model."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from plugins.archive.model.entries import Entry
from plugins.archive.model.registry import find_by_name, unknown_id
from plugins.archive.problems import ArchiveError, Problem, printable
from plugins.archive.schema.reader import FieldType, Reader
from plugins.archive.schema.strict_yaml import compose

Answers = dict[str, Any]
Flags = Mapping[str, Sequence[str]]


class AnswerError(ValueError):
    """What was said can't be taken; each line of the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One of the values to choose from, and the names that it may be looked for by."""

    value: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One thing to be known: the flag's name, what a person is asked, and how one answer is read.

    `read` raises AnswerError. With `several` there may be more answers than one, which a person parts with commas.
    A person is shown the `default`; where nobody is asked, that or `unasked` stands.
    """

    key: str
    asked: str
    read: Callable[[str], str]
    about: str = ""
    needed: bool = False
    several: bool = False
    default: str = ""
    unasked: str = ""
    options: tuple[Suggestion, ...] = ()

    def parted(self, text: str) -> list[str]:
        """Return the answers in what a person typed."""
        return text.split(",") if self.several else [text]

    def answer(self, words: Iterable[str]) -> str | tuple[str, ...]:
        """Return the answer in `words`, several of them if so asked; raises AnswerError."""
        read = tuple(dict.fromkeys(self.read(word.strip()) for word in words if word.strip()))
        if self.needed and not read:
            raise AnswerError("is missing — give one")
        return read if self.several else next(iter(read), "")


Questionnaire = Callable[[Answers], Iterator[Question]]
"""The questions, in order; a later one may draw on what was found before."""
Prompt = Callable[[Question], str]
"""Asks a person until the answer can be taken, and returns what was typed."""


def collect(questions: Questionnaire, given: Flags, ask: Prompt | None) -> Answers:
    """Return the answers by key: what was given, else what a person says, else, with nobody to `ask`, the default.

    Raises AnswerError with every fault of what was given, before anything is asked.
    """
    found: Answers = {}
    faults = []
    for question in questions(found):
        words = [word for word in given.get(question.key, ()) if word.strip()]
        if not words and ask:
            continue
        try:
            found[question.key] = question.answer(words or [question.default or question.unasked])
        except AnswerError as error:
            faults.append(f"--{question.key}: {error}")
    if faults:
        raise AnswerError("\n".join(faults))
    for question in questions(found):
        if ask and question.key not in found:
            found[question.key] = question.answer(question.parted(ask(question)))
    return found


def terminal_prompt() -> Prompt | None:
    """Return how to ask whoever sits at the terminal; None when nobody does."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return None
    from plugins.commands.new.terminal import ask  # takes longer to load than everything else here

    return ask


def field_parser(kind: FieldType) -> Callable[[str], str]:
    """Return a function that holds a text against a kind of the model; it raises AnswerError."""

    def read(text: str) -> str:
        problems: list[Problem] = []
        node = compose(json.dumps(text), "", 0, problems)
        if node is not None:
            kind.read(node, Reader("", problems=problems), "")
        if problems:
            raise AnswerError(f"{problems[0].what} — {problems[0].remedy}")
        return text

    return read


def entry_parser(entries: Mapping[str, Entry]) -> Callable[[str], str]:
    """Return a function from an id, or from a name that one entry alone has, to the id; it raises AnswerError."""

    def read(text: str) -> str:
        if text in entries:
            return text
        same = find_by_name(entries.values(), text)
        if len(same) == 1:
            return same[0].id
        raise AnswerError(" — ".join(unknown_id(entries, text)))

    return read


def entry_suggestions(entries: Mapping[str, Entry]) -> tuple[Suggestion, ...]:
    """Return entries as options."""
    return tuple(Suggestion(entry.id, entry.spellings()) for entry in entries.values())


def run_and_report(make: Callable[[], str]) -> int:
    """Make something and print what was made, or why it can't be; return the exit code."""
    try:
        print(make())
    except AnswerError as error:
        print(*(f"Error: {printable(line)}" for line in str(error).splitlines()), sep="\n", file=sys.stderr)
        return 2
    except (ArchiveError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    except (KeyboardInterrupt, EOFError):
        print("Nothing was made.", file=sys.stderr)
        return 130
    return 0
