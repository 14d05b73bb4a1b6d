"""The cards of concerns, complaints and cover that are sent, by name."""

from enum import StrEnum


class CaseKind(StrEnum):
    CASE = "case"
    COVER = "cover"
    COVERS = "covers"
    RAISE = "raise"


def raise_about(person_id: str) -> str:
    return f"raise:{person_id}"
