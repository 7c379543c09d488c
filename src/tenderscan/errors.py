"""Every error this program raises on purpose, and the exit code each leads to.

    TenderscanError                    error               1
    ├── FileProblem                    file                3   one file; the run goes on
    │   ├── PathMissing                path-missing
    │   ├── FileUnreadable             unreadable
    │   ├── FileEmpty                  empty
    │   ├── FileDamaged                damaged
    │   ├── PasswordProtected          password-protected
    │   ├── WrongType                  wrong-type
    │   ├── UnsupportedFormat          unsupported-format
    │   ├── ConverterMissing           converter-missing
    │   ├── Refused                    refused
    │   ├── LimitExceeded              limit-exceeded
    │   ├── TimeExceeded               timeout
    │   ├── MemoryExceeded             memory
    │   ├── Unfinished                 unfinished
    │   ├── WorkerDied                 worker-died
    │   └── InternalFault              internal
    ├── LibraryProblem                 library             4   the catalogue or the index
    │   ├── LibraryMissing             library-missing
    │   ├── LibraryLocked              library-locked
    │   ├── LibraryDamaged             library-damaged
    │   ├── LibraryVersion             library-version
    │   ├── IndexMissing               index-missing
    │   ├── IndexDamaged               index-damaged
    │   └── IndexOutdated              index-outdated
    ├── NotFound                       not-found           5   what was asked for is not there
    │   ├── DocumentNotFound           document-not-found
    │   ├── DocumentAmbiguous          document-ambiguous
    │   └── PageNotFound               page-not-found
    ├── UsageError                     usage               2
    ├── QueryError                     query               2
    └── RuleError                      rule                6

The message is the only argument, so that an error survives pickling. It says what happened, to which file, and the
way out, in one or two plain lines. Exit code 0 means that all went well, 2 is also Typer's own code for wrong usage.
"""

from typing import ClassVar


class TenderscanError(Exception):
    """Base of every error of this program."""

    code: ClassVar[str] = "error"
    exit_code: ClassVar[int] = 1

    @property
    def message(self) -> str:
        """The one or two lines a person reads."""
        return str(self.args[0]) if self.args else self.code


class FileProblem(TenderscanError):
    """One file cannot be read; a batch records it and goes on."""

    code = "file"
    exit_code = 3


class PathMissing(FileProblem):
    """Nothing is at the path that was given."""

    code = "path-missing"


class FileUnreadable(FileProblem):
    """The operating system refuses to hand over the bytes."""

    code = "unreadable"


class FileEmpty(FileProblem):
    """The file has no bytes."""

    code = "empty"


class FileDamaged(FileProblem):
    """The file is cut off or broken inside."""

    code = "damaged"


class PasswordProtected(FileProblem):
    """The file opens only with a password."""

    code = "password-protected"


class WrongType(FileProblem):
    """The bytes are of another kind than the name says, and of none that is read."""

    code = "wrong-type"


class UnsupportedFormat(FileProblem):
    """No reader claims the file."""

    code = "unsupported-format"


class LimitExceeded(FileProblem):
    """The file is larger, longer or deeper than the settings allow."""

    code = "limit-exceeded"


class ConverterMissing(FileProblem):
    """The format is read with the help of another program, which is not installed."""

    code = "converter-missing"


class Refused(FileProblem):
    """The file tries to reach where it must not: a path out of its archive, a link, a device."""

    code = "refused"


class TimeExceeded(FileProblem):
    """Reading took longer than the settings allow."""

    code = "timeout"


class MemoryExceeded(FileProblem):
    """Reading took more memory than the settings allow."""

    code = "memory"


class Unfinished(FileProblem):
    """The run ended before everything in the file was read; the next run goes on."""

    code = "unfinished"


class WorkerDied(FileProblem):
    """The process that read the file died; tried again alone, it died again."""

    code = "worker-died"


class InternalFault(FileProblem):
    """A fault of this program came to light while it read a file."""

    code = "internal"


class LibraryProblem(TenderscanError):
    """The catalogue or the index cannot be used."""

    code = "library"
    exit_code = 4


class LibraryMissing(LibraryProblem):
    """There is no library at the folder that was named."""

    code = "library-missing"


class LibraryLocked(LibraryProblem):
    """Another run is writing to the library."""

    code = "library-locked"


class LibraryDamaged(LibraryProblem):
    """The catalogue is not a readable database."""

    code = "library-damaged"


class LibraryVersion(LibraryProblem):
    """The catalogue was made by another version of the program."""

    code = "library-version"


class IndexMissing(LibraryProblem):
    """The library has no search index."""

    code = "index-missing"


class IndexDamaged(LibraryProblem):
    """The search index cannot be opened or read."""

    code = "index-damaged"


class IndexOutdated(LibraryProblem):
    """The search index was made by an older schema or analyser."""

    code = "index-outdated"


class NotFound(TenderscanError):
    """What was asked for is not in the library."""

    code = "not-found"
    exit_code = 5


class DocumentNotFound(NotFound):
    """No document has this path, hash or title."""

    code = "document-not-found"


class DocumentAmbiguous(NotFound):
    """More than one document answers to the name."""

    code = "document-ambiguous"


class PageNotFound(NotFound):
    """The document has no such page."""

    code = "page-not-found"


class UsageError(TenderscanError):
    """An option or a setting says something that is not understood."""

    code = "usage"
    exit_code = 2


class QueryError(TenderscanError):
    """The query cannot be understood; the message names the column."""

    code = "query"
    exit_code = 2


class RuleError(TenderscanError):
    """A rule file is wrong; the message names file, rule and field."""

    code = "rule"
    exit_code = 6
