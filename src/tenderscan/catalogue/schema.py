"""The tables of the catalogue."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

SCHEMA_VERSION = 4
"""Raised with every change of the tables below."""

METADATA = MetaData()

META = Table(
    "meta",
    METADATA,
    Column("key", String(40), primary_key=True),
    Column("value", Text, nullable=False),
)

# One row a content. A failed file has a row too, so that its failure is known by its hash.
DOCUMENT = Table(
    "document",
    METADATA,
    Column("sha256", String(64), primary_key=True),
    Column("name", Text, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("outcome", String(10), nullable=False),
    Column("error_code", String(40)),
    Column("error_message", Text),
    Column("title", Text, nullable=False),
    Column("author", Text),
    Column("created", String(40)),
    Column("modified", String(40)),
    Column("text", Text, nullable=False),
    Column("layout", Text, nullable=False),  # pages, blocks, tables and fields as JSON, see layout.py
    Column("pages", Integer, nullable=False),
    Column("confidence", String(4)),  # good, fair or poor; null where nothing was read
    Column("read_by", Text, nullable=False),  # version of the readers
    Column("tried_by", Text),  # a later version that could not read it; what the earlier one read is kept
    Column("tagged_by", Text, nullable=False),  # versions of tagger, rules and models
    Column("tagging_failed_by", Text),  # later versions that could not tag it; what the earlier ones found is kept
    Column("made_with", Text, nullable=False),  # limits, and programs that were at hand, see means.py
    Column("stored_at", String(32), nullable=False),
    Column("index_pending", Boolean, nullable=False),  # stored, but the index has not taken it yet
)

# What of a document could not be read, and what else its reader has to say.
NOTICE = Table(
    "notice",
    METADATA,
    Column("sha256", ForeignKey("document.sha256"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("code", String(40), nullable=False),
    Column("message", Text, nullable=False),
    Column("page", Integer),
    Index("notice_code", "code"),
)

# One document, many places. The path of a file inside another is that of its container, "!/", and its path inside.
# A place keeps its row when its file changes, with `current` off; when its file is no longer there, it stays current
# and `gone_at` says since when.
PLACE = Table(
    "place",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("path", Text, nullable=False),
    Column("sha256", ForeignKey("document.sha256"), nullable=False),
    # Hash of the container. No foreign key: a container is stored behind its members, so that it counts as done only
    # when they are.
    Column("parent", String(64)),
    Column("buyer", Text),
    Column("pack", Text),
    Column("current", Boolean, nullable=False),
    Column("seen_at", String(32), nullable=False),
    # Of the file on disk when its bytes were read: while both are the same, it need not be opened. Null for files
    # inside others, and where the file was so new that it could change within the same tick of the clock.
    Column("file_size", BigInteger),
    Column("modified_ns", BigInteger),
    Column("gone_at", String(32)),
    UniqueConstraint("path", "sha256"),
    Index("place_sha256", "sha256"),
    Index("place_parent", "parent"),
)

# Files whose bytes could not be had: no hash, therefore no document.
UNREAD_PATH = Table(
    "unread_path",
    METADATA,
    Column("path", Text, primary_key=True),
    Column("error_code", String(40), nullable=False),
    Column("error_message", Text, nullable=False),
    Column("parent", String(64)),  # hash of the container, as in place
    Column("read_by", Text, nullable=False),
    Column("made_with", Text, nullable=False),
    Column("seen_at", String(32), nullable=False),
    Column("gone_at", String(32)),  # as in place
)

FINDING = Table(
    "finding",
    METADATA,
    Column("sha256", ForeignKey("document.sha256"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("label", String(20), nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("quote", Text, nullable=False),  # stored beside the text, so that `index verify` can compare the two
    Column("page", Integer),
    Column("cell", Text),
    Column("heading", Text),
    Column("rule", Text, nullable=False),
    Column("score", Float, nullable=False),
    Column("value", Text, nullable=False),  # JSON, see json_contract.py
    # What filters look at; null where the label has no such thing.
    Column("kind", String(40)),  # kind of money, theme of a clause, type of document
    Column("words", Text),  # " acme solutions ltd ": folded words of a name between blanks
    Column("low_pence", BigInteger),
    Column("high_pence", BigInteger),
    Column("currency", String(3)),
    Column("day", String(10)),
    Index("finding_kind", "label", "kind"),
    Index("finding_amount", "label", "low_pence"),
)

# One row a run of any kind that writes: ingest, retag. A run without an end that nobody is at work on was killed.
RUN = Table(
    "run",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("kind", String(10), nullable=False),
    Column("asked", Text, nullable=False),  # JSON: what the user asked for, such as paths, buyer, pack
    Column("started_at", String(32), nullable=False),
    Column("ended_at", String(32)),
    Column("seconds", Float),  # by a clock that never goes back; null while it runs
    Column("state", String(10), nullable=False),  # running, finished, stopped (by the user), failed or killed
    Column("read_by", Text, nullable=False),
    Column("tagged_by", Text, nullable=False),
    Column("made_with", Text, nullable=False),
    Column("workers", Integer, nullable=False),
    # JSON: files that were unchanged, counted by outcome, code and format.
    Column("unchanged", Text, nullable=False),
)

# What a run did to each file that was not unchanged; written in the transaction that stores the file.
RUN_FILE = Table(
    "run_file",
    METADATA,
    Column("run", ForeignKey("run.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("path", Text, nullable=False),
    Column("sha256", String(64)),
    Column("parent", String(64)),
    Column("media_type", String(100)),
    Column("outcome", String(10), nullable=False),  # read, partly, failed, moved, vanished or pruned
    Column("codes", Text, nullable=False),  # reasons of what was not read, between blanks
    Column("message", Text),  # one line a code; of a file that moved, where it is now
    Column("size", BigInteger),
    Column("pages", Integer, nullable=False),
    Column("findings", Integer, nullable=False),
    Column("seconds", Float, nullable=False),
)

# What tagging a document again changed.
RUN_CHANGE = Table(
    "run_change",
    METADATA,
    Column("run", ForeignKey("run.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("sha256", String(64), nullable=False),
    Column("path", Text, nullable=False),
    Column("change", String(10), nullable=False),  # gained, lost, altered or rescored
    Column("label", String(20), nullable=False),
    Column("page", Integer),
    Column("cell", Text),
    # Offsets in the text, which tagging does not change.
    Column("start_before", Integer),
    Column("end_before", Integer),
    Column("rule_before", Text),
    Column("quote_before", Text),
    Column("value_before", Text),  # JSON, as in finding
    Column("score_before", Float),
    Column("start_after", Integer),
    Column("end_after", Integer),
    Column("rule_after", Text),
    Column("quote_after", Text),
    Column("value_after", Text),
    Column("score_after", Float),
)

# What a person decided about two suppliers. Never changed but to be undone: what was decided when can be told later.
SUPPLIER_DECISION = Table(
    "supplier_decision",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("kind", String(10), nullable=False),  # merge or split
    Column("first", Text, nullable=False),  # names as they were shown
    Column("second", Text, nullable=False),
    # JSON: the spellings on either side, each with what tells it from others of the same letters.
    Column("first_spellings", Text, nullable=False),
    Column("second_spellings", Text, nullable=False),
    Column("note", Text),
    Column("made_at", String(32), nullable=False),
    Column("undone_at", String(32)),
)

# Of a register of companies that the user has, the entries whose names or numbers stand in the library.
COMPANY = Table(
    "company",
    METADATA,
    Column("number", String(20), primary_key=True),
    Column("name", Text, primary_key=True),
    Column("former", Boolean, nullable=False),  # a name it no longer has
)
