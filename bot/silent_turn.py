"""Turns without clients. A stock turn of botbuilder builds a ConnectorClient and a UserTokenClient, whether used or
not, and spends most of its time on that. All that this bot says goes through the Messenger, on the worker's time, so a
turn is given neither: whatever tries to send from within one fails at once."""

from typing import Any, NoReturn

from botframework.connector.auth import (
    AuthenticateRequestResult,
    BotFrameworkAuthentication,
    ClaimsIdentity,
    ConnectorFactory,
)


class SaidInATurn(Exception):
    """A handler tried to send from within a turn. Promise it instead."""


class _NoConnector:
    @property
    def conversations(self) -> NoReturn:
        raise SaidInATurn


class SilentTurns(BotFrameworkAuthentication, ConnectorFactory):
    """What CloudAdapterBase asks for and the bot does not need."""

    async def create(self, service_url: str, audience: str) -> _NoConnector:
        return _NO_CONNECTOR

    def create_connector_factory(self, claims_identity: ClaimsIdentity) -> ConnectorFactory:
        return self

    async def create_user_token_client(self, claims_identity: ClaimsIdentity) -> None:
        return None

    async def authenticate_request(self, activity: Any, auth_header: str) -> NoReturn:
        raise SaidInATurn

    async def authenticate_streaming_request(self, auth_header: str, channel_id_header: str) -> NoReturn:
        raise SaidInATurn


_NO_CONNECTOR = _NoConnector()


def silent_turn() -> AuthenticateRequestResult:
    """The result of a proof that has already been made."""
    result = AuthenticateRequestResult()
    result.claims_identity = ClaimsIdentity({}, True)
    result.connector_factory = _TURNS
    return result


_TURNS = SilentTurns()
