from types import ModuleType

import pytest

from tenderscan.readers import notice_xml as notice_reader
from tests.build_notices import address, eforms, organisation, ted
from tests.contracts.reader_contract import ReaderContract


class _Notices(ReaderContract):
    """Notices have no tables; what the sample's table holds stands in labelled lines."""

    has_passwords = False
    has_tables = False

    @pytest.fixture
    def reader(self) -> ModuleType:
        return notice_reader


class TestTedNotice(_Notices):
    @pytest.fixture
    def content(self) -> bytes:
        return ted(
            "<OBJECT_CONTRACT><SHORT_DESCR><P>Prices exclude VAT.</P></SHORT_DESCR></OBJECT_CONTRACT>"
            f"<AWARD_CONTRACT><AWARDED_CONTRACT><CONTRACTOR>{address('Acorn Ltd')}</CONTRACTOR>"
            '<VAL_TOTAL CURRENCY="GBP">1200</VAL_TOTAL></AWARDED_CONTRACT></AWARD_CONTRACT>'
            "<COMPLEMENTARY_INFO><INFO_ADD><P>Signed for the Council.</P></INFO_ADD></COMPLEMENTARY_INFO>",
            title="Schedule of prices",
        ).replace(b' DOC_ID="1-2026"', b"")


class TestEformsNotice(_Notices):
    @pytest.fixture
    def content(self) -> bytes:
        tender = (
            "<efac:TenderingParty><cbc:ID>TPA-1</cbc:ID><efac:Tenderer>"
            '<cbc:ID schemeName="organization">ORG-1</cbc:ID></efac:Tenderer></efac:TenderingParty>'
            "<efac:SettledContract><efac:LotTender><cbc:ID>TEN-1</cbc:ID></efac:LotTender></efac:SettledContract>"
            "<efac:LotTender><cbc:ID>TEN-1</cbc:ID>"
            "<efac:TenderingParty><cbc:ID>TPA-1</cbc:ID></efac:TenderingParty>"
            '<cac:LegalMonetaryTotal><cbc:PayableAmount currencyID="GBP">1200'
            "</cbc:PayableAmount></cac:LegalMonetaryTotal></efac:LotTender>"
        )
        return eforms(
            "<cac:ProcurementProject><cbc:Name>Schedule of prices</cbc:Name>"
            "<cbc:Description>Prices exclude VAT.</cbc:Description></cac:ProcurementProject>"
            "<cac:Note><cbc:Text>Signed for the Council.</cbc:Text></cac:Note>",
            result=tender,
            organisations=organisation("ORG-1", "Acorn Ltd"),
        ).replace(b"<cbc:ID>notice-1</cbc:ID>", b"")
