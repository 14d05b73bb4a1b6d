"""What the pages about security promise is there: the counted tests, and those that the threat model names."""

import ast
import re
from functools import cache
from pathlib import Path

from tests.attacks.kinds import KINDS, count
from tests.attacks.page import PAGE, page

ROOT = Path(__file__).parent.parent.parent
MODEL = ROOT / "docs" / "security" / "threat-model.md"


@cache
def names_in(path: Path) -> frozenset[str]:
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    found = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return frozenset(one.name for one in found if isinstance(one, functions) and one.name.startswith("test_"))


def test_the_page_counts_what_is_there() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run `make docs`"


def test_tokens_are_forged_in_sixty_ways_and_more() -> None:
    [authentication] = [one for one in KINDS if one.title == "Authentication"]
    assert count(authentication) >= 60
    assert all(count(one) for one in KINDS)


def test_every_test_that_the_threat_model_names_is_there() -> None:
    named = re.findall(r"`(tests/[\w/]+\.py)(?:::(test_\w+))?`", MODEL.read_text(encoding="utf-8"))
    assert len(named) > 30
    for path, test in named:
        assert (ROOT / path).is_file(), path
        assert not test or test in names_in(ROOT / path), f"{path}::{test}"


def test_every_threat_says_how_it_is_stopped_and_by_which_test() -> None:
    rows = [line for line in MODEL.read_text(encoding="utf-8").splitlines() if line.startswith("| T")]
    assert len(rows) >= 15
    for row in rows:
        name, what, stopped, shown, left = (cell.strip() for cell in row.strip("|").split("|"))
        assert all((name, what, stopped, left)), name
        assert "`tests/" in shown, name
