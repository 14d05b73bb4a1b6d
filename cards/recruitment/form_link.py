"""Where the application form in Word is fetched (R3)."""

from cards.kit.elements import Json, card, text
from cards.kit.lines import link, why


def form_link_card(url: str) -> Json:
    """`url` is empty where the service has no address that people could reach."""
    because = why("you asked for the application form")
    if not url:
        none = "I cannot offer the form as a file here. Please write it on the card of the application."
        return card("The application form in Word", [text(none), because], [], "The application form.")
    body = [
        text("Fill it in, in Word, and send it to me here. I write what it says into the draft."),
        text("You read the draft once more before you send the application."),
        text(f"To pass it on, copy this address: {url}"),
        because,
    ]  # fmt: skip
    return card("The application form in Word", body, link("Open the form", url), "The application form.")
