"""Long tables of invented sites, roads and schools, as lines of markup."""

import random
from collections.abc import Callable, Iterator

_PLACES = (
    "Applethwick", "Barrowden Moss", "Candlemere", "Dunnock Hill", "Eelbridge", "Foxwhistle", "Gorsecroft",
    "Hobbin Lea", "Inkwell Green", "Jackdaw Bank", "Kestrelholme", "Lapwing Fold", "Mothersfield", "Nettlecombe Row",
    "Owlgate", "Pippinthorpe", "Quernside", "Rushlight", "Sallowfield", "Thistledown", "Umberleigh Rise", "Velvet Moor",
    "Wrenbottom", "Yarrowby",
)  # fmt: skip
_SITES = ("Park", "Recreation Ground", "Cemetery", "Playing Field", "Verges", "Allotments", "Gardens", "Nature Area")
_ROADS = ("Road", "Lane", "Street", "Avenue", "Brow", "Crescent", "Way")
_SCHOOLS = ("Primary School", "Infant School", "Junior School", "Community Primary School", "CE Primary School")


def _sites() -> Iterator[str]:
    """Grounds: 66 sites with their areas and standards."""
    dice = random.Random(11)
    yield "|| 1.1 4 2 2 1.6"
    yield "| Ref | Site | Mown grass (m²) | Beds and hedges (m²) | Standard |"
    for number in range(66):
        name = f"{_PLACES[number % len(_PLACES)]} {_SITES[(number * 5 + number // 24) % len(_SITES)]}"
        mown, beds = dice.randrange(900, 38_000, 10), dice.randrange(0, 900, 5)
        yield f"| GM{number + 1:03} | {name} | {mown:,} | {beds:,} | {dice.choice('AABBBC')} |"


def _roads() -> Iterator[str]:
    """Highways: 58 lengths of road with their treatment."""
    dice = random.Random(12)
    yield "|| 1.1 4 1.5 1.5 3 1.4"
    yield "| No. | Road | Length (m) | Area (m²) | Treatment | Year |"
    for number in range(58):
        name = f"{_PLACES[(number * 7) % len(_PLACES)]} {_ROADS[(number * 3 + number // 24) % len(_ROADS)]}"
        length, width = dice.randrange(120, 1_900, 5), dice.choice((5.5, 6.0, 6.5, 7.3))
        work = dice.choice(("Plane and inlay, 40 mm", "Overlay, 30 mm thin surfacing", "Full depth patch and inlay"))
        yield f"| R{number + 1:02} | {name} | {length:,} | {length * width:,.0f} | {work} | {1 + number % 2} |"


def _schools() -> Iterator[str]:
    """Catering: 34 schools with pupils and meals."""
    dice = random.Random(13)
    yield "|| 1 4.5 1.6 1.6 2.6"
    yield "| No. | School | Pupils on roll | Meals a day | Kitchen |"
    for number in range(34):
        name = f"{_PLACES[(number * 11) % len(_PLACES)]} {_SCHOOLS[(number + number // 24) % len(_SCHOOLS)]}"
        pupils = dice.randrange(90, 460)
        meals = round(pupils * dice.uniform(0.55, 0.78))
        kitchen = dice.choice(("Production", "Production", "Production and hub", "Served from hub"))
        yield f"| {number + 1} | {name} | {pupils} | {meals} | {kitchen} |"


ROSTERS: dict[str, Callable[[], Iterator[str]]] = {"sites": _sites, "roads": _roads, "schools": _schools}
"""Name used in the markup → generator of its lines; seeded, so that every build is the same."""
