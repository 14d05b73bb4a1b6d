"""What a person did, in a line: how an activity reads in a timeline."""

from sandbox.connector.shapes import Object, a_list, an_object, text_of


def told(activity: Object) -> Object:
    """Who it comes from (`person`), `what` they did, the verb, the text or the file that it was done with (`about`),
    and the title of the button where there is one."""
    what, subject = _told(activity)
    title = text_of(an_object(an_object(activity.get("value")).get("action")), "title")
    person = an_object(activity.get("from")).get("aadObjectId")
    return {"person": person, "what": what, "about": subject, "title": title}


def _told(activity: Object) -> tuple[str, str]:
    value, kind = an_object(activity.get("value")), text_of(activity, "type")
    if kind == "invoke" and text_of(activity, "name") in _ASKED:
        return _ASKED[text_of(activity, "name")], _asked_about(value)
    if kind == "invoke":
        automatic = value.get("trigger") == "automatic"
        return ("refresh" if automatic else "click"), text_of(an_object(value.get("action")), "verb")
    if kind != "message":
        return ("uninstall" if activity.get("membersRemoved") else "install"), text_of(activity, "action")
    if value:
        return "submit", text_of(value, "verb")
    files = [text_of(an_object(one), "name") for one in a_list(activity.get("attachments"))]
    return ("file", files[0]) if files else ("message", text_of(activity, "text"))


def _asked_about(value: Object) -> str:
    typed = [
        text_of(an_object(one), "value")
        for one in a_list(value.get("parameters"))
        if an_object(one).get("name") != "initialRun"
    ]
    verb = text_of(an_object(value.get("data")), "verb")
    return text_of(value, "queryText") or "".join(typed) or text_of(value, "url") or verb or text_of(value, "commandId")


_ASKED = {
    "task/fetch": "dialog",
    "task/submit": "dialog sent",
    "application/search": "search",
    "composeExtension/query": "search",
    "composeExtension/queryLink": "link",
    "composeExtension/fetchTask": "dialog",
    "composeExtension/submitAction": "dialog sent",
}
