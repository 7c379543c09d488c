"""Three-valued logic, against its definition by Kleene."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tenderscan.query.tree import And, Named, Node, Not, Or, Unknown, ValueRange, Word
from tenderscan.search.blanks import filters, resolve
from tests.build import document
from tests.unit.search.shelf import PlainShelf, engine_of

VALUES = {"low": 1, "high": 9}
SHELF = PlainShelf(
    documents={id: document(text) for id, text in (("low", "road"), ("high", "roof"), ("blank", "road roof"))},
    values=VALUES,
    suppliers={"low": "hollins"},
)
ENGINE = engine_of(SHELF)
LEAVES: st.SearchStrategy[Node] = st.sampled_from(
    [
        Word("road"),
        Word("roof"),
        ValueRange(Decimal(5), None),
        ValueRange(Decimal(0), None),
        Unknown("value"),
        Named("supplier", ("hollins",)),
    ]
)
TREES = st.recursive(
    LEAVES,
    lambda parts: st.one_of(
        st.lists(parts, min_size=1, max_size=3).map(lambda nodes: And(tuple(nodes))),
        st.lists(parts, min_size=1, max_size=3).map(lambda nodes: Or(tuple(nodes))),
        parts.map(Not),
    ),
    max_leaves=6,
)


def truth(id: str, node: Node) -> float:
    """1 true, 0 false, ½ unknown."""
    match node:
        case Word(form):
            return float(form in SHELF.documents[id].text)
        case ValueRange(low=low):
            return float(VALUES[id] > (low or 0)) if id in VALUES else 0.5
        case Unknown():
            return float(id not in VALUES)
        case Named():
            return float(id in SHELF.suppliers)
        case And(parts):
            return min(truth(id, part) for part in parts)
        case Or(parts):
            return max(truth(id, part) for part in parts)
        case Not(part):
            return 1 - truth(id, part)
    raise NotImplementedError(node)


@given(tree=TREES)
def test_certain_is_true_and_possible_is_not_false(tree: Node) -> None:
    resolved = resolve(tree, SHELF)
    certain = {hit.id for hit in ENGINE.search(resolved.certain)}
    possible = {hit.id for hit in ENGINE.search(resolved.possible)}
    assert certain == {id for id in SHELF.documents if truth(id, tree) == 1}
    assert possible == {id for id in SHELF.documents if truth(id, tree) > 0}


def test_only_fields_with_blanks_are_named() -> None:
    tree = And((ValueRange(Decimal(5), None), Named("supplier", ("hollins",)), Unknown("value")))
    assert resolve(tree, SHELF).unknown == {"value": frozenset({"blank"})}


def test_filters_come_in_order_and_once() -> None:
    wanted, unwanted = Named("supplier", ("hollins",)), Unknown("value")
    tree = And((wanted, Not(unwanted), Or((wanted, Word("road")))))
    assert filters(tree) == (wanted, unwanted)
    assert filters(tree, wanted_only=True) == (wanted,)
