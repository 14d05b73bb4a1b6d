"""What can be typed after `sipdesk`. It knows little of the service, so that a mistyped word is answered at once."""

import argparse
import re
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Final

from handbook.core.school_years import AcademicYear
from service.jobs_line import add_jobs
from spreadsheets.row_places import day_of

_SHA256: Final = re.compile("[0-9a-f]{64}")
COPIES: Final = {
    "backup": "write the whole database to a file, while the service runs",
    "restore": "restore a backup into an empty database, while the service is stopped",
}


class Until(StrEnum):
    """Where the demo's story stops."""

    START = "start"
    SENT = "sent"
    DONE = "done"


def parser() -> argparse.ArgumentParser:
    whole = argparse.ArgumentParser(prog="sipdesk", description="The SIP service in Microsoft Teams.")
    commands = whole.add_subparsers(dest="command", required=True)
    _add_init(commands.add_parser("init", help="the first start: settings, database, your lists, and what is left"))
    served = commands.add_parser("serve", help="answer Teams, run jobs, watch deadlines")
    served.add_argument("--local", action="store_true", help="against the sandbox on this machine")
    commands.add_parser("work", help="run jobs and watch deadlines only: one more worker, on PostgreSQL")
    demo = commands.add_parser("demo", help="the story of one report, with the sandbox in place of Microsoft 365")
    demo.add_argument("--once", action="store_true", help="end after the story")
    demo.add_argument("--until", choices=[until.value for until in Until], default=Until.DONE.value)
    _add_simulate(commands.add_parser("simulate", help="a school year in minutes: what people do, and what must hold"))
    looked = commands.add_parser("doctor", help="check settings, Microsoft 365 and the network, and say what to fix")
    looked.add_argument("--json", action="store_true", help="print the result as JSON")
    _add_audit(commands.add_parser("audit", help="the audit: verify it, or write it to a zip that verifies by itself"))
    for command, what in COPIES.items():
        commands.add_parser(command, help=what).add_argument("file", type=Path, metavar="FILE")
    commands.add_parser("restored", help="note that the database was restored by other means, such as by its host")
    forms = commands.add_parser("forms", help="the trust's own forms of a report: write them to edit, and check them")
    forms.add_argument("folder", type=Path, metavar="FOLDER")
    _add_figures(commands.add_parser("figures", help="import figures of schools from a DfE or EBIU file"))
    _add_import(commands.add_parser("import", help="import schools and people from spreadsheets"))
    template = commands.add_parser("template", help="a list to fill in: sipdesk template people > people.xlsx")
    template.add_argument(
        "kind", choices=["schools", "people", "terms", "checks", "training", "agreements", "membership"]
    )
    template.add_argument("--filled", action="store_true", help="with what the list says now, to be changed")
    _add_record(commands.add_parser("record", help="write a school's whole record to a zip"))
    _add_subject(commands.add_parser("subject-access", help="all that is held about somebody, as two zips"))
    _add_erase(commands.add_parser("erase", help="erase what is held about somebody, as far as it may go"))
    _add_correct(commands.add_parser("correct", help="note beside a record what somebody says is wrong about them"))
    _add_retention(commands.add_parser("retention", help="forget what is kept no longer, and say what was"))
    faq = commands.add_parser("faq", help="the FAQ").add_subparsers(dest="faq", required=True)
    exported = faq.add_parser("export", help="write it for the website, and for an agent in Microsoft 365 Copilot")
    exported.add_argument("folder", type=Path, metavar="FOLDER", help="where the two files go")
    _add_keys(commands.add_parser("keys", help="the keys that seal concerns and complaints"))
    add_jobs(commands.add_parser("jobs", help="what SIP Desk has to do: see it, steer it, stop it"))
    _add_manifest(commands.add_parser("manifest", help="the Teams app package"))
    return whole


def _add_simulate(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--schools", type=int, default=20, metavar="N", help="how many schools (20)")
    parser.add_argument("--sips", type=int, default=3, metavar="N", help="how many SIPs (3)")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="another number is another year (1)")
    parser.add_argument("--days", type=int, default=365, metavar="N", help="from 1 September on (365)")
    parser.add_argument(
        "--faults", type=int, default=50, metavar="N", help="one call in so many goes wrong (50; 0: none)"
    )
    parser.add_argument(
        "--database", default="", metavar="URL", help="an empty database (SQLite, in a temporary folder)"
    )


