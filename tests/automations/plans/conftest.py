"""Terms are solved in the tests' own process: to start one for each plan takes longer than all else. The journeys of
`test_term_plan.py` start it."""

from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import Any

import pytest

from automations.plans import making


class Here(Executor):
    """Does at once what it is given."""

    def __init__(self, *_args: object, **_options: object) -> None: ...

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        done = Future[Any]()
        done.set_result(fn(*args, **kwargs))
        return done


@pytest.fixture(autouse=True)
def solved_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "ProcessPoolExecutor", Here)
