import pytest

from certificates import paper
from certificates.designing import appoint_designer, assign_design
from tests.factories.accounts import UserFactory
from tests.factories.designs import logo, make_design, make_photo, signatory, texts


@pytest.fixture
def no_paper(monkeypatch):
    """Certificates whose file does not matter: two bytes instead of half a second of drawing."""
    monkeypatch.setattr(paper, "make", lambda certificate: b"%P")


@pytest.fixture
def designer(client, db):
    """Hana draws up designs, and is signed in."""
    user = UserFactory(email="hana@example.org", name="Hana Sato", language="en")
    appoint_designer(user=user)
    client.force_login(user)
    return user


@pytest.fixture
def design(course):
    """On the paper of the course."""
    made = make_design(logos=[logo()], signatories=[signatory(es="Directora")], texts=[texts(closing="Well done.")])
    assign_design(design=made, course=course)
    return made


@pytest.fixture
def design_of(course):
    """Call with a layout: a design with logo, signatory and photo of a signature, on the paper of the course."""

    def assign(layout):
        people = [signatory(picture=make_photo(), alt="Signature", en="Director")]
        assign_design(design=make_design(layout=layout, logos=[logo()], signatories=people), course=course)

    return assign