def _add_audit(parser: argparse.ArgumentParser) -> None:
    audited = parser.add_subparsers(dest="audit", required=True)
    verified = audited.add_parser("verify", help="check that no entry was changed, removed or inserted")
    verified.add_argument(
        "--head",
        action="append",
        default=[],
        type=_head,
        metavar="SEQ:HASH",
        help="a head that left the house, which must be in the chain; give several to learn from where it differs",
    )
    verified.add_argument("--expect", default="", metavar="HASH", help="a hash noted earlier, without its number")
    verified.add_argument("--quick", action="store_true", help="only what came after the last head that was noted")
    exported = audited.add_parser("export", help="write it to a zip with a printed recipe that verifies it")
    part = exported.add_mutually_exclusive_group()
    part.add_argument("--school", default="", metavar="URN", help="only what is about this school")
    part.add_argument("--person", default="", metavar="ID", help="only what this person did, and what names them")
    exported.add_argument("--out", required=True, type=Path, metavar="FILE.zip", help="the file to write")


def _head(text: str) -> tuple[int, str]:
    seq, _, digest = text.strip().partition(":")
    if not (seq.isdecimal() and _SHA256.fullmatch(digest)):
        raise argparse.ArgumentTypeError("a head such as 1234:9f86d0…, with all 64 characters of its hash")
    return int(seq), digest


def _add_manifest(parser: argparse.ArgumentParser) -> None:
    built = parser.add_subparsers(dest="manifest", required=True).add_parser("build", help="make the zip to upload")
    built.add_argument("--app-id", required=True, metavar="GUID", help="the app id of the bot's registration")
    built.add_argument("--domain", required=True, metavar="HOST", help="where Teams reaches the service")
    built.add_argument("--out", required=True, type=Path, metavar="FILE.zip", help="the file to write")
    built.add_argument("--version", default="1.0.0", help="raise it with each upload; 1.0.0 if not given")
    built.add_argument("--organisation", default="SIP Desk", metavar="NAME", help="who offers the app")
    built.add_argument("--privacy", default="", metavar="URL", help="your privacy notice")
    built.add_argument("--terms", default="", metavar="URL", help="your terms of use")
    built.add_argument(
        "--sharepoint", default="", metavar="HOST", help="the host of the SIP site, whose links become cards"
    )


