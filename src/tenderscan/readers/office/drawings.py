"""Words in drawings: text bodies, diagrams (SmartArt) and charts (ECMA-376 part 1, 21)."""

from tenderscan.readers.office.names import CHART, DIAGRAM, DRAWING
from tenderscan.readers.xml import Element

_HIDDEN_POINTS = frozenset({"pres", "parTrans", "sibTrans", "doc"})
"""Points of a diagram that hold its layout, not its text (21.4.3.5)."""


def drawing_text(body: Element) -> str:
    """Text of a DrawingML text body, one line a paragraph."""
    return "\n".join(
        "".join(piece.text or "" for piece in paragraph.iter(DRAWING + "t")) for paragraph in body.iter(DRAWING + "p")
    )


def diagram_words(data: Element) -> str:
    """Words of a diagram, one line an entry."""
    points = (point for point in data.iter(DIAGRAM + "pt") if point.get("type") not in _HIDDEN_POINTS)
    return "\n".join(filter(str.strip, map(drawing_text, points)))


def chart_words(chart: Element) -> str:
    """Titles, series and categories of a chart."""
    titles = [drawing_text(title) for title in chart.iter(CHART + "title")]
    names = [
        entry.text or ""
        for place in ("tx", "cat")
        for holder in chart.iter(CHART + place)
        for entry in holder.iter(CHART + "v")
    ]
    return "\n".join(dict.fromkeys(filter(str.strip, titles + names)))
