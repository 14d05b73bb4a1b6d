"""`docs/security/attacks.md`: what is tried against the service, counted from the tests."""

from pathlib import Path
from typing import Final

from tests.access.people import RELATIONS
from tests.attacks.kinds import KINDS, Kind, count, presses

PAGE: Final = Path(__file__).parent.parent.parent / "docs" / "security" / "attacks.md"
_HEAD: Final = """# What is tried against the service

This page is made by `make docs` (`python -m tests.attacks`): the tests of each kind are named in
`tests/attacks/kinds.py`, and their cases are counted from the tests themselves. A case is one set of arguments; a test
that draws many of them (hypothesis), or goes through many in a loop, counts once. `make test` plays all of them.

| kind | what is tried | tests | cases |
| --- | --- | --: | --: |
"""
_PRESSES: Final = """
Beside these, `tests/access` tries each button, card and page of [who may press and see what](commands.md) as each of
{people} people: {presses} presses and looks at least, in the states that the stories come through. What is not named
there is refused, and nothing changes.

To play one kind: `pytest` with the files below.
"""


def page() -> str:
    rows = [f"| {one.title} | {one.what} | {_tests(one)} | {count(one)} |" for one in KINDS]
    whole = f"| all | | {sum(_tests(one) for one in KINDS)} | {sum(count(one) for one in KINDS)} |"
    files = [f"- {one.title}: {', '.join(f'`{_path(module)}`' for module in one.tests)}" for one in KINDS]
    said = _PRESSES.format(people=len(RELATIONS), presses=f"{presses():,}")
    return _HEAD + "\n".join((*rows, whole, said, *files)) + "\n"


def _tests(kind: Kind) -> int:
    return sum(len(names) for names in kind.tests.values())


def _path(module: str) -> str:
    return f"{module.replace('.', '/')}.py"