def _add_record(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("urn", metavar="URN", help="the school")
    parser.add_argument("--out", required=True, type=Path, metavar="FILE.zip", help="the file to write")
    parser.add_argument(
        "--for",
        default="",
        dest="person",
        metavar="ADDRESS",
        help="whose copy it is, by e-mail: the school's headteacher, or the Trust Advisor (who it is if not given)",
    )


def _add_subject(parser: argparse.ArgumentParser) -> None:
    _add_whom(parser)
    parser.add_argument(
        "--name",
        action="append",
        default=[],
        dest="named",
        metavar="ADDRESS",
        help="somebody else who may stand in the copy by name: they agreed, or it is fair to name them",
    )
    parser.add_argument("--folder", type=Path, default=Path(), metavar="FOLDER", help="where the two zips go")


def _add_erase(parser: argparse.ArgumentParser) -> None:
    _add_whom(parser)
    parser.add_argument("--dry-run", action="store_true", help="only say what would go, and what stays and why")
    parser.add_argument(
        "--reason", default="", metavar="WORDS", help="who asked, and when; not their name: for the audit"
    )


def _add_correct(parser: argparse.ArgumentParser) -> None:
    _add_whom(parser)
    parser.add_argument(
        "--record",
        default="",
        metavar="KIND:ID",
        help="beside which; without it, those that name them are listed",
    )
    parser.add_argument("--wrong", default="", metavar="WORDS", help="what they say is wrong, in a sentence")
    parser.add_argument("--right", default="", metavar="WORDS", help="what they say is right")
    parser.add_argument("--asked-on", type=date.fromisoformat, metavar="YYYY-MM-DD", help="when they asked (today)")


def _add_whom(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("person", metavar="PERSON", help="a name, an e-mail address, or an account’s id")
    parser.add_argument(
        "--also",
        action="append",
        default=[],
        metavar="WORDS",
        help="another name, address or account of theirs, such as an earlier family name",
    )


def _add_retention(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--dry-run", action="store_true", help="only say what would be forgotten; nothing is changed")
    parser.add_argument(
        "--certificate", type=Path, metavar="FILE.json", help="write a list of all that was ever forgotten"
    )


def _add_figures(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="a CSV or .xlsx; with --template, the .xlsx to write")
    parser.add_argument("--apply", action="store_true", help="import it; without this, only say what would be done")
    parser.add_argument("--year", type=_year, metavar="2024/25", help="the academic year, where the file has none")
    parser.add_argument("--as-at", type=_day, metavar="DAY", help="the day the file was made up to, such as 31/07/2025")
    parser.add_argument("--template", action="store_true", help="write an empty EBIU sheet, with the schools in it")


def _year(text: str) -> AcademicYear:
    try:
        return AcademicYear.parse(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError("an academic year such as 2024/25") from error


def _day(text: str) -> date:
    found = day_of(text)
    if found is None:
        raise argparse.ArgumentTypeError("a day such as 31/07/2025")
    return found


def _add_keys(keys: argparse.ArgumentParser) -> None:
    chosen = keys.add_subparsers(dest="keys", required=True)
    made = chosen.add_parser("make", help="make a file with a first key, or one more in it")
    made.add_argument("file", type=Path, metavar="FILE")
    chosen.add_parser("list", help="how many cases each key opens, and whether one is missing")
    chosen.add_parser("rotate", help="a new key, and everything under it, while the service runs")


def _add_init(parser: argparse.ArgumentParser) -> None:
    for flag, metavar, what in (
        ("--tenant", "GUID", "the id of the tenant in Microsoft Entra"),
        ("--app-id", "GUID", "the app id of the bot's registration"),
        ("--site", "URL", "the SharePoint site for reports"),
        ("--database", "URL", "sqlite:///path or postgresql://user:password@host/name"),
        ("--public-url", "URL", "where Teams reaches the service"),
        ("--sandbox", "URL", "instead of Microsoft 365, the sandbox on this machine: no tenant, no secrets"),
    ):
        parser.add_argument(flag, default="", metavar=metavar, help=what)
    parser.add_argument("--managed-identity", action="store_true", help="both sign in so, on Azure")
    for whose, what in (("bot", "the bot"), ("graph", "Microsoft Graph")):
        parser.add_argument(
            f"--{whose}-secret-file", type=Path, metavar="FILE", help=f"the secret of {what}, in a file"
        )
        parser.add_argument(f"--{whose}-certificate", type=Path, metavar="FILE", help=f"the certificate for {what}")
    for kind in ("schools", "terms", "people", "checks", "training", "agreements"):
        parser.add_argument(f"--{kind}", type=Path, metavar="FILE", help=f"the list of {kind} to import")
    _add_which(parser)
    parser.add_argument("--yes", action="store_true", help="import, and change settings, without asking")


def _add_which(schools: argparse.ArgumentParser) -> None:
    """Which schools of a file of all are the trust's."""
    schools.add_argument("--urns", type=Path, metavar="FILE", help="the trust's schools, by a file with their URNs")
    schools.add_argument("--diocese", default="", help="or by a diocese: its whole name or its code")
    schools.add_argument("--trust", default="", help="or by a trust: its whole name or number")
    schools.add_argument("--groups", type=Path, metavar="FILE", help="the GIAS file of groups, in which --trust stands")
    schools.add_argument(
        "--where", action="append", type=_where, default=[], metavar="COLUMN=VALUE", help="or by what a column says"
    )
    schools.add_argument("--all", action="store_true", help="every school in the file")
    schools.add_argument("--links", type=Path, metavar="FILE", help="the GIAS file of schools' earlier and later URNs")


def _add_import(parser: argparse.ArgumentParser) -> None:
    kinds = parser.add_subparsers(dest="kind", required=True)
    schools = kinds.add_parser("schools", help="schools, from a GIAS file or a list of your own")
    _add_which(schools)
    people = kinds.add_parser("people", help="people: names, addresses, offices, and the schools they serve")
    terms = kinds.add_parser("terms", help="term dates of authorities and schools, and schools' INSET days")
    checks = kinds.add_parser("checks", help="the dates of checks on SIPs")
    papers = kinds.add_parser("agreements", help="agreements that schools have signed on paper")
    whole = kinds.add_parser("list", help="all of the list, from a JSON file")
    training = kinds.add_parser("training", help="the training that SIPs have had")
    membership = kinds.add_parser("membership", help="whose SIP each school has in a school year, and what was paid")
    for one in (schools, people, terms, checks, training, papers, membership, whole):
        one.add_argument("file", type=Path, metavar="FILE", help="a CSV or .xlsx" if one is not whole else "the JSON")
        one.add_argument("--apply", action="store_true", help="do it; without this, only say what would be done")
        one.add_argument("--leavers", action="store_true", help="who is not in the file leaves the list")
        one.add_argument(
            "--annotated", type=Path, metavar="NEW.xlsx", help="a copy of the file with what is wrong in it"
        )
        one.add_argument(
            "--skip-bad-rows", type=Path, metavar="NEW.xlsx", help="import the rest, and write rows with faults there"
        )
        one.add_argument("--yes", action="store_true", help="also where more than 10%% of the list would leave")


def _where(text: str) -> tuple[str, str]:
    column, equals, value = text.partition("=")
    if not equals:
        raise argparse.ArgumentTypeError("a column and its value, such as “Town=Southport”")
    return column, value
