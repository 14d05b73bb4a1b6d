"""What is left is numbered, in the order in which it is done, each with its command or page."""

from handbook.schools.trust_list import TrustList
from service.doctor.finding import Checked, Finding, amber, green, red
from service.first_start.left import lines, steps_left
from tests.support.lists import a_list

REAL = {
    "BOT_APP_ID": "0d6f2c1e-7a55-4c3b-9f0e-2b1a4c5d6e7f",
    "SITE": "trust.sharepoint.com:/sites/SIP",
    "PUBLIC_URL": "https://sip.trust.example",
}


def found(**findings: Finding) -> list[Checked]:
    return [Checked(key, key.capitalize(), one) for key, one in findings.items()]


def test_at_first_all_is_left() -> None:
    checked = found(
        roster=red("The list has 0 people.", "Import both:", "sipdesk import"),
        site=red("There is no such site.", "Create it:", "./Set"),
        reports=amber("Not checked, because of “Site”."),
        outside=amber("No mailbox is named.", "Name one:", "SIPDESK_MAILBOX_OUTSIDE=…"),
        bot=amber("No app.", "Install it."),
        door=red("Nothing answers.", "Start it:"),
    )
    told = lines(steps_left({**REAL, "PUBLIC_URL": ""}, TrustList(), checked))
    assert [line for line in told if line[:3].strip(" .").isdecimal()] == [
        " 1. Import your schools: the DfE’s file of all schools, or a list of your own.",
        " 2. Import term dates and INSET days.",
        " 3. Import people: names, offices, addresses.",
        " 4. Import the checks on SIPs.",
        " 5. Site: There is no such site. Create it.",
        " 6. Outside: No mailbox is named. Name one.",
        " 7. Choose the https address at which Teams reaches the service, and say it.",
        " 8. Run the service, with the proxy before it.",
        " 9. Make the app package, upload it, and give it to people: they can be written",
        "10. Have backups made, and restore one once.",
    ]
    assert "      sipdesk template checks --filled > checks.xlsx" in told
    assert any("--domain HOST --sharepoint trust.sharepoint.com" in line for line in told)
    assert all(len(line) <= 80 for line in told if not line.startswith("      "))


def test_in_the_end_little_is_left() -> None:
    known = a_list()
    checked = found(roster=green("x"), door=green("x"), calls=green("x"), bot=green("x"))
    told = lines(steps_left(REAL, known, checked))
    assert " 2. In the bot’s registration, the messaging endpoint is" in told
    assert told[-2:] == [" 3. Have backups made, and restore one once.", "      docs/deployment.md"]
    assert "serve" not in " ".join(told)


def test_beside_the_sandbox_nothing_is_uploaded() -> None:
    told = " ".join(lines(steps_left({**REAL, "LOCAL": "true"}, a_list(), found(door=red("x", "y")))))
    assert "sipdesk serve --local" in told
    assert "manifest" not in told
