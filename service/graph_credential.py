"""How the service signs in to Microsoft Graph, by its settings."""

from pathlib import Path

from graph import sign_in
from graph.credentials import Credential, StaticCredential
from service.settings import Settings


def graph_credential(settings: Settings) -> Credential:
    app_id = settings.graph_app_id or settings.bot_app_id
    match settings.graph_credential:
        case "token":
            return StaticCredential(settings.graph_token.get_secret_value())
        case "managed_identity":
            return sign_in.managed_identity(settings.graph_app_id)
        case "client_secret":
            return sign_in.client_secret(settings.tenant_id, app_id, settings.graph_secret.get_secret_value())
        case "certificate":
            return sign_in.certificate(settings.tenant_id, app_id, settings.graph_certificate or Path())
