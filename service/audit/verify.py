"""Verifies an export of SIP Desk's audit. It needs Python 3.9 or newer and nothing else: no database, no network.

    python -I verify.py               in the folder that the zip was unpacked into
    python -I verify.py SEQ:HASH ...  the same, and whether these heads, noted at the time, are in the chain

It ends with status 0 where all is well, and otherwise says what is not. VERIFY.txt says what it does, step by step."""

import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
GENESIS = "0" * 64
FILES = ("chain.txt", "entries.jsonl", "details.txt")


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def lines(name: str) -> Iterator[bytes]:
    """Without their ends. Only a line feed ends a line: what people wrote may hold every other kind."""
    with (HERE / name).open("rb") as opened:
        for line in opened:
            yield line[:-1] if line.endswith(b"\n") else line


def demand(true: bool, said: str) -> None:
    if not true:
        sys.exit(f"NOT AS IT WAS: {said}")


def files() -> None:
    """They are those that were exported."""
    sums = {name: total for total, name in (line.decode().split("  ", 1) for line in lines("manifest.sha256"))}
    for name in FILES:
        demand(sha256((HERE / name).read_bytes()) == sums.get(name), f"{name} is not the file that was exported.")


def chain() -> "tuple[list[tuple[str, str]], dict[str, Any]]":
    """Each entry's hash follows from the one before; for those of the earlier form the seal answers together."""
    links: list[tuple[str, str]] = [("", GENESIS)]
    previous, earlier, sealed = GENESIS, hashlib.sha256(), 0
    for line in lines("chain.txt"):
        seq, own, digest = line.decode().split(" ")
        demand(seq == str(len(links)), f"entry {len(links)} of the chain is missing.")
        if own == "-":
            demand(sealed == len(links) - 1, f"entry {seq} has a form that was no longer used.")
            earlier.update(f"{digest}\n".encode())
            sealed += 1
        else:
            demand(digest == sha256(f"{previous} {own}".encode()), f"the chain breaks at entry {seq}.")
        links.append((own, digest))
        previous = digest
    return links, {"entries": sealed, "hashes": earlier.hexdigest()}


def entries(links: "list[tuple[str, str]]", details: "dict[str, Any]") -> "tuple[int, int, list[Any]]":
    """Each entry that is told is the one in the chain. Returns how many, how many lack their detail, and the seals."""
    told, silent = 0, 0
    seals: list[Any] = []
    for line in lines("entries.jsonl"):
        entry: dict[str, Any] = json.loads(line)
        seq = int(entry["seq"])
        demand(0 < seq < len(links), f"entry {seq} is not in the chain.")
        own, digest = links[seq]
        demand(sha256(line) == (digest if own == "-" else own), f"entry {seq} was changed.")
        if "detail" in entry:
            demand(entry["previous"] == links[seq - 1][1], f"entry {seq} does not follow the one before it.")
        elif entry["detail_digest"] not in details:
            silent += 1
        elif entry["action"] == "audit_sealed":
            seals.append(details[entry["detail_digest"]])
        told += 1
    return told, silent, seals


def main(heads: "list[str]") -> None:
    files()
    links, earlier = chain()
    details = {sha256(line): json.loads(line.split(b" ", 1)[1]) for line in lines("details.txt")}
    told, silent, seals = entries(links, details)
    if earlier["entries"]:
        demand(earlier in seals, "the entries of the earlier form are not those that were sealed.")
    for head in heads:
        seq, _, digest = head.partition(":")
        found = seq.isdigit() and 0 < int(seq) < len(links) and links[int(seq)][1] == digest
        demand(found, f"the head {head} is not in this chain. It was rewritten at that entry or before.")
    last = len(links) - 1
    print(f"The chain is whole: {last} entries. {told} of them are told here, {silent} without their detail.")
    print(f"Its head is {last}:{links[last][1]}.")
    if heads:
        print(f"It holds the heads that you noted: {len(heads)} of {len(heads)}.")
    else:
        print("Compare it with a head that left the house at the time: that alone shows that nothing was rewritten.")


if __name__ == "__main__":
    main(sys.argv[1:])
