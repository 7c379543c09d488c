"""Weightings: award criteria, what each counts, and whether they add up."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby

from tenderscan.document import BlockKind, Span
from tenderscan.record import Label, Weighting
from tenderscan.rules import WeightingRule, WeightingRules
from tenderscan.tagger.passages.layout import Passage
from tenderscan.tagger.weightings.levels import WHOLE, Item, find_parents, is_near, key_of, sums_of, total_of
from tenderscan.tagger.weightings.ratios import notice_groups, ratio_groups
from tenderscan.tagger.weightings.tables import table_groups
from tenderscan.tagger.weightings.words import PERCENT, pairs, words
from tenderscan.tagger.work import Work

_APART = 2
"""Blocks without a percentage between two items of one list at most."""
_LEAD = 3
"""Blocks in front of a list in which something may say that it is one of weightings."""
_AROUND = 45
"""Characters on each side of a percentage in which a phrase says that it is another thing."""
_EXPLAINED = 125
"""Characters of a criterion with its percentage; a longer one holds an explanation."""
_MOST = 400
"""Criteria of the first level in a section of which one is looked for above each list."""
_TWO = 2
"""Known names in a list that makes 100, so that nothing else need say that it is one of weightings."""
_OF_PRICE = re.compile(r"\b(?:price|cost|commercial|financial)", re.IGNORECASE)
"""Criteria that have no questions below them."""
_FEW_WORDS = 7
"""Words of the name of a criterion, where only a word in its sentence says that it is one."""


def tag_weightings(work: Work) -> None:
    """Find the weightings of a section."""
    rules = work.grammar.rules.weightings
    groups: list[tuple[WeightingRule, list[Item]]] = []
    shapes = {rule.shape: rule for rule in rules.rules}
    groups += [(shapes["table"], group) for group in table_groups(work, rules) if len(group) > 1]
    groups += [(shapes["notice"], group) for group in notice_groups(work) if len(group) > 1]
    groups += [(shapes["ratio"], group) for group in ratio_groups(work, rules)]
    groups += [(shapes["text"], group) for group in _text_groups(work, rules, shapes["text"])]
    for rule, group in groups:
        if rule.shape != "text":
            find_parents(group)
    _below_headings(work, [group for _, group in groups])
    for rule, group in groups:
        sums = sums_of(group)
        # Where one of a list is a field still to be filled in, its sum is not known.
        filled = not any(work.masked(passage) for passage in {item.passage.span for item in group})
        for item in group:
            holds = sums[key_of(item)]
            _add(work, rule, item, holds if holds or filled else None)


def _add(work: Work, rule: WeightingRule, item: Item, holds: bool | None) -> None:
    if not work.masked(item.span):
        parent = item.parent.criterion if item.parent else None
        value = Weighting(item.criterion, item.percent, item.level, parent, holds)
        work.add(Label.WEIGHTING, value, item.span, rule.head.id, rule.score * (1.0 if holds else 0.85), item.passage)


def _text_groups(work: Work, rules: WeightingRules, rule: WeightingRule) -> Iterator[list[Item]]:
    """Weightings in sentences and lists: items of blocks that follow one another."""
    group: list[Item] = []
    last = -1
    for passage in _with_percentages(work):
        items = list(_of_passage(work, rules, passage))
        if not items:
            continue
        if group and passage.index - last > _APART + 1:
            yield from _accepted(work, rules, rule, group)
            group = []
        group += items
        last = passage.index
    yield from _accepted(work, rules, rule, group)


def _with_percentages(work: Work) -> Iterator[Passage]:
    section = work.section_span
    at = min(
        (at for at in (_find(work, sign, section.start) for sign in ("%", "per cent", "percent")) if at >= 0),
        default=-1,
    )
    while at >= 0:
        passage = work.passage_at(at)
        if passage and not passage.cells:
            yield passage
        following = passage.span.end if passage else at + 1
        at = min(
            (at for at in (_find(work, sign, following) for sign in ("%", "per cent", "percent")) if at >= 0),
            default=-1,
        )


def _find(work: Work, sign: str, start: int) -> int:
    return work.lower.find(sign, start, work.section_span.end)


def _of_passage(work: Work, rules: WeightingRules, passage: Passage) -> Iterator[Item]:
    """The criteria of a block with their percentages, sentence by sentence, or line by line where each has one."""
    depth = work.document.blocks[passage.index].level if passage.kind is BlockKind.LIST_ITEM else 0
    never = words(rules.never)
    for part in _parts(work, passage):
        items: list[Item] = []
        listed = passage.kind is BlockKind.LIST_ITEM or work.text[part.end : part.end + 1] in {"\n", ""}
        for pair in pairs(work.text, part, rules.no_criterion, listed=listed):
            above = items[pair.group] if 0 <= pair.group < len(items) else None
            items.append(Item(pair.criterion, pair.percent, pair.span, passage, depth, above))
        for item in items:
            start, end = max(part.start, item.span.start - _AROUND), min(part.end, item.span.end + _AROUND)
            if len(items) > 1:
                start, end = item.span.start, item.span.end
            if len(item.span) > _EXPLAINED:  # what a criterion means is explained between its name and its percentage
                start = item.span.end - _AROUND
            if not never.search(work.lower, start, end):
                yield item


def _parts(work: Work, passage: Passage) -> Iterator[Span]:
    text, span = work.text, passage.span
    lines = []
    at = span.start
    for line in span.of(text).split("\n"):
        lines.append(Span(at, at + len(line)))
        at += len(line) + 1
    if len(lines) > 1 and all(len(PERCENT.findall(line.of(text))) == 1 for line in lines if len(line)):
        yield from lines
        return
    done = span.start
    for match in PERCENT.finditer(text, span.start, span.end):
        if match.start() >= done:
            sentence = work.sentence_at(passage, Span(*match.span()))
            yield sentence
            done = sentence.end


def _accepted(work: Work, rules: WeightingRules, rule: WeightingRule, group: list[Item]) -> Iterator[list[Item]]:
    """A list if something says that it is one of weightings: words near it, or its sum and the names in it."""
    if not group:
        return
    find_parents(group)
    known = words(rules.criteria)
    named = [item for item in group if known.search(item.criterion.lower())]
    if _is_whole(work, rule, group, len(named)):
        yield group
        return
    blocks = len({item.passage.index for item in group})
    headings = len({item.passage.heading for item in group})
    if blocks == 1:
        yield from _strongly_said(work, rule, [item for item in named if len(item.criterion.split()) <= _FEW_WORDS])
    elif headings == 1 and len(named) == len(group) and _is_said(work, rule.strong, group):
        yield group
    else:
        for item in group:
            item.parent = item.parent if item.parent and item.parent.passage is item.passage else None
        for _, items in groupby(group, key=_heading if headings > 1 else _index):
            yield from _accepted(work, rules, rule, list(items))


def _is_whole(work: Work, rule: WeightingRule, group: list[Item], named: int) -> bool:
    """Whether a list makes 100, and its names or the words about it say of what."""
    top = [item for item in group if item.parent is None]
    if len(top) < _TWO or not is_near(total_of(top), WHOLE):
        return False
    if named >= _TWO and 2 * named >= len(group):
        return True
    return _is_said(work, rule.cues if named else rule.strong, group)


def _heading(item: Item) -> Span | None:
    return item.passage.heading


def _index(item: Item) -> int:
    return item.passage.index


def _strongly_said(work: Work, rule: WeightingRule, items: list[Item]) -> Iterator[list[Item]]:
    """Items of one block in whose own sentence something says that they are weightings."""
    strong = words(rule.strong)
    sentences = [work.sentence_at(item.passage, item.span) for item in items]
    said = {one for one in set(sentences) if strong.search(work.lower, one.start, one.end)}
    if said:
        yield [item for item, sentence in zip(items, sentences, strict=True) if sentence in said]


def _is_said(work: Work, cues: tuple[str, ...], group: list[Item]) -> bool:
    """Whether one of some phrases stands in the blocks of a list, above it or in its headings."""
    wanted = words(cues)
    first = group[0].passage
    spans = [item.passage.span for item in group]
    spans += [one.span for one in work.passages[max(0, first.index - _LEAD) : first.index] if not one.cells]
    spans += [heading for heading in (first.heading, first.title) if heading]
    return any(wanted.search(work.lower, span.start, span.end) for span in set(spans))


def _below_headings(work: Work, groups: list[list[Item]]) -> None:
    """A list that makes 100, or what a criterion of another list counts, stands below that one."""
    tops = [item for group in groups for item in group if item.parent is None]
    if len(tops) > _MOST:
        return
    for group in groups:
        loose = [item for item in group if item.parent is None]
        if len(loose) < 2:
            continue
        others = [item for item in tops if item not in group and item.parent is None and item.percent < WHOLE]
        above = _criterion_above(work, group[0].passage, total_of(loose), others)
        for below in loose if above else ():
            below.parent = above


def _criterion_above(work: Work, passage: Passage, total: Decimal, others: list[Item]) -> Item | None:
    """The criterion of another list that a heading names, or that alone counts what the weightings make together."""
    text = passage.heading.of(work.lower) if passage.heading else ""
    fitting = [item for item in others if is_near(total, WHOLE) or is_near(total, item.percent)]
    named = [item for item in fitting if _names(text, item.criterion)]
    if named:
        return max(named, key=lambda item: len(item.criterion))
    same = [item for item in fitting if not is_near(total, WHOLE) and not _OF_PRICE.search(item.criterion)]
    return same[0] if len({item.criterion.lower() for item in same}) == 1 else None


def _names(heading: str, criterion: str) -> bool:
    return words((criterion.lower(),)).search(heading) is not None
