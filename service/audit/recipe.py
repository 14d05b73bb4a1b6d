"""What is printed in every export of the audit, for somebody who verifies it without SIP Desk."""

from pathlib import Path
from typing import Final

PROGRAM: Final = Path(__file__).with_name("verify.py").read_bytes()

RECIPE: Final = """\
HOW TO VERIFY THIS EXPORT OF SIP DESK'S AUDIT

What it is: {what}.
It holds {told} of the {entries} entries that the audit had when it was written, on {made_at}.
Head of the chain:

    {entries}:{head}

With a page of Python (3.9 or newer; it uses Python's own library, no network, no database):

    python -I verify.py
    python -I verify.py SEQ:HASH

SEQ:HASH is a head that left the house at the time: in the administrator's weekly message, in the
folder "Audit heads" of the reports library, or printed by a backup. Give one or more. The first
command shows that the files fit each other. Only the second shows that nobody computed the whole
chain again.

By hand, with sha256sum:

 1. The files are those that were exported:

        sha256sum -c manifest.sha256

 2. An entry is the one in the chain. Take its line of entries.jsonl without the line's end, here
    the first:

        head -n 1 entries.jsonl | tr -d '\\n' | sha256sum

    In chain.txt the line with the entry's number ("seq") has this sum in its second column.

 3. Its detail. Take its line of details.txt, here the first:

        head -n 1 details.txt | tr -d '\\n' | sha256sum

    The sum is the "detail_digest" of an entry. A detail whose line is not there was forgotten
    after its time, or left out.

 4. The chain. Take the hash (third column of chain.txt) of the entry before, here the first, and
    the sum in the second column of the entry itself, here the second. For entry 1 the hash before
    is 64 zeros.

        printf '%s %s' "$(sed -n 1p chain.txt | cut -d' ' -f3)" \\
            "$(sed -n 2p chain.txt | cut -d' ' -f2)" | sha256sum

    The sum is the third column of the second.

Entries with "-" in the second column were written by an earlier version. Their line in
entries.jsonl has all of them, and its sum is their hash, in the third column. The detail of the
entry "audit_sealed" has the sum of all their hashes:

    grep -- ' - ' chain.txt | cut -d' ' -f3 | sha256sum

What this does not show: that the service wrote down all that happened, and that an export of a
part has all the entries about it.
"""
