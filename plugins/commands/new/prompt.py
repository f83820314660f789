"""Interactive prompts with validation, and completion by id or name."""

from __future__ import annotations

from collections.abc import Iterator

from prompt_toolkit import prompt
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.validation import ValidationError, Validator

from plugins.archive.problems import printable
from plugins.archive.text.name_keys import similarity_key
from plugins.commands.new.questions import AnswerError, Question, Suggestion


def ask(question: Question) -> str:
    """Ask a question until the answer is valid, and return the text; raises KeyboardInterrupt and EOFError."""
    hints = ["comma-separated"] * question.multiple + ["optional"] * (not question.required)
    return prompt(
        f"{question.label} ({', '.join(hints)}): " if hints else f"{question.label}: ",
        default=question.default,
        completer=SuggestionCompleter(question) if question.suggestions else None,
        validator=AnswerValidator(question),
        validate_while_typing=False,
        bottom_toolbar=question.help or None,
    )


class SuggestionCompleter(Completer):
    """Completes ids and names of a question's suggestions."""

    def __init__(self, question: Question) -> None:
        self.question = question

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterator[Completion]:
        text = self.question.split_answers(document.text_before_cursor)[-1].lstrip()
        for suggestion in matching_suggestions(self.question.suggestions, text):
            names = ", ".join(map(printable, suggestion.names))
            yield Completion(suggestion.value, start_position=-len(text), display_meta=names)


def matching_suggestions(suggestions: tuple[Suggestion, ...], text: str) -> list[Suggestion]:
    """Return the suggestions whose value or names contain `text`; those that begin with it come first."""
    wanted = similarity_key(text)
    keys = [
        (suggestion, [similarity_key(key) for key in (suggestion.value, *suggestion.names)])
        for suggestion in suggestions
    ]
    matches = [pair for pair in keys if any(wanted in key for key in pair[1])]
    matches.sort(key=lambda pair: not any(key.startswith(wanted) for key in pair[1]))
    return [suggestion for suggestion, _ in matches]


class AnswerValidator(Validator):
    """Validates the typed text with the question's parser."""

    def __init__(self, question: Question) -> None:
        self.question = question

    def validate(self, document: Document) -> None:
        try:
            self.question.answer(self.question.split_answers(document.text))
        except AnswerError as error:
            raise ValidationError(len(document.text), printable(str(error))) from error
