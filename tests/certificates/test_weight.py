"""How heavy a whole certificate is: in the demo's designs, with its credential inside, and signed."""

import io
from itertools import product

import pikepdf
import pytest

from certificates import paper
from certificates.models import FrozenDesign
from certificates.sheets import Sheet
from certificates.signing import sign
from lms.demo.designs import seed_designs
from tests.factories.certificates import certify

NAMES = {"Latin": "Łucja Ñáñez-Đặng Ğöçmen", "Arabic": "فريد عبد الرحمن حدّاد", "Han": "陈丽华"}
LIMITS = {"Latin": 60_000, "Arabic": 60_000, "Han": 200_000}

pytestmark = [pytest.mark.django_db, pytest.mark.drawn]


@pytest.fixture
def designs(course):
    """{layout: what the demo's design of it says}, each with two logos, two who sign, and a second language."""
    seed_designs([course])
    found = {frozen.content["layout"]: frozen for frozen in FrozenDesign.objects.all()}
    for frozen in found.values():
        people = frozen.content["signatories"]
        frozen.content |= {"second_language": "en", "signatories": (people * 2)[:2]}
        assert len(frozen.content["logos"]) == 2
    return found


@pytest.mark.parametrize("script", NAMES)
def test_whole_certificate_is_light_in_either_layout_and_paper(script, designs, course, on_commit, no_paper):
    certificate = certify(on_commit, course, name=NAMES[script], language="es")
    certificate.second_title = "Basic concepts of migration in Latin America"
    for layout, page in product(["classic", "modern"], ["a4", "letter"]):
        certificate.design = designs[layout]
        certificate.design.content |= {"paper": page}
        certificate.signatories = Sheet(certificate.design.content).signed_by("es")
        pdf = sign(paper.draw(certificate))
        assert len(pdf) < LIMITS[script], (layout, page)
        with pikepdf.open(io.BytesIO(pdf)) as document:
            assert sorted(document.attachments) == ["certificate.json", "credential.json"]
            assert document.Root.AcroForm.Fields[0].FT == "/Sig"
