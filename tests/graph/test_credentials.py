"""Who we are, in a real tenant and in the sandbox."""

import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from azure.core.credentials import AccessToken

from graph import sign_in
from graph.credentials import Credential, OffTheLoop, StaticCredential

ENTRA = (sign_in.managed_identity(""), sign_in.managed_identity("app"), sign_in.client_secret("t" * 8, "app", "secret"))


class Closing:
    """A credential of azure-identity as far as we use it."""

    def __init__(self, is_async: bool) -> None:
        self.closed = 0
        self.close: Callable[[], Any] = self._close_later if is_async else self._close

    def get_token(self, *scopes: str, **options: Any) -> AccessToken:
        return AccessToken("t", 1)

    def _close(self) -> None:
        self.closed += 1

    async def _close_later(self) -> None:
        self.closed += 1


async def test_a_fixed_token_is_given_for_any_scope() -> None:
    assert (await StaticCredential("fixed").get_token("scope", claims=None)).token == "fixed"


@pytest.mark.parametrize("is_async", [True, False])
async def test_a_credentials_own_connection_is_closed(is_async: bool) -> None:
    credential = Closing(is_async)
    await OffTheLoop(credential).close()
    assert credential.closed == 1


@pytest.mark.parametrize("credential", ENTRA, ids=lambda credential: type(credential).__name__)
async def test_what_the_service_signs_in_with_waits_without_blocking(credential: Credential) -> None:
    assert inspect.iscoroutinefunction(credential.get_token)
    await OffTheLoop(credential).close()


def test_a_certificate_that_is_not_there_is_said_at_once(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        sign_in.certificate("t" * 8, "app", tmp_path / "none.pem")
