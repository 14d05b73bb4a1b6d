"""Turns without clients. A stock turn of botbuilder builds a ConnectorClient and a UserTokenClient, whether used or
not, and spends most of its time on that. All that this bot says goes through the Messenger, nearly all
of it on the worker's time, so a turn is given neither: whatever tries to send from within one fails at once."""

from typing import Any, NoReturn, cast

from botframework.connector.auth import (
    AuthenticateRequestResult,
    BotFrameworkAuthentication,
    ClaimsIdentity,
    ConnectorFactory,
)


class SentInATurn(Exception):
    """A handler tried to send from within a turn. Add an outbox job instead."""


class _NoConnector:
    @property
    def conversations(self) -> NoReturn:
        raise SentInATurn


class _NoClients:
    """The two things that CloudAdapterBase asks for in a turn whose sender is already proved."""

    async def create(self, *_: Any) -> _NoConnector:
        return _NO_CONNECTOR

    async def create_user_token_client(self, *_: Any) -> None:
        return None


_NO_CONNECTOR = _NoConnector()
_NO_CLIENTS = _NoClients()


def no_send_turns() -> BotFrameworkAuthentication:
    """What an adapter is made with."""
    return cast("BotFrameworkAuthentication", _NO_CLIENTS)


def no_send_turn() -> AuthenticateRequestResult:
    """What one turn is begun with, instead of botbuilder's own proof of the sender."""
    result = AuthenticateRequestResult()
    result.claims_identity = ClaimsIdentity({}, True)
    result.connector_factory = cast("ConnectorFactory", _NO_CLIENTS)
    return result
