"""Writing a message as a person does: in their chat with the bot, or in the channel, where it begins a thread."""

from aiohttp import web

from sandbox.connector.activities import MENTION
from sandbox.connector.channels import channel_of, thread_of
from sandbox.connector.seats import Seats
from sandbox.connector.shapes import Object
from sandbox.trust import SandboxPerson


async def say(
    seats: Seats, person: SandboxPerson, chat: str, client: str, *, text: str = "", attachments: list[Object]
) -> web.Response:
    """Answers with how the bot took it. In the channel the bot only hears of what mentions it (`@SIP Desk`)."""
    chats, message_id = seats.chats, seats.chats.next_id()
    if channel_of(chat) is None:
        activity = seats.activities.message(person, chat, message_id, client, text=text, attachments=attachments)
        chats.mark_read(chat)
        chats.add(chat, person.id, message_id, activity)
        return await seats.deliver(activity)
    thread = thread_of(chat, message_id)
    activity = seats.activities.post(person, thread, message_id, client, text, attachments)
    chats.add(thread, person.id, message_id, activity)
    if MENTION in text:
        return await seats.deliver(activity)
    return web.json_response({"id": message_id, "activity": activity})
