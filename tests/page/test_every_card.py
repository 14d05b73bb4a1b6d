"""Every card, drawn by Microsoft's renderer in each theme."""

from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from playwright.async_api import Browser

from cards.kit.elements import buttons, card, execute, facts, input_choice, status, table
from handbook.core.people import Role
from tests.gallery import THEMES, WIDTHS, cards_page, cards_window, drawn
from tests.page.browser import ON_ONE_LOOP, Window
from tests.support import builders as a
from tests.support.card_gallery import Shown, every_card

pytestmark = ON_ONE_LOOP
CONTAINERS = ("Container", "Column", "ColumnSet", "TableCell", "TableRow", "Table")
WHOLE_PAGES = ["page-has-heading-one", "landmark-one-main", "region", "heading-order", "scrollable-region-focusable"]
"""Rules about a page, which a card is not; its headings follow on the headings of the page around it."""


def looks(node: Any, inside: str = "") -> Iterator[tuple[str, ...]]:
    """What the colours of a card's parts depend on, and what is said of each."""
    if isinstance(node, list):
        for one in node:
            yield from looks(one, inside)
    elif isinstance(node, dict):
        kind, style = node.get("type", ""), node.get("style", "")
        yield (inside, kind, style, node.get("color", ""), str(node.get("isSubtle")), *sorted(node))
        for key, value in node.items():
            if key != "data":
                yield from looks(value, style if kind in CONTAINERS and style else inside)


def of_every_look(cards: Sequence[Shown]) -> list[Shown]:
    """As few cards as have every look among them, more or less."""
    seen: set[tuple[str, ...]] = set()
    few: list[Shown] = []
    for one in cards:
        if new := set(looks(one.card)) - seen:
            few.append(one)
            seen |= new
    return few


async def test_no_card_is_drawn_with_a_warning_or_a_fault_of_accessibility(chromium: Browser) -> None:
    cards = every_card()
    few = of_every_look(cards)
    async with cards_page() as address:
        window = Window(await cards_window(chromium, address))
        assert await drawn(window.page, cards, THEMES[0], WIDTHS["desktop"]) == []
        for theme in THEMES:
            assert await drawn(window.page, few, theme, WIDTHS["desktop"]) == []
            only = () if theme == "light" else ("color-contrast",)  # only colours differ
            assert await window.faults(leave_out=WHOLE_PAGES, only=only) == [], theme


CUT = """() => [...document.querySelectorAll(".ac-adaptiveCard *")]
    .filter((one) => getComputedStyle(one).overflowX === "hidden" && one.scrollWidth > one.clientWidth + 1)
    .map((one) => one.textContent)"""
"""Words of which a part is not shown."""


async def test_no_words_are_cut_on_a_phone(chromium: Browser) -> None:
    long = "a SIP who can help with the headteacher’s appraisal"
    parts = [
        facts([(long, long)]),
        input_choice("wishes", long, "Please choose.", [(long, "one")], several=True),
        buttons([execute(long, "note", {})]),
        table([long, long, long], [[long, long, long]]),
        status("Waiting", long, "warning"),
    ]
    made = Shown("long words", card("Long words", parts, [], "Long words."), a.a_person(Role.SIP))
    async with cards_page() as address:
        page = await cards_window(chromium, address)
        await drawn(page, [made, *of_every_look(every_card())], THEMES[0], WIDTHS["phone"])
        assert await page.evaluate(CUT) == []


@pytest.mark.parametrize(
    ("element", "path"),
    [
        ({"type": "Gauge"}, "body[1].items[0]: the renderer does not know Gauge"),
        ({"type": "TextBlock", "text": "Words", "size": "huge"}, "body[1].items[0]: Invalid value"),
        ({"type": "Input.Text"}, "body[1].items[0]: "),
    ],
)
async def test_a_warning_names_the_place(chromium: Browser, element: dict[str, str], path: str) -> None:
    body = [{"type": "TextBlock", "text": "Title"}, {"type": "Container", "items": [element]}]
    card = {"type": "AdaptiveCard", "version": "1.5", "body": body}
    async with cards_page() as address:
        page = await cards_window(chromium, address)
        warned = await page.evaluate("(card) => drawAll([{ name: 'one', card }], 'light', 560)", card)
    assert warned
    assert all(warning.startswith(f"one: {path}") for warning in warned), warned


MARKDOWN = [
    ("**bold** and _italic_", "<p><strong>bold</strong> and <em>italic</em></p>"),
    ("a\\*b\\* \\[x\\](y)", "<p>a*b* [x](y)</p>"),
    ("<img src=x onerror=alert(1)>", "<p>&lt;img src=x onerror=alert(1)&gt;</p>"),
    ("[go](javascript:alert(1))", "<p>[go](javascript:alert(1))</p>"),
    ("- one\n- two", "<ul><li>one</li><li>two</li></ul>"),
    ("3. one\n4. two", '<ol start="3"><li>one</li><li>two</li></ol>'),
    ("snake_case_name", "<p>snake_case_name</p>"),
    (
        '[a "quote](https://x.example/_y_)',
        '<p><a href="https://x.example/_y_" target="_blank" rel="noopener noreferrer">',
    ),
]


async def test_markdown_is_drawn_and_nothing_else_is_let_through(chromium: Browser) -> None:
    async with cards_page() as address:
        page = await cards_window(chromium, address)
        made = await page.evaluate(
            "async (texts) => { const { toHtml } = await import('/page/markdown.js'); return texts.map(toHtml); }",
            [text for text, _ in MARKDOWN],
        )
    for (text, html), found in zip(MARKDOWN, made, strict=True):
        assert found.startswith(html), (text, found)
