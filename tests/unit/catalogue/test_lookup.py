"""Finding a document by what people call it."""

from pathlib import Path

import pytest

from tenderscan.catalogue.entries import Made, Place
from tenderscan.catalogue.lookup import find_document
from tenderscan.catalogue.store import Catalogue
from tenderscan.errors import DocumentAmbiguous, DocumentNotFound
from tenderscan.record import Record
from tests.build import document

LAY_OF_A_SHARE = [
    # name typed, and the places that answer to it; several are asked about
    ("contract.pdf", ["parks/contract.pdf"]),
    ("CONTRACT.PDF", ["parks/contract.pdf"]),
    ("contract", ["parks/contract.pdf"]),
    ("parks/contract.pdf", ["parks/contract.pdf"]),
    ("tract.pdf", []),
    ("ontract", []),
    ("arks/contract.pdf", []),
    ("subcontract.pdf", ["parks/subcontract.pdf"]),
    ("schedule.pdf", ["parks/02 Schedule.pdf", "roads/Price_Schedule.pdf"]),
    ("price schedule", ["roads/Price_Schedule.pdf"]),
    ("Price_Schedule", ["roads/Price_Schedule.pdf"]),
    ("chedule", []),
    ("terms.pdf", ["parks/terms.pdf", "roads/terms.pdf"]),
    ("roads/terms.pdf", ["roads/terms.pdf"]),
    ("roads\\terms.pdf", ["roads/terms.pdf"]),
    ("terms of the road", ["roads/terms.pdf"]),
    ("of the", ["parks/terms.pdf", "roads/terms.pdf"]),
    ("the parks", ["parks/terms.pdf"]),
    ("the park", []),
    ("parks the", []),
    ("Lot 2", ["roads/Büro SV-12 (Lot 2).pdf"]),
    ("buro sv", ["roads/Büro SV-12 (Lot 2).pdf"]),
    ("Büro SV-12", ["roads/Büro SV-12 (Lot 2).pdf"]),
    ("-", []),
    ("", []),
]


@pytest.fixture
def share(tmp_path: Path) -> Catalogue:
    catalogue = Catalogue(tmp_path / "library", create=True)
    files = {
        "parks/contract.pdf": "Agreement A",
        "parks/subcontract.pdf": "Agreement B",
        "parks/02 Schedule.pdf": "Agreement C",
        "roads/Price_Schedule.pdf": "Agreement D",
        "parks/terms.pdf": "Terms of the parks",
        "roads/terms.pdf": "Terms of the road",
        "roads/Büro SV-12 (Lot 2).pdf": "Agreement E",
    }
    with catalogue.write() as writer:
        for number, (path, title) in enumerate(files.items()):
            sha256 = f"{number}" * 64
            writer.put_record(Record(document("x", sha256=sha256, title=title)), Made("one", "", ""))
            writer.see(sha256, Place(f"/council/{path}"))
    return catalogue


@pytest.mark.parametrize(("name", "places"), LAY_OF_A_SHARE)
def test_a_name_is_never_the_end_of_a_word(share: Catalogue, name: str, places: list[str]) -> None:
    if len(places) == 1:
        (place,) = share.places(find_document(share, name))
        assert place.path == f"/council/{places[0]}"
        return
    with pytest.raises(DocumentAmbiguous if places else DocumentNotFound) as caught:
        find_document(share, name)
    assert all(f"({place})" in caught.value.message for place in places)
