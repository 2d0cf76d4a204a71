"""The signature in a certificate's PDF: PAdES with ECDSA, so that any reader shows who issued it, and that it is whole.

Import this where something is signed, not before: pyHanko takes a while to load.
"""

import io
from concurrent.futures import ThreadPoolExecutor
from functools import cache

from asn1crypto import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, Signer
from pyhanko.sign.timestamps.requests_client import RequestsHTTPTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from certificates.keys import load_pair

FIELD = "Signature"
TIMESTAMP_SECONDS = 10
ROOM = 500  # bytes of a signature beside its certificates: what is signed, and the signature itself


class HeldKey(Signer):
    """Signs with a private key that was parsed once: parsing takes longer than signing."""

    def __init__(self, key, certificates):
        self.key = key
        first, *above = [x509.Certificate.load(item.public_bytes(serialization.Encoding.DER)) for item in certificates]
        registry = SimpleCertificateStore()
        registry.register_multiple(above)
        self.certificates = [first, *above]
        super().__init__(signing_cert=first, cert_registry=registry)

    async def async_sign_raw(self, data, digest_algorithm, dry_run=False):
        return self.key.sign(data, ec.ECDSA(getattr(hashes, digest_algorithm.upper())()))


@cache
def held_key():
    """The signer of this process. Raises `ImproperlyConfigured` when key and certificate are of no use."""
    return HeldKey(*load_pair())


def sign(pdf):
    """`pdf`, in bytes, with our signature added to it, after which nothing may be changed.

    pyHanko runs an event loop for it, in a thread of its own: the caller's may be in one. Raises its
    `TimestampRequestError` when a service for time stamps is configured and does not answer.
    """
    with ThreadPoolExecutor(max_workers=1) as own:
        writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
        return own.submit(_signer().sign_pdf, writer, bytes_reserved=_reserved()).result().getvalue()


def _reserved():
    """The hexadecimal digits that are kept free for the signature; None where a time stamp adds to it.

    pyHanko would sign twice to find out.
    """
    if settings.CERTIFICATE_TIMESTAMP_URL:
        return None
    first, *above = [len(item.dump()) for item in held_key().certificates]
    return 2 * (ROOM + 2 * first + sum(above))  # the name of who issued the first is written once more


def _signer():
    return PdfSigner(
        PdfSignatureMetadata(
            field_name=FIELD,
            md_algorithm="sha256",
            subfilter=fields.SigSeedSubFilter.PADES,
            name=settings.ISSUER_NAME,
            certify=True,
            docmdp_permissions=fields.MDPPerm.NO_CHANGES,
        ),
        signer=held_key(),
        timestamper=time_stamps_from(settings.CERTIFICATE_TIMESTAMP_URL),
        new_field_spec=fields.SigFieldSpec(FIELD, readable_field_name=settings.ISSUER_NAME),
    )


@cache
def time_stamps_from(address):
    """The client of a service, held because it asks once for the size of its answers; None without an address."""
    return RequestsHTTPTimeStamper(address, timeout=TIMESTAMP_SECONDS) if address else None
