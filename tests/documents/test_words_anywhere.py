"""Every word of a report has its place, or is shown: whatever people put wherever they like."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.documents.crafted import (
    all_of,
    edited,
    heading,
    line,
    table,
)
from tests.documents.more_parts import markup, with_lines
from tests.documents.test_every_word import BOX, DRAWN, NOTES, accounted

words = st.text("abcdefghijklmnopqrstuvwxyzéß", min_size=1, max_size=6).map(lambda word: f"q{word}")
plain_lines = words.map(line)
_REF = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
PROMPTING = "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
TRACKED = (
    "<w:p><w:ins><w:r><w:t>{}</w:t></w:r></w:ins><w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>"
    "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>{}n</w:t></w:r></w:p>"
)
MERGED = (
    '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/><w:vMerge w:val="restart"/></w:tcPr>{}</w:tc></w:tr>'
    '<w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/><w:vMerge/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>'
)
grids = st.lists(st.lists(words, min_size=1, max_size=4), min_size=1, max_size=3)
oddities = st.one_of(
    plain_lines,
    st.tuples(words, st.integers(1, 9)).map(lambda each: heading(*each)),
    grids.map(lambda rows: table(*map(tuple, rows))),
    words.map(lambda word: f"<w:p>{BOX.format(line(word))}<w:r><w:t>{word}x</w:t></w:r></w:p>"),
    words.map(lambda word: f"<w:p>{DRAWN.format(DESCRIBED.format(word))}<w:r><w:t>{word}x</w:t></w:r></w:p>"),
    words.map(lambda word: PROMPTING.format(line(word))),
    words.map(lambda word: f"<w:x>{TRACKED.format(word, word)}</w:x>"),
    words.map(lambda word: MERGED.format(line(word))),
    words.map(lambda word: table(("Target", "Measure", "Owner", "By when", word), (word, "", "", "", f"{word}z"))),
    words.map(lambda word: table(("Area", "School’s judgement", "SIP’s judgement"), (word, "", f"{word}j"))),
    words.map(lambda word: table(("Next visit", word), (word, f"{word}v"))),
    words.map(lambda word: line(f"{word}: {word}w")),
    words.map(lambda word: heading(f"Next visit: {word}")),
    words.map(lambda word: heading(f"Next visit {word}")),
)
DESCRIBED = '<wp:docPr descr="{}y"/>'
PLACES = (
    "School Improvement Partner report",
    "Short-term actions",
    "About the school",
    NOTES,
    "Agreed targets",
    "Week of",
)


@settings(deadline=None, max_examples=80)
@given(st.sampled_from(PLACES), st.lists(oddities, min_size=1, max_size=6), st.booleans())
def test_whatever_people_put_anywhere_is_placed_or_shown(place: str, odd: list[str], tagged: bool) -> None:
    data = with_lines(place, *odd)
    if not tagged:
        data = edited(data, lambda root: [tag.getparent().remove(tag) for tag in all_of(root, "tag")])
    contents = accounted(data)
    told = repr(contents)
    for each in odd:
        for text in all_of(markup(each), "t"):
            assert all(word in told for word in re.findall(r"q\w+", text.text or ""))
