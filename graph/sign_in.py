"""How the service signs in to Microsoft 365 in a real tenant. azure-identity is imported when first needed."""

from pathlib import Path

from graph.credentials import Credential


def managed_identity(app_id: str) -> Credential:
    """The identity that Azure gives the process: no secret anywhere. `app_id` names a user-assigned one or is empty."""
    from azure.identity.aio import ManagedIdentityCredential  # noqa: PLC0415 - half a second that no cold start pays

    return ManagedIdentityCredential(client_id=app_id) if app_id else ManagedIdentityCredential()


def client_secret(tenant_id: str, app_id: str, secret: str) -> Credential:
    from azure.identity.aio import ClientSecretCredential  # noqa: PLC0415 - as above

    return ClientSecretCredential(tenant_id, app_id, secret)


def certificate(tenant_id: str, app_id: str, pem: Path) -> Credential:
    """`pem` holds the certificate and its private key."""
    from azure.identity.aio import CertificateCredential  # noqa: PLC0415 - as above

    return CertificateCredential(tenant_id, app_id, str(pem))
