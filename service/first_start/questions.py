"""What has to be known before the service can run, in the order in which it is asked."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from service.first_start import answers

Values = Mapping[str, str]
"""Settings by their names, without what all of them begin with."""


def _always(_: Values) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Question:
    """`name` is of the setting, `flag` of the option that answers it. `where` says where the answer is found. One with
    a `default`, or that `may_wait`, is answered by Enter alone."""

    name: str
    flag: str
    asks: str
    where: str
    check: answers.Check
    default: str = ""
    may_wait: bool = False
    secret: bool = False
    when: Callable[[Values], bool] = _always


def _is(name: str, value: str) -> Callable[[Values], bool]:
    return lambda values: values.get(name) == value


SIGNS_IN: Final = ("client_secret", "certificate", "managed_identity")
QUESTIONS: Final = (
    Question(
        "TENANT_ID",
        "--tenant",
        "The id of your tenant",
        "“Directory (tenant) ID” on the overview page of the app registration, in the Microsoft Entra admin centre",
        answers.an_id,
    ),
    Question(
        "BOT_APP_ID",
        "--app-id",
        "The app id of the bot’s registration",
        "“Application (client) ID” on the same page",
        answers.an_id,
    ),
    Question(
        "BOT_CREDENTIAL",
        "--bot-secret-file, --bot-certificate or --managed-identity",
        "How the bot signs in",
        "client_secret, certificate or managed_identity (on Azure: no secret at all)",
        answers.one_of(*SIGNS_IN),
        default="client_secret",
    ),
    Question(
        "BOT_APP_PASSWORD",
        "--bot-secret-file",
        "The bot’s secret (it is not shown)",
        "its value, which “Certificates & secrets” shows once",
        answers.a_secret,
        secret=True,
        when=_is("BOT_CREDENTIAL", "client_secret"),
    ),
    Question(
        "BOT_CERTIFICATE",
        "--bot-certificate",
        "The bot’s certificate",
        "a PEM file with the certificate and its private key",
        answers.a_key_file,
        when=_is("BOT_CREDENTIAL", "certificate"),
    ),
    Question(
        "GRAPH_CREDENTIAL",
        "--graph-secret-file, --graph-certificate or --managed-identity",
        "How the service signs in to Microsoft Graph",
        "certificate (advised on a machine of your own), client_secret or managed_identity",
        answers.one_of(*SIGNS_IN),
        default="certificate",
    ),
    Question(
        "GRAPH_SECRET",
        "--graph-secret-file",
        "The secret for Microsoft Graph (it is not shown)",
        "its value, which “Certificates & secrets” shows once",
        answers.a_secret,
        secret=True,
        when=_is("GRAPH_CREDENTIAL", "client_secret"),
    ),
    Question(
        "GRAPH_CERTIFICATE",
        "--graph-certificate",
        "The certificate for Microsoft Graph",
        "a PEM file with the certificate and its private key; its public half is uploaded to the registration",
        answers.a_key_file,
        when=_is("GRAPH_CREDENTIAL", "certificate"),
    ),
    Question(
        "SITE",
        "--site",
        "The SharePoint site for reports",
        "as your browser shows its address, such as https://trust.sharepoint.com/sites/SIP",
        answers.a_site,
    ),
    Question(
        "PUBLIC_URL",
        "--public-url",
        "The address at which Teams will reach the service",
        "such as https://sip.trust.example; Enter if you do not know it yet",
        answers.an_address,
        may_wait=True,
    ),
    Question(
        "DATABASE_URL",
        "--database",
        "The database",
        "sqlite:///path for a file, or postgresql://user:password@host/name",
        answers.a_database,
        default="sqlite:///.sipdesk/sipdesk.db",
        secret=True,  # there may be a password in it: it is not repeated
    ),
)
LOCAL: Final = tuple(one for one in QUESTIONS if one.name == "DATABASE_URL")
"""What the stand-in for Microsoft 365 does not say of itself."""
