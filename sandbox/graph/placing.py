"""Putting a file somewhere: what `conflictBehavior` and `If-Match` mean."""

from collections.abc import Sequence
from dataclasses import dataclass

from sandbox.graph.errors import bad_request, changed_meanwhile, name_taken
from sandbox.graph.names import another_name
from sandbox.graph.tree import Change, Item, Tree

BEHAVIOURS = ("fail", "replace", "rename")


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a file is to go: a path below an item, or (empty path) that file itself."""

    start: Item
    path: tuple[str, ...]
    conflict: str = "replace"
    if_match: str | None = None


def behaviour(given: object, default: str) -> str:
    value = default if given is None else given
    if value not in BEHAVIOURS:
        raise bad_request(f"@microsoft.graph.conflictBehavior must be one of {', '.join(BEHAVIOURS)}.")
    return str(value)


def check_match(item: Item | None, if_match: str | None) -> None:
    """Takes the eTag, the cTag or `*`, as Graph does."""
    if if_match is None:
        return
    if item is None or if_match.removeprefix("W/") not in ("*", item.e_tag, item.c_tag, item.list_e_tag):
        raise changed_meanwhile()


def check_spot(tree: Tree, spot: Spot) -> Item | None:
    """The file that stands there now, if any. Raises where nothing may be put there."""
    there = tree.below(spot.start, spot.path)
    check_match(there, spot.if_match)
    if there is not None and (there.folder or spot.conflict == "fail"):
        raise name_taken()
    return there


def place(tree: Tree, spot: Spot, data: bytes, change: Change) -> tuple[Item, bool]:
    """The file, and whether it is new. Folders on the way are made."""
    there = check_spot(tree, spot)
    if there is not None and (spot.conflict == "replace" or not spot.path):
        return tree.replace(there, data, change), False
    folder = tree.folder(spot.start, spot.path[:-1], change)
    name = spot.path[-1] if there is None else free_name(tree, folder, spot.path[-1], is_folder=False)
    return tree.add_file(folder, name, data, change), True


def free_name(tree: Tree, folder: Item, name: str, *, is_folder: bool) -> str:
    number = 1
    while tree.child(folder, another_name(name, number, is_folder)) is not None:
        number += 1
    return another_name(name, number, is_folder)


def nearest(tree: Tree, start: Item, path: Sequence[str]) -> Item:
    """The deepest item on the way that exists: whose permissions decide."""
    for length in range(len(path), 0, -1):
        if found := tree.below(start, path[:length]):
            return found
    return start
