"""The reader of older Excel workbooks: XLS (Excel 5 to 2003).

They are streams of records, read here as they come by: what is not known is passed over, so that one odd record costs
itself and not the workbook. `records` cuts the streams and has their strings, `globals` reads what all sheets share,
`cells` a sheet. References in brackets are to [MS-XLS].

xlrd gives up at the first record that is not as expected, and knows neither text boxes nor printed headers;
python-calamine knows no number formats, so that £1,200.00 would be 1200.
"""

from tenderscan.document import Document, Source
from tenderscan.settings import Limits


def read(content: bytes, source: Source, limits: Limits) -> Document:
    """The document in the bytes of an XLS.

    Raises:
        FileDamaged: the container or its records are broken.
        PasswordProtected: it opens only with a password.
        LimitExceeded: it is larger than the limits allow.
    """
    # olefile is loaded only where there is a workbook to read.
    from tenderscan.readers.xls.workbook import read_xls

    return read_xls(content, source, limits)
