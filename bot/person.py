"""Who an activity says it is from. Read from the signed activity alone, never from card data."""

import re

from botbuilder.schema import Activity

from automations.engine.inbound.port import Sender

_ID = re.compile(r"[0-9a-z-]{1,64}")


class NoPerson(Exception):
    """The activity names nobody whom the directory could know."""


def is_personal(activity: Activity) -> bool:
    return activity.conversation.conversation_type == "personal"


def person_of(activity: Activity) -> str:
    """The person behind an activity. Raises NoPerson."""
    person_id = activity.from_property.aad_object_id.lower()
    if not _ID.fullmatch(person_id):
        raise NoPerson
    return person_id


def sender_of(activity: Activity) -> Sender:
    """The person behind an activity, and where that person can be answered. Raises NoPerson."""
    person_id = person_of(activity)
    if not activity.conversation.id:
        raise NoPerson
    return Sender(
        person_id=person_id,
        conversation_id=activity.conversation.id,
        service_url=activity.service_url,
        personal=is_personal(activity),
    )


def tenants_of(activity: Activity) -> set[str]:
    """Every tenant that an activity names, in lower case. Teams names it in two places."""
    tenant = activity.channel_data.get("tenant")
    named = (activity.conversation.tenant_id, tenant.get("id") if isinstance(tenant, dict) else tenant)
    return {str(each).lower() for each in named if each}
