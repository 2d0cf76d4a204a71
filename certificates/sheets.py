"""What a design says apart from Wagtail: a `Sheet`, made of a draft, or of what was frozen of a published design."""

from dataclasses import dataclass, field
from hashlib import sha256

from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import SourceImageIOError

from certificates.models import CertificateDesign
from certificates.photos import is_seen_through

PLAIN = ["layout", "paper", "accent", "second", "line", "ink", "second_language"]
# Pictures are printed at most 40 mm wide and 16 mm high: enough for 300 dots per inch.
SMALL = "max-480x192"
AS_PHOTO = f"{SMALL}|format-jpeg|jpegquality-85"
HEAVY = 20_000  # bytes; a photo kept as PNG has ten times as many


@dataclass(frozen=True)
class Image:
    """A picture as it is printed."""

    media_type: str
    content: bytes

    @property
    def sha256(self):
        return sha256(self.content).hexdigest()


@dataclass(frozen=True)
class Sheet:
    """All that a certificate is drawn from beside its own words. `content` is what JSON can hold; `images` are by hash.

    `content` has the plain fields of `CertificateDesign`; `logos`: `[{"image", "alt", "ratio"}]`, the ratio of width to
    height; `signatories`: `[{"name", "roles": {language: role}, "signature", "alt", "ratio"}]`; `texts`: `[{"language",
    "kind", "heading", "deed", "closing"}]`.
    """

    content: dict
    images: dict = field(default_factory=dict)

    def __getattr__(self, name):
        try:
            return self.content[name]
        except KeyError:
            raise AttributeError(name) from None

    @property
    def ground(self):
        return CertificateDesign.GROUNDS[self.layout]

    def text(self, language, kind, part):
        """What the design says in that language: for that kind if it does, else for every kind; else nothing."""
        found = {text["kind"]: text[part] for text in self.texts if text["language"] == language}
        return found.get(kind) or found.get("") or ""

    def signed_by(self, language):
        """[{"name", "role"}] of the signatories, with their roles in that language, else in the first they have."""
        return [
            {"name": person["name"], "role": person["roles"].get(language) or next(iter(person["roles"].values()), "")}
            for person in self.signatories
        ]


def plain_sheet():
    """The look that Camino comes with."""
    return sheet_of_design(CertificateDesign())


def sheet_of(certificate):
    """What a certificate is drawn from: that which was frozen for it."""
    if certificate.design is None:
        return plain_sheet()
    images = {image.sha256: Image(image.media_type, bytes(image.content)) for image in certificate.design.images.all()}
    return Sheet(certificate.design.content, images)


def sheet_of_design(design):
    """What `design` says now, published or not; pictures that are gone are left out."""
    images = {}

    def keep(picture):
        image = printed(picture)
        if image is None:
            return ""
        images[image.sha256] = image
        return image.sha256

    content = {name: getattr(design, name) for name in PLAIN}
    logos = [(logo.value["image"], logo.value["alt"]) for logo in design.logos]
    logos = [{"image": keep(picture), "alt": alt, "ratio": ratio(picture)} for picture, alt in logos]
    content["logos"] = [logo for logo in logos if logo["image"]]
    content["signatories"] = [_signatory(block.value, keep) for block in design.signatories]
    content["texts"] = [{name: value or "" for name, value in block.value.items()} for block in design.texts]
    return Sheet(content, images)


def _signatory(person, keep):
    return {
        "name": person["name"],
        "roles": {role["language"]: role["role"] for role in person["roles"]},
        "signature": keep(person["signature"]),
        "ratio": ratio(person["signature"]),
        "alt": person["alt"] or "",
    }


def ratio(picture):
    """How many times as wide as high."""
    return round(picture.width / picture.height, 3) if picture and picture.width and picture.height else 1


def printed(picture):
    """The `Image` of a picture of the library, scaled down by Willow, a drawing as it is; None where it is gone."""
    if picture is None:
        return None
    try:
        if picture.is_svg():
            with picture.open_file() as file:
                return Image("image/svg+xml", file.read())
        return _scaled(picture)
    except (OSError, SourceImageIOError, InvalidFilterSpecError):
        return None


def _scaled(picture):
    """Small; what is heavy all the same and hides what is below it, as the lighter of PNG and JPEG."""
    image = _rendition(picture, SMALL)
    if len(image.content) <= HEAVY or is_seen_through(image.content):
        return image
    return min(image, _rendition(picture, AS_PHOTO), key=lambda found: len(found.content))


def _rendition(picture, spec):
    rendition = picture.get_rendition(spec)
    with rendition.file.open("rb") as file:
        content = file.read()
    kind = rendition.file.name.rpartition(".")[2].lower().replace("jpg", "jpeg")
    return Image(f"image/{kind}", content)
