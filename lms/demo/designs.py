"""Two designs of certificates: the classic one for the whole programme, the modern one for one of its courses.

What stands on them is in `content/demo/designs/`; all of it is invented.
"""

import yaml
from django.conf import settings
from django.core.files import File

from certificates.designing import assign_design, publish_design
from certificates.models import CertificateDesign
from pages.models import Picture

FOLDER = settings.BASE_DIR / "content" / "demo" / "designs"
OF_PROGRAMME, OF_COURSE = "Classic", "Modern"
COURSE = "right-to-health-and-gender"


def seed_designs(courses):
    """Publish and assign those that are missing; what was changed since stays."""
    designs = {}
    for found in yaml.safe_load((FOLDER / "designs.yaml").read_text(encoding="utf-8")):
        if not CertificateDesign.objects.filter(name=found["name"]).exists():
            designs[found["name"]] = publish_design(**_fields(found))
    if OF_PROGRAMME in designs:
        assign_design(design=designs[OF_PROGRAMME], programme=courses[0].programme)
    course = next((course for course in courses if course.slug == COURSE), None)
    if OF_COURSE in designs and course:
        assign_design(design=designs[OF_COURSE], course=course)


def _fields(found):
    logos = [("logo", {"image": _picture(logo["file"], logo["alt"]), "alt": logo["alt"]}) for logo in found["logos"]]
    texts = [("texts", {"kind": "", "heading": "", "deed": ""} | text) for text in found.get("texts", [])]
    return found | {
        "logos": logos,
        "signatories": [("signatory", _signatory(person)) for person in found["signatories"]],
        "texts": texts,
    }


def _signatory(person):
    roles = [{"language": language, "role": role} for language, role in person["roles"].items()]
    signature = _picture(person["file"], f"Signature of {person['name']}")
    return {"name": person["name"], "roles": roles, "signature": signature, "alt": ""}


def _picture(name, title):
    """The picture of the library that was made of that file; made when there is none."""
    key = f"demo/designs/{name}"
    picture = Picture.objects.filter(source_key=key).first()
    if picture is None:
        with (FOLDER / name).open("rb") as file:
            picture = Picture.objects.create(title=title, source_key=key, file=File(file, name=name))
    return picture
