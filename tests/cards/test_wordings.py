"""What people read is plain: none of the wordings that new users stumbled over, nor others of their kind. Looked for in
every sentence that the code can say; `test_every_card.py` looks at them as they are drawn."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from tests.support.wordings import stumbled_over

ROOT: Final = Path(__file__).parents[2]
ROOMS: Final = ("handbook", "cards", "automations", "bot", "pages", "documents", "spreadsheets", "service", "manifest")
NOT_OURS: Final = (
    "handbook/reports/agreements/texts.py",  # what was signed stays as it was worded
    "handbook/questions/alike.py",  # words that people type
    "service/settings",  # of those below, the readers are administrators, on pages of their own
    "service/access_matrix.py",
    "service/permissions_page.py",
)


def sentences(path: Path) -> Iterator[tuple[int, str]]:
    """Each piece of text in a module that has words, but for docstrings; what is filled in stands as {}."""
    tree, unsaid = ast.parse(path.read_text()), set[int]()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr):
            unsaid.add(id(node.value))
        elif isinstance(node, ast.JoinedStr):
            unsaid.update(map(id, node.values))
    for node in ast.walk(tree):
        if id(node) in unsaid:
            continue
        if isinstance(node, ast.JoinedStr):
            yield node.lineno, "".join(str(one.value) if isinstance(one, ast.Constant) else "{}" for one in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value


def test_no_sentence_of_the_code_says_what_people_stumbled_over() -> None:
    modules = (path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py")))
    own = [path for path in modules if not str(path.relative_to(ROOT)).startswith(NOT_OURS)]
    wrong = [
        f"{path.relative_to(ROOT)}:{line}: {found}: {said[:120]}"
        for path in own
        for line, said in sentences(path)
        if " " in said
        for found in stumbled_over(said)
    ]
    assert len(own) > 500
    assert not wrong, "\n".join(wrong)


def test_no_page_of_the_sandbox_or_the_tab_does() -> None:
    pages = [*(ROOT / "sandbox" / "page").glob("*.*"), *(ROOT / "pages").rglob("*.html")]
    text = [path for path in pages if path.suffix in (".js", ".html")]
    wrong = [
        f"{path.name}: {found}"
        for path in text
        for line in path.read_text().splitlines()
        if not line.lstrip().startswith(("//", "*", "/*"))
        for found in stumbled_over(line)
    ]
    assert len(text) > 10
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    "said",
    [
        "Void",
        "Read: I have read your report",
        "for the visit of {}",
        "It cannot be had any more",
        "Looked at again on Monday",
        "Taken on: with the Trust Advisor",
        "I cannot come",
        "They are counted by themselves",
        "On which days does Ofsted come?",
        "A comment (if you like)",
        "Told to the headteacher",
        "Half-days could not be sought",
        "A calendar could not be asked",
        "This visit’s time has come",
        "Whoever was given it hears that something needs them",
        "It takes no order to call",
        "How long any way takes at least",
        "days that lie at least between",
        "It says what to mend",
        "0 of 1 half-days",
        "You see this because you are its SIP (W1)",
    ],
)
def test_each_of_them_would_be_found(said: str) -> None:
    assert stumbled_over(said)
