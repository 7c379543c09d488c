"""`tenderscan show`."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from tenderscan.cli.console import out, printable, write_json
from tenderscan.cli.options import JsonOption, LibraryOption, library_folder
from tenderscan.errors import FileProblem, PageNotFound

if TYPE_CHECKING:
    from tenderscan.catalogue.entries import Stored
    from tenderscan.catalogue.store import Catalogue
    from tenderscan.record import Record


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("show", epilog="Example: tenderscan show 'Award letter' --page 1")(show_command)


def show_command(
    context: typer.Context,
    document: Annotated[
        str, typer.Argument(help="Path, title, file name, words of these, or hash.", show_default=False)
    ],
    page: Annotated[int | None, typer.Option(min=1, help="Only this page.", show_default=False)] = None,
    findings: Annotated[bool, typer.Option("--findings", help="What was found in it, not its text.")] = False,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show a document as text by page, or its findings, each with page and quote."""
    from tenderscan import wiring
    from tenderscan.catalogue.lookup import find_document

    catalogue = wiring.open_library(library_folder(context, library)).catalogue
    sha256 = find_document(catalogue, document)
    stored = catalogue.stored(sha256)
    if stored is not None and stored.error_code is not None:
        _show_failure(catalogue, stored, as_json=as_json)
    record = catalogue.record(sha256)
    if page is not None:
        record = _only_page(record, page)
    if as_json:
        write_json(_as_json(catalogue, record, findings=findings))
    else:
        _print(catalogue, record, page=page, findings=findings)


def _print(catalogue: "Catalogue", record: "Record", *, page: int | None, findings: bool) -> None:
    from tenderscan.cli.findings import print_findings
    from tenderscan.cli.pages import print_head, print_text

    print_head(record.document, catalogue.places(record.document.source.sha256))
    if findings:
        print_findings(record)
    else:
        print_text(record.document, only=page)


def _show_failure(catalogue: "Catalogue", stored: "Stored", *, as_json: bool) -> None:
    from tenderscan.json_contract import failure_as_json, source_as_json

    message = stored.error_message or ""
    if as_json:
        source = source_as_json(catalogue.document(stored.sha256).source)
        write_json(failure_as_json(source, stored.error_code or "", message))
    else:
        out().print(f"{stored.error_code}: {printable(message)}", soft_wrap=True)
    raise typer.Exit(FileProblem.exit_code)


def _only_page(record: "Record", number: int) -> "Record":
    from tenderscan.record import Record

    document = record.document
    if not document.pages:
        raise PageNotFound(
            f"{document.source.name} has no page numbers: its format does not store where pages end.\n"
            "Leave --page out to see the whole text by heading."
        )
    if all(page.number != number for page in document.pages):
        last = document.pages[-1].number
        raise PageNotFound(f"{document.source.name} has no page {number}.\nIts pages are 1 to {last}.")
    return Record(document, tuple(finding for finding in record.findings if finding.evidence.page == number))


def _as_json(catalogue: "Catalogue", record: "Record", *, findings: bool) -> dict[str, Any]:
    from tenderscan.json_contract import record_as_json

    whole = record_as_json(record)
    whole["places"] = [
        {
            "path": place.path,
            "buyer": place.buyer,
            "pack": place.pack,
            "parent": place.parent,
            "gone_at": place.gone_at,
        }
        for place in catalogue.places(record.document.source.sha256)
    ]
    if findings:
        for part in ("text", "tables"):
            del whole[part]
    return whole
