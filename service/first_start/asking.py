"""Somebody at the terminal is asked, until the answer is one; without a terminal, what is missing is said."""

import getpass
import sys
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Protocol

from service.doctor.report import WIDTH
from service.first_start.questions import Question, Values

YES: Final = ("y", "yes")


class Asker(Protocol):
    """Who answers."""

    @property
    def is_there(self) -> bool: ...

    def ask(self, words: str, *, hidden: bool = False) -> str:
        """What they write, without blanks around it."""
        ...


class Terminal:
    """Whoever sits before the screen."""

    @property
    def is_there(self) -> bool:
        return sys.stdin.isatty() and sys.stdout.isatty()

    def ask(self, words: str, *, hidden: bool = False) -> str:
        return (getpass.getpass(words) if hidden else input(words)).strip()


class Unanswered(Exception):
    """What is missing or wrong, a line each: there is nobody to be asked."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


@dataclass
class Interview:
    """Goes through the questions. `given` are answers by flags, `known` what is set already."""

    asker: Asker
    given: Values
    known: Values
    values: dict[str, str] = field(default_factory=dict[str, str])
    wrong: list[str] = field(default_factory=list[str])

    def answers(self, questions: tuple[Question, ...]) -> Mapping[str, str]:
        """What each setting is to be. Raises Unanswered."""
        for question in questions:
            if question.when(self.values):
                self._answer(question)
        if self.wrong:
            raise Unanswered(self.wrong)
        return self.values

    def _answer(self, question: Question) -> None:
        for said, by in ((self.given, question.flag), (self.known, f"SIPDESK_{question.name}")):
            if said.get(question.name):
                try:
                    self.values[question.name] = question.check(said[question.name])
                except ValueError as right:
                    self._is_wrong(question, f"{by}: please write {right}.")
                return
        if self.asker.is_there:
            self._ask(question)
        elif question.default:
            self._take(question, question.default)
        elif not question.may_wait:
            self.wrong.append(f"{question.flag} is missing: {question.asks[0].lower()}{question.asks[1:]}.")

    def _is_wrong(self, question: Question, complaint: str) -> None:
        if not self.asker.is_there:
            self.wrong.append(complaint)
            return
        print(complaint)
        self._ask(question)

    def _ask(self, question: Question) -> None:
        print(f"\n{question.asks}")
        print(textwrap.fill(f"({question.where})", WIDTH, initial_indent="  ", subsequent_indent="   "))
        prompt = f"(Enter: {question.default}) > " if question.default else "> "
        while True:
            said = self.asker.ask(prompt, hidden=question.secret and not question.default)
            if not said and question.may_wait:
                return
            if self._take(question, said or question.default):
                return

    def _take(self, question: Question, said: str) -> bool:
        try:
            self.values[question.name] = question.check(said)
        except ValueError as right:
            if not self.asker.is_there:
                self.wrong.append(f"{question.flag}: please write {right}.")
            print(f"Please write {right}.")
            return False
        return True


def is_sure(asker: Asker, words: str, *, said: bool) -> bool:
    """Whether somebody says yes now, or did by a flag."""
    return said or (asker.is_there and asker.ask(f"{words} [y/N] ").lower() in YES)
