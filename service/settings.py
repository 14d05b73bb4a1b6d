"""The settings, from `SIPDESK_…` variables or an `.env` file. A missing or contradictory one stops the start."""

import ipaddress
import os
from pathlib import Path
from typing import Final, Literal, Self

from dotenv import dotenv_values
from pydantic import Field, SecretStr, model_validator

from service.alert_settings import AlertSettings
from service.chasing_settings import ChasingSettings
from service.clock_settings import ClockSettings
from service.database_settings import DatabaseSettings
from service.digest_settings import DigestSettings
from service.door_settings import DoorSettings
from service.mail_settings import MailSettings
from service.membership_settings import MembershipSettings
from service.recruitment_settings import RecruitmentSettings
from service.retention_settings import RetentionSettings
from service.settings_source import ENV_FILE, PREFIX
from service.tab_settings import TabSettings
from service.telemetry_settings import TelemetrySettings
from service.visit_settings import VisitSettings

SHORTEST_SECRET: Final = 32


class Settings(
    AlertSettings,
    ChasingSettings,
    ClockSettings,
    DigestSettings,
    DoorSettings,
    MailSettings,
    MembershipSettings,
    RecruitmentSettings,
    RetentionSettings,
    TabSettings,
    TelemetrySettings,
    DatabaseSettings,
    VisitSettings,
):
    """Everything that a trust or its administrator may set. `docs/settings.md` is made from this."""

    local: bool = Field(
        default=False,
        description="Runs against the sandbox: no app id, no tokens, this machine only. Never for real use.",
    )
    host: str = Field(default="127.0.0.1", description="The address to listen on.")
    port: int = Field(default=3978, ge=0, le=65535, description="The port to listen on.")
    worker: str = Field(
        default="worker-1",
        min_length=1,
        description="The name of this process among the workers: the same after a restart, and no other’s.",
    )
    roster: Path | None = Field(
        default=None,
        description="A file with the trust's people, schools and term dates (JSON), for whoever keeps the list in one. "
        "It is read at each start, until the list is changed in another way, by an import or from Teams. If empty, "
        "the database's list stands.",
    )
    administrator: str = Field(
        default="",
        pattern=r"^([0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12})?$",
        description="The Entra object id of who looks after SIP Desk: they are told what is missing from the list, "
        "such as a school’s Diocesan Schools Officer, and may change it in Teams. If empty, the Trust Advisor is.",
    )
    tenant_id: str = Field(
        min_length=1,
        description="The id of the trust's tenant in Microsoft Entra. People of other tenants are turned away.",
    )
    bot_app_id: str = Field(default="", description="The app id of the bot's registration. Required unless local.")
    bot_credential: Literal["client_secret", "certificate", "managed_identity"] = Field(
        default="client_secret", description="How the bot signs in."
    )
    bot_app_password: SecretStr = Field(
        default=SecretStr(""), description="For `client_secret`: the bot's secret (its value, not its id)."
    )
    bot_certificate: Path | None = Field(
        default=None, description="For `certificate`: the PEM file with the certificate and its private key."
    )
    link_secret: SecretStr = Field(
        default=SecretStr(""),
        description="Signs links, and sessions in the tab: 32 characters or more, the same for every process. If "
        "empty, the bot's secret is used. Required if that is shorter, or missing, and SIPDESK_PUBLIC_URL is set.",
    )
    connector_url: str = Field(
        default="https://smba.trafficmanager.net/teams/",
        description="The Teams address used to reach people the bot has not met yet.",
    )
    teams_app_id: str = Field(
        default="",
        pattern=r"^([0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12})?$",
        description="The id of SIP Desk’s app in the trust’s catalogue of Teams (the step `Policy` of the set-up "
        "script says it). With it, and the permission `TeamsAppInstallation.ReadWriteSelfForUser.All`, the Trust "
        "Advisor can install the app for those who lack it. If empty, that is not offered.",
    )
    graph_url: str = Field(default="https://graph.microsoft.com/v1.0", description="The address of Microsoft Graph.")
    graph_credential: Literal["managed_identity", "client_secret", "certificate", "token"] = Field(
        default="managed_identity", description="How the service signs in to Microsoft Graph; `token` only when local."
    )
    graph_app_id: str = Field(default="", description="The app id that signs in to Graph. If empty, the bot's.")
    graph_secret: SecretStr = Field(default=SecretStr(""), description="For `client_secret`: the secret.")
    graph_certificate: Path | None = Field(default=None, description="For `certificate`: the PEM file with its key.")
    graph_token: SecretStr = Field(default=SecretStr(""), description="For `token`: the sandbox's token.")
    site: str = Field(
        min_length=1, description="The one SharePoint site, as host:/path, such as trust.sharepoint.com:/sites/SIP."
    )
    reports_library: str = Field(default="SIP Reports", description="The library of approved reports.")
    drafts_library: str = Field(
        default="SIP Drafts", description="The library of drafts. The Trust Advisor must not be able to read it."
    )
    form_templates: Path | None = Field(
        default=None,
        description="A folder with the trust's own forms of a report: autumn.docx, spring.docx and summer.docx, begun "
        "with `sipdesk forms FOLDER` and edited in Word. A term without one has the service's own form.",
    )
    school_part_school_days: int = Field(
        default=10,
        ge=1,
        description="How many school days before a termly visit its headteacher gets the card of the school's part.",
    )
    chase_after_school_days: int = Field(
        default=1,
        ge=1,
        description="How many school days after the review date of a concern or complaint the person responsible is "
        "reminded.",
    )
    chase_every_school_days: int = Field(
        default=5, ge=1, description="How many school days between further reminders, until they act."
    )
    keep_cases_years: int = Field(
        default=6,
        ge=0,
        description="How many years a concern or complaint is kept after it was closed. Then only the fact that there "
        "was one is kept.",
    )
    conflicts_bar_for_years: int = Field(
        default=5,
        ge=0,
        description="For how many years a SIP’s tie to a school keeps them from it after it has ended.",
    )
    allocation_undo_days: int = Field(
        default=28, ge=0, description="For how many days the Trust Advisor can give a school back the SIP whom it had."
    )
    allocation_at_once: bool = Field(
        default=False,
        description="Whether a school’s SIP changes as soon as headteacher and Chair of Governors have both confirmed, "
        "without the Trust Advisor choosing the day.",
    )
    public_url: str = Field(
        default="",
        description="The https address at which Microsoft Graph and people reach this service, such as "
        "https://sip.trust.example. If empty, changes to visits in Outlook are noticed only once a day, and visits "
        "cannot be downloaded.",
    )
    checks_reminder_school_days: tuple[int, ...] = Field(
        default=(60, 30, 10),
        description="How many school days before a SIP's checks run out SIP and Trust Advisor are reminded (JSON "
        "list). They are also told on the last school day, and once the checks have run out.",
    )
    team_meetings_a_year: int = Field(
        default=6, ge=0, description="How many SIP team meetings there should be in an academic year."
    )
    clock_file: Path | None = Field(
        default=None,
        description="The sandbox's clock.json, which says how far its time was moved. Only with SIPDESK_LOCAL.",
    )

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        if self.local:
            self._is_local()
        else:
            self._is_real()
        if not self.visit_morning[0] < self.visit_morning[1] <= self.visit_afternoon[0] < self.visit_afternoon[1]:
            raise ValueError("SIPDESK_VISIT_MORNING and SIPDESK_VISIT_AFTERNOON must follow one after the other.")
        if self.mailbox and not self.public_url:
            raise ValueError("SIPDESK_MAILBOX needs SIPDESK_PUBLIC_URL: without it no link leads back.")
        if self.form_templates is not None:
            _check_forms(self.form_templates)
        self.membership_terms()
        return self

    def _is_local(self) -> None:
        if self.bot_app_id:
            raise ValueError("SIPDESK_LOCAL and SIPDESK_BOT_APP_ID contradict each other.")
        if not _is_loopback(self.host):
            raise ValueError("With SIPDESK_LOCAL, SIPDESK_HOST must be on this machine (127.0.0.1).")
        if self.graph_credential != "token" or not self.graph_token.get_secret_value():
            raise ValueError("With SIPDESK_LOCAL, SIPDESK_GRAPH_CREDENTIAL must be token, and SIPDESK_GRAPH_TOKEN set.")

    def _bot_signs_in(self) -> None:
        has_secret = bool(self.bot_app_password.get_secret_value())
        if self.bot_credential == "client_secret" and not has_secret:
            raise ValueError("SIPDESK_BOT_APP_PASSWORD is missing.")
        if self.bot_credential == "certificate" and not _is_file(self.bot_certificate):
            raise ValueError("SIPDESK_BOT_CERTIFICATE is missing or no file.")
        self._links_can_be_signed()

    def _links_can_be_signed(self) -> None:
        """Who guesses the secret could open what a link opens."""
        own, bots = (len(each.get_secret_value()) for each in (self.link_secret, self.bot_app_password))
        if 0 < own < SHORTEST_SECRET:
            raise ValueError(f"SIPDESK_LINK_SECRET must have {SHORTEST_SECRET} characters or more.")
        if self.public_url and not own and bots < SHORTEST_SECRET:
            lacking = "has no secret" if not bots else f"has a secret of fewer than {SHORTEST_SECRET} characters"
            raise ValueError(f"SIPDESK_LINK_SECRET is missing: the bot {lacking}, and links could not be signed.")

    def _is_real(self) -> None:
        if self.public_url and not self.public_url.startswith("https://"):
            raise ValueError("SIPDESK_PUBLIC_URL must begin with https://: Microsoft Graph calls no other address.")
        if self.clock_file is not None:
            raise ValueError("SIPDESK_CLOCK_FILE may be set only with SIPDESK_LOCAL: real time cannot be moved.")
        if not self.bot_app_id:
            raise ValueError("SIPDESK_BOT_APP_ID is missing. Without one anybody could speak to the bot.")
        self._bot_signs_in()
        needed = {
            "token": (False, "SIPDESK_GRAPH_CREDENTIAL may be token only with SIPDESK_LOCAL."),
            "client_secret": (bool(self.graph_secret.get_secret_value()), "SIPDESK_GRAPH_SECRET is missing."),
            "certificate": (_is_file(self.graph_certificate), "SIPDESK_GRAPH_CERTIFICATE is missing or no file."),
            "managed_identity": (True, ""),
        }
        fits, complaint = needed[self.graph_credential]
        if not fits:
            raise ValueError(complaint)


def unknown_names() -> list[str]:
    """Variables of ours that are no setting: a mistyped name must not be taken for a setting left alone."""
    given = {*os.environ, *dotenv_values(ENV_FILE)}
    known = {f"{PREFIX}{name.upper()}" for name in Settings.model_fields}
    return sorted(name for name in given if name.upper().startswith(PREFIX) and name.upper() not in known)


def _is_file(path: Path | None) -> bool:
    return path is not None and path.is_file()


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _check_forms(folder: Path) -> None:
    """A form that lacks a place would be noticed by whoever fills it in, or by nobody."""
    from documents.template_check import faults_in  # noqa: PLC0415 - loads what reads Word, which most have no need of

    if not folder.is_dir():
        raise ValueError("SIPDESK_FORM_TEMPLATES is no folder.")
    if faults := faults_in(folder):
        raise ValueError("\n".join(("SIPDESK_FORM_TEMPLATES:", *faults)))
