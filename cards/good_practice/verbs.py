"""The verbs on the wire of good practice."""

from enum import StrEnum


class PracticeVerb(StrEnum):
    """The buttons of good practice and of introductions."""

    BOARD = "practice.board"
    LINE = "practice.line"
    TAG = "practice.tag"
    INTRODUCE = "practice.introduce"
    INTRODUCTIONS = "practice.introductions"
    CELEBRATE = "practice.celebrate"
    CELEBRATE_FILE = "practice.celebrate_file"
    LINES = "practice.lines"
    DECIDE = "practice.decide"
    MINE = "practice.mine"
    WITHDRAW = "practice.withdraw"
    INTRODUCTION = "introduction.show"
    ACCEPT = "introduction.accept"
    DECLINE = "introduction.decline"
    CALL_OFF = "introduction.call_off"
