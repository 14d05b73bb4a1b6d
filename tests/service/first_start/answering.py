"""Somebody who answers what they are asked, in this order."""

from collections.abc import Sequence


class Answering:
    """`hidden` are the places of the answers that nobody could see on the screen."""

    is_there = True

    def __init__(self, *answers: str) -> None:
        self._left = list(answers)
        self.hidden: list[int] = []
        self.asked = 0

    def ask(self, words: str, *, hidden: bool = False) -> str:
        if not self._left:
            raise EOFError
        if hidden:
            self.hidden.append(self.asked)
        self.asked += 1
        return self._left.pop(0)

    @property
    def left(self) -> Sequence[str]:
        return self._left


class Nobody:
    """There is no terminal."""

    is_there = False

    def ask(self, words: str, *, hidden: bool = False) -> str:
        raise AssertionError(words)
