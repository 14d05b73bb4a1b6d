"""Faults of a set-up, and what the doctor says of each."""

from collections.abc import Mapping
from pathlib import Path

from pydantic import SecretStr

from graph.credentials import StaticCredential
from service.doctor.finding import Light
from tests.service.doctor_makings import (
    Make,
    Refusing,
    Silent,
    account_closed,
    bot_token_from,
    columns,
    consented,
    elsewhere,
    faulty,
    given,
    inside,
    machine_off_by,
    mailbox,
    no_database,
    nobody_of,
    on,
    outside,
    schema,
    sharing,
    signed_in_with,
    terms_without,
)

RED, AMBER, GREEN = Light.RED, Light.AMBER, Light.GREEN
NOT_LOOKED_AT = "Not checked"
Expected = Mapping[str, tuple[Light, str]]


FAULTS: dict[str, tuple[Make, Expected]] = {
    "a tenant id that is none": (
        given(tenant_id="trust.example"),
        {
            "settings": (RED, "SIPDESK_TENANT_ID must be an id of 36 characters"),
            "sign_in": (RED, "for another tenant than SIPDESK_TENANT_ID"),
            "site": (AMBER, "Not checked, because of “Signing in to Microsoft Graph”."),
            "database": (GREEN, "has the tables of this version"),
        },
    ),
    "a site that is no address": (given(site="SIP"), {"settings": (RED, "SIPDESK_SITE names no site")}),
    "no key to cases": (
        given(case_keys=SecretStr("none")),
        {"case_keys": (RED, "stay closed. SIPDESK_CASE_KEYS holds no keys"), "database": (GREEN, "")},
    ),
    "no database yet": (given(database_url="sqlite:///none.db"), {"database": (AMBER, "nothing in the SQLite")}),
    "an empty database": (schema(None), {"database": (AMBER, "nothing in the SQLite database yet")}),
    "an older database": (schema("0001"), {"database": (AMBER, "from an older version")}),
    "a newer database": (schema("9999"), {"database": (RED, "from a newer version")}),
    "a file that is no database": (no_database, {"database": (RED, "cannot be read (DatabaseError)")}),
    "a database that does not answer": (
        given(database_url="postgresql://u:p@127.0.0.1:9/none"),
        {"database": (RED, "The PostgreSQL database cannot be read (OperationalError)"), "site": (GREEN, "")},
    ),
    "no roster": (
        given(roster=Path("none.json")),
        {
            "roster": (RED, "none.json cannot be read"),
            "term_dates": (AMBER, NOT_LOOKED_AT),
            "people": (AMBER, NOT_LOOKED_AT),
            "calendars": (AMBER, NOT_LOOKED_AT),
            "calls": (AMBER, "Not checked, because of “Roster”."),
            "site": (GREEN, ""),
        },
    ),
    "a year without dates": (on(2034, 11, 6), {"term_dates": (RED, "lacks term dates of 2034/35")}),
    "a term without dates": (terms_without("Summer"), {"term_dates": (RED, "lacks term dates of 2026/27")}),
    "next year without dates": (
        on(2034, 6, 12),
        {"term_dates": (AMBER, "lacks term dates of 2034/35, which starts soon")},
    ),
    "a clock a little off": (machine_off_by(90), {"clock": (AMBER, "seconds wrong")}),
    "a clock far off": (machine_off_by(-900), {"clock": (RED, "refuses its tokens")}),
    "nobody at Graph's address": (
        given(graph_url="http://127.0.0.1:9/v1.0"),
        {"clock": (RED, "The time could not be read"), "people": (RED, "an unexpected answer: ConnectError")},
    ),
    "a secret that is none": (
        signed_in_with(Refusing("AADSTS7000215")),
        {"sign_in": (RED, "SIPDESK_GRAPH_SECRET is not the secret’s value"), "reach": (AMBER, NOT_LOOKED_AT)},
    ),
    "a secret that expired": (signed_in_with(Refusing("AADSTS7000222")), {"sign_in": (RED, "has expired")}),
    "an app id that is none": (signed_in_with(Refusing("AADSTS700016")), {"sign_in": (RED, "has no app with the id")}),
    "a tenant that is none": (signed_in_with(Refusing("AADSTS90002")), {"sign_in": (RED, "names no tenant")}),
    "a certificate that nobody knows": (
        signed_in_with(Refusing("AADSTS700027")),
        {"sign_in": (RED, "does not know the certificate")},
    ),
    "another refusal": (signed_in_with(Refusing("AADSTS50034")), {"sign_in": (RED, "no token: AADSTS50034")}),
    "a token of another tenant": (
        consented(tenant_id="00000000-0000-4000-8000-000000000001"),
        {"sign_in": (RED, "for another tenant")},
    ),
    "a token that says nothing": (
        signed_in_with(StaticCredential("opaque")),
        {"reach": (AMBER, "does not say which permissions"), "people": (RED, "401 InvalidAuthenticationToken")},
    ),
    "no consent for the directory": (
        consented(roles=["Sites.Selected"]),
        {"reach": (RED, "carries no User.Read.All"), "people": (RED, "User.Read.All is missing"), "site": (GREEN, "")},
    ),
    "no consent for sites": (
        consented(roles=["User.Read.All"]),
        {"reach": (RED, "carries no Sites.Selected"), "site": (RED, "cannot be opened"), "people": (GREEN, "")},
    ),
    "consent to all calendars": (
        consented(roles=["Sites.Selected", "User.Read.All", "Calendars.ReadWrite"]),
        {
            "reach": (RED, "Calendars.ReadWrite opens the whole tenant"),
            "outside": (RED, "A mailbox outside the scope can be opened"),
        },
    ),
    "consent to all sites": (
        consented(roles=["Sites.Selected", "User.Read.All", "Sites.ReadWrite.All"]),
        {"reach": (RED, "Sites.ReadWrite.All opens the whole tenant")},
    ),
    "consent to what is not needed": (
        consented(roles=["Sites.Selected", "User.Read.All", "Mail.Send"]),
        {"reach": (AMBER, "more than SIP Desk uses: Mail.Send")},
    ),
    "a headteacher without an account": (nobody_of("headteacher"), {"people": (AMBER, "1 of 31 people")}),
    "a SIP without an account": (
        nobody_of("sip"),
        {"people": (RED, "1 of 31 people"), "calendars": (RED, "1 of 9 calendars that SIP Desk writes into")},
    ),
    "a headteacher who has left": (account_closed("headteacher"), {"people": (AMBER, "1 of 31 people")}),
    "another site": (given(site="lanternshore.sharepoint.example:/sites/Other"), {"site": (RED, "cannot be opened")}),
    "no role on the site": (
        consented(site_role=""),
        {"site": (RED, "must be given the role fullcontrol"), "filing": (AMBER, NOT_LOOKED_AT)},
    ),
    "only reading on the site": (
        consented(site_role="read"),
        {"site": (GREEN, ""), "reports": (GREEN, ""), "filing": (RED, "Files cannot be written"), "sharing": (RED, "")},
    ),
    "only writing on the site": (
        consented(site_role="write"),
        {"filing": (GREEN, ""), "sharing": (RED, "Files cannot be shared")},
    ),
    "no site of this address": (
        faulty(service="graph", method="GET", kind="status", status=404, path="/v1.0/sites/lantern"),
        {"site": (RED, "does not exist"), "reports": (AMBER, NOT_LOOKED_AT)},
    ),
    "no library of this name": (
        given(reports_library="Reports of SIPs"),
        {"reports": (RED, "no library “Reports of SIPs”: SIPDESK_REPORTS_LIBRARY"), "drafts": (GREEN, "")},
    ),
    "a column that is missing": (
        columns("SIP Reports", Sha256=None, RetainUntil=None),
        {"reports": (RED, "has no column Sha256, RetainUntil: reports cannot be filed"), "drafts": (GREEN, "")},
    ),
    "columns of the wrong kind": (
        columns("SIP Reports", ApprovedAt="text", RetainUntil="dateTime", SharedWith="text"),
        {"reports": (AMBER, "has columns of the wrong kind")},
    ),
    "a column without an index": (columns("SIP Drafts", URN="unindexed"), {"drafts": (AMBER, "no index on URN")}),
    "a SIP outside the scope": (
        mailbox("sip", "closed"),
        {
            "calendars": (RED, "1 of 9 calendars that SIP Desk writes into"),
            "busy": (AMBER, "because of “Calendars of organisers”"),
            "calls": (AMBER, "because of “Calendars of organisers”"),
        },
    ),
    "a Trust Advisor outside the scope": (
        mailbox("trust_advisor", "closed"),
        {"calendars": (RED, "1 of 9 calendars that SIP Desk writes into"), "outside": (GREEN, "")},
    ),
    "a DSO outside the scope": (
        mailbox("dso", "closed"),
        {"calendars": (RED, "holds every SIP, the Trust Advisor and")},
    ),
    "a headteacher who hides their time": (
        sharing("headteacher", "nothing"),
        {"busy": (AMBER, "Some headteachers (1) hide their busy times"), "calendars": (GREEN, "")},
    ),
    "a SIP without a mailbox": (mailbox("sip", "none"), {"calendars": (RED, "cannot be opened")}),
    "no role in Exchange": (consented(assigned=[]), {"calendars": (RED, "must be assigned in Exchange")}),
    "only reading in Exchange": (consented(assigned=["Calendars.Read"]), {"calendars": (RED, "read but not written")}),
    "nobody named who must stay shut": (given(mailbox_outside=""), {"outside": (AMBER, "No mailbox is named")}),
    "a mailbox that must stay shut is open": (outside("sip"), {"outside": (RED, "can be opened")}),
    "a headteacher in the scope": (
        inside("headteacher"),
        {"calendars": (GREEN, ""), "outside": (RED, "A mailbox outside the scope can be opened")},
    ),
    "nobody's mailbox must stay shut": (
        outside("headteacher", mailbox=False),
        {"outside": (AMBER, "names no mailbox of this tenant")},
    ),
    "a bot that gets no token": (bot_token_from(Refusing("")), {"bot": (RED, "refused the bot a token")}),
    "a bot that cannot ask for one": (
        bot_token_from(Silent("")),
        {"bot": (RED, "could not ask for its token (app token: ConnectionError)")},
    ),
    "an app id that is no bot's": (
        faulty(service="connector", kind="status", status=401, method="POST"),
        {"bot": (RED, "Teams refuses the bot’s token")},
    ),
    "a Trust Advisor without the app": (
        faulty(service="connector", kind="status", status=403, code="BotNotInConversationRoster", method="POST"),
        {"bot": (AMBER, "the Trust Advisor does not have the app")},
    ),
    "no public address": (
        given(public_url=""),
        {
            "door": (AMBER, "SIPDESK_PUBLIC_URL is empty"),
            "calls": (AMBER, "Not tested"),
            "tab": (AMBER, "The overview cannot be opened in Teams"),
        },
    ),
    "nobody at the public address": (
        given(public_url="http://127.0.0.1:9"),
        {"door": (RED, "Nothing answers at SIPDESK_PUBLIC_URL"), "calls": (AMBER, NOT_LOOKED_AT)},
    ),
    "a sign-in that does not answer": (
        given(entra_url="http://127.0.0.1:9/entra"),
        {"tab": (RED, "The keys of Microsoft’s sign-in cannot be read")},
    ),
    "somebody else at the public address": (elsewhere, {"door": (RED, "Something other than SIP Desk answers")}),
    "a door that Microsoft does not reach": (
        faulty(service="graph", method="POST", kind="status", status=400, code="ValidationError", path="subscriptions"),
        {"door": (GREEN, ""), "calls": (RED, "Microsoft Graph cannot reach SIPDESK_PUBLIC_URL")},
    ),
    "no orders to call": (
        faulty(service="graph", method="POST", kind="status", status=403, path="subscriptions"),
        {"calls": (RED, "refused to create a change-notification subscription")},
    ),
    "an order that an earlier look left": (
        faulty(service="graph", method="POST", kind="status", status=409, path="subscriptions"),
        {"calls": (GREEN, "")},
    ),
    "SharePoint is down": (
        faulty(service="graph", kind="status", status=503, path="/v1.0/sites", retry_after=30),
        {"site": (RED, "an unexpected answer: 503"), "calendars": (GREEN, ""), "bot": (GREEN, "")},
    ),
}
