"""Whose mailbox a call is about, and whether its caller may open it."""

from sandbox.graph.call import Call
from sandbox.graph.errors import GraphError, outlook_denied
from sandbox.trust import SandboxPerson


def mailbox(call: Call) -> SandboxPerson:
    """The person whose mailbox `{user}` is, by id or sign-in name and never by mail. A person opens only their own."""
    return opened(call, call.word("user"))


def opened(call: Call, user: str) -> SandboxPerson:
    """What Exchange assigned opens the mailboxes of its scope alone. A permission of the whole tenant opens every
    mailbox, also one outside that scope: the two add up."""
    person = call.stand_in.tenant.person(user)
    if person is None:
        raise GraphError(404, "ErrorInvalidUser", f"The requested user '{user}' is invalid.")
    if call.caller.kind == "user" and call.caller.id != person.id:
        raise outlook_denied()
    state = call.stand_in.mailboxes.state(person)
    if state in ("none", "away"):
        message = "The mailbox is either inactive, soft-deleted, or is hosted on-premise."
        raise GraphError(404, "MailboxNotEnabledForRESTAPI", message)
    if state == "closed" and call.caller.kind == "app" and not call.caller.roles & call.need.permissions:
        raise outlook_denied()
    return person
