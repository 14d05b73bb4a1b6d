"""How the bot shows Microsoft that it is itself. None connects before a token is asked for."""

from pathlib import Path
from typing import Final

from botframework.connector.auth import CertificateAppCredentials, MicrosoftAppCredentials
from botframework.connector.auth.managedidentity_app_credentials import ManagedIdentityAppCredentials
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization

from bot.app_token import Credential

_LONGEST: Final = 100_000


class UnusableCertificate(Exception):
    """The file does not hold what it should; the sentence names it."""


def secret(app_id: str, password: str, tenant_id: str) -> Credential:
    return MicrosoftAppCredentials(app_id, password, channel_auth_tenant=tenant_id)


def certificate(app_id: str, pem: Path, tenant_id: str) -> Credential:
    """`pem` holds certificate and private key, as for Graph. Raises UnusableCertificate."""
    try:
        data = pem.read_bytes()[:_LONGEST]
        known = x509.load_pem_x509_certificate(data)
        key = serialization.load_pem_private_key(data, password=None)
    except (OSError, ValueError, TypeError):  # TypeError is a key that wants a password
        what = "a certificate and its private key (PEM, without a password)"
        raise UnusableCertificate(f"SIPDESK_BOT_CERTIFICATE: {pem} does not hold {what}.") from None
    written = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    # The thumbprint is how Entra names the certificate; it proves nothing, so SHA-1 does no harm.
    thumbprint = known.fingerprint(hashes.SHA1()).hex()  # noqa: S303 - as said above
    return CertificateAppCredentials(app_id, thumbprint, written.decode(), channel_auth_tenant=tenant_id)


def managed_identity(app_id: str) -> Credential:
    """The identity that Azure gives the machine; its client id is the bot's app id."""
    return ManagedIdentityAppCredentials(app_id)
