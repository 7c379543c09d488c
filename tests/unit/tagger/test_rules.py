"""Every rule carries examples in which it must fire and in which it must not: here they are tried."""

import pytest

from tenderscan.record import Record
from tenderscan.rules import RuleHead, load_rules
from tenderscan.settings import bundled
from tenderscan.tagger.tagger import Tagger
from tests.build import assert_evidence
from tests.unit.tagger.sample import sample

RULES = load_rules(bundled("models") / "rules")
PLACEHOLDERS = {rule.head.id for rule in RULES.placeholders}


def examples(which: str) -> list[object]:
    return [
        pytest.param(head, text, id=f"{head.id}-{number}")
        for head in RULES.heads()
        for number, text in enumerate(getattr(head, which), start=1)
    ]


def fired(tagger: Tagger, head: RuleHead, text: str) -> bool:
    document = sample(text)
    if head.id in PLACEHOLDERS:
        return bool(tagger.placeholders(document))
    findings = tagger.tag(document)
    assert_evidence(Record(document, findings))
    return any(finding.evidence.rule == head.id for finding in findings)


@pytest.mark.parametrize(("head", "text"), examples("examples_fire"))
def test_fires(tagger: Tagger, head: RuleHead, text: str) -> None:
    assert fired(tagger, head, text), [(f.evidence.rule, f.evidence.quote) for f in tagger.tag(sample(text))]


@pytest.mark.parametrize(("head", "text"), examples("examples_not"))
def test_does_not_fire(tagger: Tagger, head: RuleHead, text: str) -> None:
    assert not fired(tagger, head, text)
