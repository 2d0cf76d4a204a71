"""Designs of certificates, and the pictures on them."""

import io

from django.core.files.base import ContentFile
from PIL import Image

from certificates.designing import publish_design
from pages.models import Picture

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 20"><rect width="60" height="20" fill="{}"/></svg>'


def make_drawing(name="logo.svg", colour="#123d7a", content=None):
    """A drawing in the library."""
    content = content or SVG.format(colour)
    return Picture.objects.create(title=name, file=ContentFile(content.encode(), name))


def make_photo(name="logo.png", size=(2400, 800), form="PNG"):
    """A picture of that many pixels in the library."""
    file = io.BytesIO()
    Image.effect_noise(size, 80).convert("RGB").save(file, form)
    return Picture.objects.create(title=name, file=ContentFile(file.getvalue(), name))


def logo(picture=None, alt="Ruta Clara"):
    return ("logo", {"image": picture or make_drawing(), "alt": alt})


def signatory(name="Inés Valdemar", picture=None, alt="", **roles):
    return (
        "signatory",
        {
            "name": name,
            "roles": [{"language": language, "role": role} for language, role in roles.items()],
            "signature": picture,
            "alt": alt,
        },
    )


def texts(language="en", kind="", heading="", deed="", closing=""):
    return ("texts", {"language": language, "kind": kind, "heading": heading, "deed": deed, "closing": closing})


def make_design(name="House style", **fields):
    """A published one."""
    return publish_design(name=name, **fields)


def blocks(name, *values):
    """A StreamField as its form sends it."""
    fields = {f"{name}-count": str(len(values))}
    for number, (kind, value) in enumerate(values):
        start = f"{name}-{number}"
        fields |= {f"{start}-deleted": "", f"{start}-order": str(number), f"{start}-type": kind, f"{start}-id": ""}
        fields |= {f"{start}-value-{key}": each for key, each in value.items()}
    return fields


def form(*, logos=(), signatories=(), words=(), **fields):
    data = {"name": "House", "layout": "modern", "paper": "letter", "second_language": "en"}
    data |= {"accent": "#7a2e4d", "second": "#1b4a7e", "line": "#d99a2b", "ink": "#222222"}
    return data | blocks("logos", *logos) | blocks("signatories", *signatories) | blocks("texts", *words) | fields
