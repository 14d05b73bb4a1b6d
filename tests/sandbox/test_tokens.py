import pytest

from sandbox.tokens import Caller, Tokens, Unauthorised


def test_a_token_stands_for_an_application_with_its_permissions() -> None:
    tokens = Tokens()
    tokens.issue_app("secret-of-the-app", "the-app", ["Sites.Selected"], {"the-site": "write"})
    caller = tokens.caller("Bearer secret-of-the-app")
    assert caller == Caller("app", "the-app", frozenset({"Sites.Selected"}), {"the-site": "write"})


def test_a_token_stands_for_a_person_who_has_no_application_permission() -> None:
    tokens = Tokens()
    tokens.issue_app("a", "the-app", ["User.Read.All"])
    tokens.issue_user("b", "the-person")
    assert tokens.caller("bearer b") == Caller("user", "the-person", frozenset(), {})


@pytest.mark.parametrize("header", [None, "", "Bearer", "Bearer  ", "Basic YTpi", "Bearer wrong", "Bearer known2"])
def test_without_a_known_token_nobody_calls(header: str | None) -> None:
    tokens = Tokens()
    tokens.issue_user("known", "somebody")
    with pytest.raises(Unauthorised):
        tokens.caller(header)
