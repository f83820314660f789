"""The prompt: a question at the terminal, with completion by ids and names, until the answer can be taken."""

from __future__ import annotations

from collections.abc import Iterator

from prompt_toolkit import prompt
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.validation import ValidationError, Validator

from plugins.archive.problems import printable
from plugins.archive.text.spelling import normalize
from plugins.commands.new.questions import AnswerError, Question, Suggestion


def ask(question: Question) -> str:
    """Ask one question and return what was typed; raises KeyboardInterrupt and EOFError when that is broken off."""
    several = ", with commas between" if question.several else ""
    return prompt(
        f"{question.asked}{several}{'' if question.needed else ' (or nothing)'}: ",
        default=question.default,
        completer=SuggestionCompleter(question) if question.options else None,
        validator=AnswerValidator(question),
        validate_while_typing=False,
        bottom_toolbar=question.about or None,
    )


class SuggestionCompleter(Completer):
    """Offers the options whose value or one of whose names holds what is being typed; by their beginning first."""

    def __init__(self, question: Question) -> None:
        self.question = question

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterator[Completion]:
        word = self.question.parted(document.text_before_cursor)[-1].lstrip()
        for option in matching_suggestions(self.question.options, word):
            names = ", ".join(map(printable, option.names))
            yield Completion(option.value, start_position=-len(word), display_meta=names)


def matching_suggestions(options: tuple[Suggestion, ...], word: str) -> list[Suggestion]:
    """Return the options that `word` may be the beginning or a part of, in their order; all when it is empty."""
    wanted = normalize(word)
    folded = [(option, [normalize(text) for text in (option.value, *option.names)]) for option in options]
    held = [(option, texts) for option, texts in folded if any(wanted in text for text in texts)]
    held.sort(key=lambda pair: not any(text.startswith(wanted) for text in pair[1]))
    return [option for option, _ in held]


class AnswerValidator(Validator):
    """Lets pass what can be taken for an answer, and says of anything else what is wrong with it."""

    def __init__(self, question: Question) -> None:
        self.question = question

    def validate(self, document: Document) -> None:
        try:
            self.question.answer(self.question.parted(document.text))
        except AnswerError as error:
            raise ValidationError(len(document.text), printable(str(error))) from error
