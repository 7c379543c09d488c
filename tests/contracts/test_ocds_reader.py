import json
from types import ModuleType

import pytest

from tenderscan.readers import ocds as ocds_reader
from tests.build_notices import money
from tests.contracts.reader_contract import ReaderContract


class TestOcdsReader(ReaderContract):
    """Notices have no tables; what the sample's table holds stands in labelled lines."""

    has_passwords = False
    has_tables = False

    @pytest.fixture
    def reader(self) -> ModuleType:
        return ocds_reader

    @pytest.fixture
    def content(self) -> bytes:
        release = {
            "tender": {"title": "Schedule of prices", "description": "Prices exclude VAT."},
            "awards": [{"suppliers": [{"name": "Acorn Ltd"}]}],
            "contracts": [{"value": money(1200)}],
            "note": "Signed for the Council.",
        }
        return json.dumps({"releases": [release]}).encode()
