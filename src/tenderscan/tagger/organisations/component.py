"""Suppliers, buyers and other organisations: names beside cues, in labelled cells and columns, and in registers."""

from tenderscan.tagger.organisations.beside_cues import beside_cue, near_words
from tenderscan.tagger.organisations.named_cells import LABEL_END, in_cells, labels_in_lines
from tenderscan.tagger.organisations.registers import Registers
from tenderscan.tagger.organisations.sightings import Sighting, add, keep
from tenderscan.tagger.passages.layout import RUNNING
from tenderscan.tagger.work import Work


def tag_organisations(work: Work) -> None:
    """Find the suppliers, buyers and other organisations of a section that its words give a role."""
    labelled = {passage.index for passage in work.passages_with(LABEL_END)}
    legal = {passage.index for passage in work.passages_with(work.grammar.names.legal_form)}
    cues = work.cues("organisation")
    registers = Registers(work)
    for passage in work.section:
        sightings: list[Sighting] = []
        paid = registers.names(passage) if passage.cells else None
        if paid is not None:
            for name, rule in paid:
                keep(work, Sighting(name, rule, 1.0), passage)
            continue
        if passage.cells:
            sightings += in_cells(work, passage, labelled=passage.index in labelled)
        elif passage.index in labelled and passage.kind not in RUNNING:
            sightings += labels_in_lines(work, passage.span)
        for cue in () if passage.head else cues.of(passage):
            sightings += beside_cue(work, passage, cue)
        if passage.index in legal:
            sightings += near_words(work, passage)
        for sighting in sightings:
            add(work, sighting, passage)
