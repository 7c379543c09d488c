import pytest

from tenderscan.rules import load_rules
from tenderscan.settings import bundled
from tenderscan.tagger.tagger import Tagger


@pytest.fixture(scope="session")
def tagger() -> Tagger:
    return Tagger(load_rules(bundled("models") / "rules"))
