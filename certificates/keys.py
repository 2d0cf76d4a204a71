"""The key that certificates are signed with, and its certificate: from the settings, or a pair of our own making."""

import os
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

OWN_FILE = "signing/certificates.pem"
OWN_YEARS = 10
USAGE = {"digital_signature", "content_commitment"}
NO_USAGE = {
    "key_encipherment",
    "data_encipherment",
    "key_agreement",
    "key_cert_sign",
    "crl_sign",
    "encipher_only",
    "decipher_only",
}


def load_pair():
    """(private key, [its certificate, those above it]) from the settings or of our own making.

    Raises `ImproperlyConfigured` when they cannot be read, do not belong together, or are not for ECDSA on P-256.
    """
    key, certificates = _parsed(*_written())
    if not isinstance(key, ec.EllipticCurvePrivateKey) or not isinstance(key.curve, ec.SECP256R1):
        raise ImproperlyConfigured("CERTIFICATE_SIGNING_KEY must be a key for ECDSA on P-256.")
    if certificates[0].public_key() != key.public_key():
        raise ImproperlyConfigured("The first certificate in CERTIFICATE_SIGNING_CERT is not that of the key.")
    return key, certificates


def _written():
    """Key and certificates in PEM."""
    if settings.CERTIFICATE_SIGNING_KEY:
        return _pem("CERTIFICATE_SIGNING_KEY"), _pem("CERTIFICATE_SIGNING_CERT")
    path = settings.DATA_DIR / OWN_FILE
    make_pair(path)
    return path.read_bytes(), path.read_bytes()


def _pem(name):
    """The setting itself, in which line breaks may be written as \\n, or what is in the file that it names."""
    value = getattr(settings, name)
    if value.startswith("-----BEGIN"):
        return value.replace("\\n", "\n").encode()
    try:
        return Path(value).expanduser().read_bytes()
    except OSError as error:
        raise ImproperlyConfigured(f"{name}: {error}") from error


def _parsed(key, certificates):
    try:
        return serialization.load_pem_private_key(key, password=None), x509.load_pem_x509_certificates(certificates)
    except (ValueError, TypeError) as error:
        message = f"CERTIFICATE_SIGNING_KEY or CERTIFICATE_SIGNING_CERT is not PEM without a password: {error}"
        raise ImproperlyConfigured(message) from error


def make_pair(path):
    """Write a key and its self-signed certificate to `path`, for the owner's eyes only; leave what is there already."""
    if path.exists():
        return
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_suffix(f".{os.getpid()}")
    with open(os.open(draft, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "wb") as file:
        file.write(_new_pair())
    with suppress(FileExistsError):
        os.link(draft, path)  # unlike a rename it leaves what another process was quicker to make
    draft.unlink()


def _new_pair():
    """Key and certificate in PEM, one after the other."""
    key = ec.generate_private_key(ec.SECP256R1())
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return secret + _self_signed(key).public_bytes(serialization.Encoding.PEM)


def _self_signed(key):
    issuer, now = settings.ISSUER_NAME[:64], timezone.now()
    name = x509.Name([x509.NameAttribute(kind, issuer) for kind in (NameOID.ORGANIZATION_NAME, NameOID.COMMON_NAME)])
    usage = x509.KeyUsage(**dict.fromkeys(USAGE, True), **dict.fromkeys(NO_USAGE, False))
    return (
        x509.CertificateBuilder(subject_name=name, issuer_name=name, public_key=key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=365 * OWN_YEARS))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
