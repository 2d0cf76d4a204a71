"""The contexts that say what the words of a credential mean: kept files, never the network. No Django here."""

import json
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "contexts"
CREDENTIALS = "https://www.w3.org/ns/credentials/v2"
OPEN_BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
EXTENSIONS = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"  # the type of a schema is only defined there
FILES = {
    CREDENTIALS: "credentials-2.0.json",
    OPEN_BADGES: "openbadges-3.0.3.json",
    EXTENSIONS: "openbadges-extensions.json",
}


class UnknownContext(LookupError):
    """A document names a context that we do not keep."""


@cache
def kept(url):
    """The context at `url`, from our files. Raises `UnknownContext`."""
    if url not in FILES:
        raise UnknownContext(url)
    return json.loads((FOLDER / FILES[url]).read_text(encoding="utf-8"))


def load(url, _options=None):
    """What PyLD asks for. Raises `UnknownContext` for all that is not in `FILES`."""
    return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": kept(url)}
