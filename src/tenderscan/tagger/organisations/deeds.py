"""What the parties of an agreement do: who pays and orders, who supplies and is paid.

Looked at are the words right before and right behind the names by which the agreement calls its parties.
"""

import re
from collections import Counter

from tenderscan.record import Finding, Organisation
from tenderscan.tagger.organisations.canonical import base_of
from tenderscan.tagger.organisations.mentions import mentions
from tenderscan.tagger.work import Work

PARTY = "organisation/party"
_MUST = r"(?:shall|will|must|may|agrees? to|hereby agrees to|undertakes to|is obliged to|desires to|wishes to)"
_NOT = r"(?: not)?(?: also| hereby| promptly| then| further| be (?:obligated|required) to)?"
# "X shall pay", "X's purchase order", "X engages"
_BUYS = re.compile(
    rf"(?:,[^,.]{{0,40}},)?\s(?:{_MUST}{_NOT} (?:pay|purchase|buy|order|reimburse|compensate|remit|engage|retain"
    r"|issue (?:a )?purchase|be (?:billed|invoiced|charged))|(?:hereby )?(?:engages|retains|purchases|orders|pays)\b)"
    r"|['\u2019]s (?:purchase orders?|orders?|payment)",
    re.IGNORECASE,
)
# "X shall supply", "X's fees", "X sells"
_SELLS = re.compile(
    rf"(?:,[^,.]{{0,40}},)?\s(?:{_MUST}{_NOT} (?:supply|provide|deliver|perform|render|sell|manufacture|carry out"
    r"|furnish|ship|transport|invoice|bill|submit (?:an? )?invoices?|host|maintain the)"
    r"|(?:supplies|sells|manufactures|performs|provides)\b)|['\u2019]s (?:fees|invoices?|charges|services|products)",
    re.IGNORECASE,
)
# "pay X", "payable to X", "purchase … from X", "supplied by X"
_PAID = re.compile(
    r"\b(?:(?:pay|paid|payable|payments?|reimburse|compensate|engage|retain) (?:to )?"
    r"|(?:purchas\w+|bought|buy|order\w*)[^.;]{0,60} from |services (?:of|from) "
    r"|(?:supplied|provided|performed|rendered|manufactured|delivered|sold|invoiced) by )$",
    re.IGNORECASE,
)
# "sell to X", "services to X", "invoice X"
_SERVED = re.compile(
    r"\b(?:(?:sell|sold|suppl\w+|provid\w+|deliver\w*|render\w*|ship\w*)[^.;]{0,60} to |(?:services|products|goods) to "
    r"|invoice |bill )$",
    re.IGNORECASE,
)
_BEFORE = 90
_MOST = 400
"""Mentions that are looked at."""


def deeds_in(work: Work, findings: list[Finding]) -> Counter[str]:
    """How often each party buys more than it sells, by the base of its name; empty where no party's role is open."""
    named = [f for f in findings if isinstance(f.value, Organisation)]
    parties = [f for f in named if f.evidence.rule == PARTY]
    counts: Counter[str] = Counter()
    if not parties:
        return counts
    full: dict[str, str] = {}
    for finding in parties:
        assert isinstance(finding.value, Organisation)
        name = finding.value.name
        full[name] = base_of(work.aliases.get(name.lower(), name))
        counts[full[name]] += 0
    for finding in named:  # "Harcke", where the agreement defines HARCKE
        assert isinstance(finding.value, Organisation)
        base = base_of(work.aliases.get(finding.value.name.lower(), finding.value.name))
        if base in counts:
            full.setdefault(finding.value.name, base)
    for number, (span, name) in enumerate(mentions(work.text, full)):
        if number >= _MOST:
            break
        before = work.text[max(0, span.start - _BEFORE) : span.start]
        buys = bool(_BUYS.match(work.text, span.end)) + bool(_SERVED.search(before))
        sells = bool(_SELLS.match(work.text, span.end)) + bool(_PAID.search(before))
        counts[full[name]] += buys - sells
    return counts
