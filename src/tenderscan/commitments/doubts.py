"""What speaks against a comparison of two documents, and names near to one that nothing answers to."""

from collections.abc import Collection, Iterator, Sequence
from difflib import get_close_matches

from tenderscan.catalogue.commitments import Papers
from tenderscan.record import DocumentType, Record

_OF_BIDS = frozenset({"sv_method_statement", "method_statement", "form_of_tender", "tender", "sq"})
_OF_CONTRACTS = frozenset({"contract", "framework_agreement", "terms", "variation", "award_letter"})
_SHOWN = 5
_TELLING = 4
"""Letters of a word that tells one name from another; "the" and "of" do not."""


def type_in(record: Record) -> str | None:
    """The type of a document, None where nothing in it says one."""
    return next((one.value.type for one in record.findings if isinstance(one.value, DocumentType)), None)


def doubts(papers: Sequence[Papers], types: Sequence[str | None], numbers: Sequence[int]) -> Iterator[str]:
    """What a person should know before they trust a comparison.

    Args:
        papers: the bid and the contract.
        types: of each, as far as it is known.
        numbers: of commitments in each.
    """
    bid, contract = papers
    for name, one, number in (("bid", bid, numbers[0]), ("contract", contract, numbers[1])):
        if not number:
            yield f"No commitment was found in the {name} “{one.title}”: this says nothing about what was kept."
    of_contract, of_bid = types[0] in _OF_CONTRACTS, types[1] in _OF_BIDS
    if of_contract and of_bid:
        yield f"“{bid.title}” looks like a contract and “{contract.title}” like a bid: name the bid first."
    elif of_contract:
        yield f"“{bid.title}” was named as the bid and looks like a contract."
    elif of_bid:
        yield f"“{contract.title}” was named as the contract and looks like a bid."
    if bid.pack and contract.pack and bid.pack.casefold() != contract.pack.casefold():
        yield f"The two are of different packs: “{bid.pack}” and “{contract.pack}”."


def nearest(name: str, names: Collection[str]) -> list[str]:
    """The names most like one that nothing answers to, the nearest first."""
    known = {one.casefold(): one for one in sorted(names)}
    wanted = name.casefold()
    near = get_close_matches(wanted, known, n=_SHOWN, cutoff=0.5)
    within = [
        one for one in known if one not in near and any(len(w) >= _TELLING and w in one.split() for w in wanted.split())
    ]
    return [known[one] for one in [*near, *within][:_SHOWN]]
