"""The picture of the team's skills (T4): for each topic how many are how confident, in bars whose parts have their
numbers in them, and shades that stay apart in grey. No name is in it."""

from typing import Final

from documents import svg
from documents.figure_drawing import as_png
from handbook.sip_team.skills.answer import CONFIDENCE
from handbook.sip_team.skills.picture import TeamPicture, TopicPicture

_WIDTH: Final = 640
_RIGHT: Final = 620
_SHADES: Final = {1: "#ffffff", 2: "#dce6f2", 3: "#c3d3e6", 4: "#9db8d9"}
_ROW: Final = 46
_TOP: Final = 74


def skills_png(picture: TeamPicture) -> bytes:
    return as_png(skills_svg(picture))


def skills_svg(picture: TeamPicture) -> str:
    parts = [svg.words(0, 18, "How confident the SIP team is, topic by topic", size=15)]
    x = 0.0
    for level, words in CONFIDENCE.items():
        parts.append(svg.bar(x, 32, 14, 14, _SHADES[level], dashed=level == 1))
        parts.append(svg.words(x + 20, 44, words, size=12))
        x += 46 + 7.2 * len(words)
    for number, topic in enumerate(picture.topics):
        parts += _row(topic, _TOP + _ROW * number)
    return svg.picture(_WIDTH, _TOP + _ROW * len(picture.topics) + 8, parts)


def _row(topic: TopicPicture, y: float) -> list[str]:
    name = f"{topic.topic.words[:1].upper()}{topic.topic.words[1:]}"
    parts = [svg.words(0, y + 12, f"{name}: {topic.standing.words}", size=13)]
    if not topic.said:
        return [*parts, svg.words(0, y + 32, "nobody has answered", size=12, colour=svg.MUTED)]
    x, whole = 0.0, float(_RIGHT)
    for level, count in enumerate(topic.confidence, start=1):
        if count:
            width = whole * count / topic.said
            parts.append(svg.bar(x, y + 18, width, 20, _SHADES[level], dashed=level == 1))
            parts.append(svg.words(x + width / 2, y + 33, str(count), size=12, anchor="middle"))
            x += width
    return parts
