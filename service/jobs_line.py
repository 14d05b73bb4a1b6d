"""What can be typed after `sipdesk jobs`."""

import argparse
import re
from datetime import timedelta
from pathlib import Path
from typing import Final

STATES: Final = ("under-way", "due", "later", "failing", "stopped", "given-up", "called-off", "all")
_AGE: Final = re.compile(r"(\d{1,5})([mhd])")
_UNITS: Final = {"m": "minutes", "h": "hours", "d": "days"}


def add_jobs(jobs: argparse.ArgumentParser) -> None:
    chosen = jobs.add_subparsers(dest="jobs", required=True)
    listed = chosen.add_parser("list", help="what was given up or stopped, or failed and is tried again")
    shown = chosen.add_parser("show", help="one of them: how often it was tried, and what it waits for")
    retried = chosen.add_parser("retry", help="try one again now, or all that match")
    called_off = chosen.add_parser("cancel", aliases=["give-up"], help="never do one; the people who wait are told")
    paused = chosen.add_parser("pause", help="begin nothing of a kind until you resume it, such as mail or sharepoint")
    resumed = chosen.add_parser("resume", help="let a kind go on")
    chosen.add_parser("paused", help="which kinds are stopped, who stopped them, since when and why")
    chosen.add_parser("ages", help="how many wait for each service, and since when the oldest")
    chosen.add_parser("stalled", help="what should have ended or begun long ago")
    told = chosen.add_parser("story", help="what became of one record, without names or words: for support")
    for parser in (listed, retried):
        _add_filter(parser)
    shown.add_argument("id", metavar="ID")
    retried.add_argument("id", metavar="ID", nargs="?", default="")
    retried.add_argument("--dry-run", action="store_true", help="only say how many")
    called_off.add_argument("id", metavar="ID")
    called_off.add_argument("--reason", required=True, metavar="WORDS", help="why: those who wait for it read this")
    paused.add_argument("kind", metavar="KIND", help="a service, a kind of job, or somebody's e-mail address")
    paused.add_argument("--reason", required=True, metavar="WORDS", help="why: the next administrator reads this")
    resumed.add_argument("kind", metavar="KIND")
    told.add_argument("about", metavar="RECORD", help="such as report:ID, as `sipdesk jobs show` names it")
    told.add_argument("--out", required=True, type=Path, metavar="FILE.json", help="the file to write")
    for parser in (retried, called_off, paused, resumed, told):
        parser.add_argument("--as", default="", dest="operator", metavar="NAME", help="who you are, for the audit")


def _add_filter(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--kind", default="", metavar="KIND", help="a kind of job, such as file_report, or a service")
    parser.add_argument("--error", default="", metavar="ERROR", help="only those that failed this way: Forbidden")
    parser.add_argument("--state", default="", choices=STATES, help="only those that stand so")
    parser.add_argument("--school", default="", metavar="URN", help="only those about this school")
    parser.add_argument("--mailbox", default="", metavar="ADDRESS", help="only those in or to this person's mailbox")
    parser.add_argument("--older-than", default=timedelta(), type=_age, metavar="AGE", help="such as 30m, 2h or 3d")


def _age(text: str) -> timedelta:
    found = _AGE.fullmatch(text.strip().lower())
    if found is None:
        raise argparse.ArgumentTypeError("an age such as 30m, 2h or 3d")
    return timedelta(**{_UNITS[found[2]]: int(found[1])})
