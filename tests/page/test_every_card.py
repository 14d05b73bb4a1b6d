"""Every card, drawn by Microsoft's renderer in each theme."""

import pytest
from playwright.async_api import Browser

from tests.gallery import THEMES, WIDTHS, cards_page, cards_window, drawn
from tests.page.browser import ON_ONE_LOOP, Window
from tests.support.card_gallery import every_card

pytestmark = ON_ONE_LOOP
WHOLE_PAGES = ["page-has-heading-one", "landmark-one-main", "region", "heading-order", "scrollable-region-focusable"]
"""Rules about a page, which a card is not; its headings follow on the headings of the page around it."""


async def test_no_card_is_drawn_with_a_warning_or_a_fault_of_accessibility(chromium: Browser) -> None:
    async with cards_page() as address:
        window = Window(await cards_window(chromium, address))
        for theme in THEMES:
            assert await drawn(window.page, every_card(), theme, WIDTHS["desktop"]) == []
            only = () if theme == "light" else ("color-contrast",)  # the rest is the same in each theme
            assert await window.faults(leave_out=WHOLE_PAGES, only=only) == [], theme


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
