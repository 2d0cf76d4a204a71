"""The two ways in which a document is signed. No Django here."""

import json
from hashlib import sha256

from joserfc import jws
from pyld import jsonld

from interop.openbadges import contexts
from interop.openbadges.multibase import base58

SUITE = "eddsa-rdfc-2022"


def with_proof(document, *, key, method, created):
    """`document` with a Data Integrity proof: https://www.w3.org/TR/vc-di-eddsa/#eddsa-rdfc-2022.

    `key` is an Ed25519 private key, `method` the address of its public half, `created` a moment as in XML Schema.
    """
    proof = {
        "type": "DataIntegrityProof",
        "cryptosuite": SUITE,
        "created": created,
        "verificationMethod": method,
        "proofPurpose": "assertionMethod",
    }
    stated = _digest({"@context": document["@context"], **proof}) + _digest(document)
    return {**document, "proof": {**proof, "proofValue": base58(key.sign(stated))}}


def _digest(document):
    return sha256(canonical(document).encode()).digest()


def canonical(document):
    """The document's statements as sorted N-Quads (RDFC-1.0), whatever the order and names in its JSON."""
    options = {"algorithm": "URDNA2015", "format": "application/n-quads", "documentLoader": contexts.load}
    return jsonld.normalize(document, options)


def as_jwt(document, *, key, method, claims):
    """`document` as a VC-JWT in compact form (https://www.w3.org/TR/vc-jose-cose/), with ES256.

    `key` is a P-256 key of joserfc; `claims` are the registered ones that Open Badges wants besides.
    """
    header = {"alg": "ES256", "typ": "vc+jwt", "cty": "vc", "kid": method}
    payload = json.dumps({**document, **claims}, ensure_ascii=False).encode()
    return jws.serialize_compact(header, payload, key, algorithms=["ES256"])
