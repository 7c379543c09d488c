from types import ModuleType

import pytest

from tenderscan.readers import msg as msg_reader
from tests.build_mail import msg
from tests.contracts.reader_contract import ReaderContract
from tests.contracts.test_eml_reader import PAGE


class TestMsgReader(ReaderContract):
    has_passwords = False

    @pytest.fixture
    def reader(self) -> ModuleType:
        return msg_reader

    @pytest.fixture
    def content(self) -> bytes:
        return msg({0x0037: "Schedule of prices", 0x1013: PAGE.encode()}, numbers={0x3FDE: 65001})
