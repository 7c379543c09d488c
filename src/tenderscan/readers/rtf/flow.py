"""From the bytes of an RTF to an assembled document, step by step."""

from tenderscan.document import BlockKind, Document, Source
from tenderscan.readers.assemble import PAGE_BREAK, Assembler
from tenderscan.readers.budget import Budget
from tenderscan.readers.counted import counted
from tenderscan.readers.inner_pictures import Pictures, notices
from tenderscan.readers.pieces import Piece, PieceWriter
from tenderscan.readers.rtf.objects import large_pictures
from tenderscan.readers.rtf.parser import parse
from tenderscan.readers.rtf.reading import Parsed
from tenderscan.readers.rtf.stories import without_page_breaks
from tenderscan.settings import Limits


def read_rtf(content: bytes, source: Source, limits: Limits) -> Document:
    """The document in `content`: headers, body with its footnotes, endnotes, footers."""
    parsed = parse(content, Budget(source.name, limits.characters))
    assembler = Assembler(source)
    writer = PieceWriter(assembler)
    believed = _pages_are_believed(parsed)
    if believed:
        assembler.begin_page(1)
    for text in parsed.headers:
        assembler.add(BlockKind.HEADER, text)
    for piece in (*parsed.body, *parsed.endnotes):
        writer.add(piece if believed else without_page_breaks(piece))
    for text in parsed.footers:
        assembler.add(BlockKind.FOOTER, text)
    _tell(assembler, parsed, large_pictures(content))
    return assembler.finish(parsed.about.properties(writer.title))


def _pages_are_believed(parsed: Parsed) -> bool:
    """Whether the breaks add up to the pages that the saving program counted: most pages end without one."""
    breaks = sum(piece.text.count(PAGE_BREAK) for piece in parsed.body if isinstance(piece, Piece))
    return breaks > 0 and breaks + 1 == parsed.about.pages


def _tell(assembler: Assembler, parsed: Parsed, large: Pictures) -> None:
    """Say what is not in the text."""
    notice = assembler.notice
    if parsed.is_cut:
        notice("part-not-read", "The file is cut off: its end is missing. Fetch it again from where it came.")
    if parsed.links:
        notice("part-not-read", f"{counted(parsed.links, 'linked object')} not read: the files lie elsewhere.")
    lost = parsed.objects - parsed.stored
    if lost > 0:
        notice("part-not-read", f"{counted(lost, 'embedded object')} not read: the file does not hold the data.")
    for said in notices(large):
        notice(said.code, said.message)
    if parsed.pictures and not assembler.length and not large.parts:
        notice(
            "part-not-read",
            f"The document holds nothing but {_pictures(parsed.pictures)}, perhaps a scan; their text is not read.",
        )
    if parsed.comments:
        notice("comments-not-in-text", f"{counted(parsed.comments, 'comment')} left out of the text.")
    if parsed.hidden:
        notice("hidden-text", f"{counted(parsed.hidden, 'piece')} of hidden text left out.")
    if parsed.deleted:
        notice(
            "tracked-changes",
            f"{counted(parsed.deleted, 'tracked deletion')} left out; tracked insertions are in the text.",
        )


def _pictures(count: int) -> str:
    return "a picture" if count == 1 else f"{count} pictures"
