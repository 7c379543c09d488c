"""The trained components by their names, and loading those that the pipeline asks for."""

from collections.abc import Callable, Iterable
from pathlib import Path

from tenderscan.errors import RuleError
from tenderscan.rules import Stage
from tenderscan.tagger.classifier import Classifier, load_classifier
from tenderscan.tagger.clauses.sentence_clauses import tag_clause_sentences
from tenderscan.tagger.organisations.roles_found import tag_roles
from tenderscan.tagger.work import Work

Component = Callable[[Work], None]
Run = Callable[[Work, Classifier], None]
COMPONENTS: dict[str, Run] = {"tenderscan_roles": tag_roles, "tenderscan_clause_sentences": tag_clause_sentences}
"""Our trained components by the name that `pipeline.toml` uses."""


def trained_components(stages: Iterable[Stage], models: Path) -> tuple[Component, ...]:
    """The trained components among the stages, in order, loaded and ready for use.

    Raises:
        RuleError: there is no such component, or its folder is missing or damaged.
    """
    return tuple(_component(stage, models / "trained" / stage.trained) for stage in stages if stage.trained)


def _component(stage: Stage, folder: Path) -> Component:
    run = COMPONENTS.get(stage.component)
    if run is None:
        known = ", ".join(COMPONENTS)
        raise RuleError(f"pipeline.toml: stage {stage.component}, field 'component': trained ones are {known}")
    classifier = load_classifier(folder)

    def component(work: Work) -> None:
        run(work, classifier)

    return component
