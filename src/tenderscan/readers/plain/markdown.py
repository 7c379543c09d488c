"""Markdown: headings, lists, tables and quotations as what they mean, not as what they are written with."""

import re
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from tenderscan.document import BlockKind, Properties
from tenderscan.readers import effort
from tenderscan.readers.budget import Budget
from tenderscan.readers.html.flow import Page
from tenderscan.readers.html.names import BLOCKS, UNSHOWN
from tenderscan.readers.pieces import Piece, Rows
from tenderscan.readers.plain.lines import unwrapped
from tenderscan.readers.plain.paragraphs import paragraph, plain_pieces, rejoined

_LONGEST_BLOCK = 20_000
"""Characters of a paragraph whose emphasis and links are taken apart; hostile ones take quadratic time."""
_BULLET = "\u2022 "
_DEEPEST = 60
"""Quotations and lists in each other."""
_FRONT = re.compile(r"---[ \t]*\r?\n((?:[^\n]{0,1000}\n){1,200}?)(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)")
_FRONT_FIELD = re.compile(r"(\w[\w -]{0,40}):[ \t]*(\S[^\r\n]*)")
_TAG_NAME = re.compile(r"</?([a-zA-Z][\w-]*)")
_INLINE_TAGS = frozenset(
    {"a", "abbr", "b", "br", "cite", "code", "del", "em", "font", "i", "img", "input", "ins", "kbd", "mark", "q", "s"}
    | {"small", "span", "strike", "strong", "sub", "sup", "tt", "u", "var", "wbr"}
)
_BREAK = re.compile(r"<br\b", re.IGNORECASE)
_STARS = re.compile(r"\*\*([^*\n]{1,200})\*\*")
_SENTENCE = re.compile(r"[.:;,?!”\"]\s*\Z|\n")


class Markdown:
    """One Markdown text, from its source to its pieces."""

    is_flat: bool
    """Whether it lies too deep in itself to be parsed, and was read as plain text."""

    def __init__(self, text: str, budget: Budget) -> None:
        """Take the front matter off; the rest is parsed as it is asked for.

        Args:
            text: the decoded text.
            budget: what the document may still yield.
        """
        front = _FRONT.match(text)
        self._front = front.group(1) if front and _FRONT_FIELD.search(front.group(1)) else ""
        self._body = text[front.end() :] if front and self._front else text
        self._budget = budget
        self._parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable(["table", "strikethrough"])
        self.is_flat = False
        self._lines: list[str] = []
        self._title: str | None = None

    def pieces(self) -> Iterator[Piece | Rows]:
        """Headings, paragraphs, lists and tables in reading order; front matter first, a line a field."""
        for line in self._front.splitlines():
            yield Piece(BlockKind.PARAGRAPH, self._budget.spend(line))
        yield from rejoined(self._blocks())

    def properties(self) -> Properties:
        """What the front matter says, and the first heading as title where that says none."""
        stated = {name.lower(): value.strip().strip("\"'") for name, value in _FRONT_FIELD.findall(self._front)}
        date = stated.get("date", stated.get("created", ""))
        return Properties(
            title=stated.get("title") or self._title,
            author=stated.get("author"),
            created=date if re.fullmatch(r"\d{4}-\d\d(-\d\d)?", date) else None,
        )

    def _blocks(self) -> Iterator[Piece | Rows]:
        tokens: list[Token] = []
        env: dict[str, object] = {}
        body = self._body.replace("\f", "\n").replace("\r\n", "\n").replace("\r", "\n")
        self._lines = body.split("\n")
        self._parser.block.parse(body, self._parser, env, tokens)
        if any(token.level >= _DEEPEST - 2 for token in tokens):
            # the parser leaves out what lies deeper
            self.is_flat = True
            yield from plain_pieces(body, self._budget)
            return
        context = _Context()
        rows: list[list[str]] = []
        for token in tokens:
            effort.check()
            if token.type in ("tr_open", "table_open"):
                rows = [*rows, []] if token.type == "tr_open" else []
            elif token.type == "table_close":
                yield from self._lone(context)
                yield Rows(tuple(map(tuple, rows)))
                rows = []
            elif token.type == "inline" and rows:
                rows[-1].append(self._inline(token.content, env))
            else:
                yield from self._block(token, context, env)
        yield from self._lone(context)

    def _lone(self, context: "_Context") -> Iterator[Piece]:
        """Numbers of list items without text, behind which nothing came that they could belong to."""
        if context.lone:
            yield Piece(BlockKind.PARAGRAPH, context.lone)
            context.lone = ""

    def _block(self, token: Token, context: "_Context", env: dict[str, object]) -> Iterator[Piece | Rows]:
        if token.type == "inline":
            if context.is_rule and not self._is_underlined(token):
                context.heading = 0
            yield from self._paragraph(self._inline(token.content, env), context)
        elif token.type in ("fence", "code_block"):
            yield Piece(BlockKind.PARAGRAPH, self._budget.spend(token.content))
        elif token.type == "html_block":
            yield from self._html(token.content)
        else:
            context.turn(token)

    def _is_underlined(self, title: Token) -> bool:
        """Whether the dashes below a paragraph underline it, and are not a line across the page.

        For the parser three dashes are enough; but who underlines a title by hand makes the line about as long.
        """
        rule = self._lines[title.map[1]].strip() if title.map and title.map[1] < len(self._lines) else ""
        return len(rule) >= len(title.content) / 2 and not _SENTENCE.search(title.content)

    def _paragraph(self, text: str, context: "_Context") -> Iterator[Piece]:
        if not text.strip():
            return
        text, context.lone = context.lone + text, ""
        if context.heading:
            self._title = self._title or " ".join(text.split())
            yield Piece(BlockKind.HEADING, text, context.heading)
            return
        label = context.take_label()
        for line in unwrapped([line for line in text.split("\n") if line.strip()]):
            if label is not None:
                yield Piece(BlockKind.LIST_ITEM, label + line, context.depth)
                label = None
            else:
                yield paragraph(line)

    def _html(self, source: str) -> Iterator[Piece | Rows]:
        """A block of HTML; a placeholder such as "<Name of supplier>" is none, whatever the parser thinks."""
        names = {name.lower() for name in _TAG_NAME.findall(source)}
        if names <= BLOCKS | UNSHOWN | _INLINE_TAGS:
            yield from Page(source, self._budget).pieces()
        else:
            yield from plain_pieces(source, self._budget)

    def _inline(self, source: str, env: dict[str, object]) -> str:
        """The text of a paragraph without its marks; line ends are kept."""
        self._budget.spend(source)
        if len(source) > _LONGEST_BLOCK:
            return source
        (holder,) = self._parser.parseInline(source, env)
        # stars that the parser does not take for emphasis, since a punctuation mark stands beside them
        return _STARS.sub(r"\1", "".join(_shown(holder.children or ())))


class _Context:
    """Where in the structure of the text the next paragraph stands."""

    def __init__(self) -> None:
        self.heading = 0
        self.is_rule = False
        self.lone = ""
        self._lists: list[str] = []
        self._label: str | None = None

    @property
    def depth(self) -> int:
        """Number of lists that are open, at least 1."""
        return max(len(self._lists), 1)

    def turn(self, token: Token) -> None:
        """Something begins or ends."""
        if token.type == "heading_open":
            self.heading = int(token.tag[1])
            self.is_rule = token.markup == "-"
        elif token.type == "heading_close":
            self.heading = 0
            self.is_rule = False
        elif token.type in ("bullet_list_open", "ordered_list_open"):
            self._lists.append(token.type)
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            self._lists.pop()
        elif token.type == "list_item_open":
            self._label = f"{token.info}{token.markup} " if token.info else _BULLET
        elif token.type == "list_item_close":
            # a number on a line of its own belongs to what comes next, as it does on the page
            if self._label and self._label != _BULLET:
                self.lone += self._label
            self._label = None

    def take_label(self) -> str | None:
        """Bullet or number of the item that begins here; None within an item and outside of lists."""
        label, self._label = self._label, None
        return label


def _shown(tokens: Sequence[Token]) -> Iterator[str]:
    """What a reader of the printed text sees; of a link its text, of a picture nothing."""
    for token in tokens:
        if token.type in ("text", "code_inline", "text_special"):
            yield token.content
        elif token.type in ("softbreak", "hardbreak"):
            yield "\n"
        elif token.type == "html_inline":
            if _BREAK.match(token.content):
                yield "\n"
            elif not _is_tag(token.content):
                yield token.content


def _is_tag(source: str) -> bool:
    name = _TAG_NAME.match(source)
    return source.startswith("<!--") or (name is not None and name.group(1).lower() in _INLINE_TAGS | BLOCKS)
