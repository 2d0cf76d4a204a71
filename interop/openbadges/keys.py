"""Our keys: those in the files of `CREDENTIAL_KEYS`, else two that are made once and kept in `DATA_DIR`.

The first private key of each kind signs: Ed25519 for Data Integrity, P-256 for VC-JWT. All are listed for those who
verify, so that what an older key has signed stays good after a new one stands before it.
"""

import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from django.conf import settings
from joserfc.jwk import ECKey, OKPKey

from interop.openbadges.multibase import ED25519_KEY, base58

ED25519, P256 = "Ed25519", "P-256"
OWN_FILES = {ED25519: "ed25519.pem", P256: "p256.pem"}


class BadKey(ValueError):
    """A file of `CREDENTIAL_KEYS` cannot be read, or holds no key that we sign with; or there is none of one kind."""


@dataclass(frozen=True)
class Key:
    """A key of the issuer. `private` is None for one that is only listed; `name` is its RFC 7638 thumbprint."""

    kind: str
    public: ed25519.Ed25519PublicKey | ec.EllipticCurvePublicKey
    private: ed25519.Ed25519PrivateKey | ec.EllipticCurvePrivateKey | None

    @property
    def jwk(self):
        """The public key as a JSON Web Key, in joserfc's class."""
        return _jwk(self.kind, _public_pem(self.public))

    @property
    def jwt_key(self):
        """The private key, in joserfc's class."""
        return _jwk(self.kind, _private_pem(self.private))

    @property
    def name(self):
        return self.jwk.thumbprint()

    @property
    def multibase(self):
        """An Ed25519 public key as a Multikey's text."""
        return base58(ED25519_KEY + self.public.public_bytes_raw())


@cache
def _jwk(kind, pem):
    return (OKPKey if kind == ED25519 else ECKey).import_key(pem)


def _private_pem(private):
    return private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def _public_pem(public):
    return public.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)


def issuer_keys():
    """Every `Key`, in the order of the setting. Raises `BadKey`."""
    return _read(tuple(settings.CREDENTIAL_KEYS) or tuple(map(str, own_files())))


def signer(kind):
    """The `Key` that signs. Raises `BadKey` when there is no private key of that kind."""
    for key in issuer_keys():
        if key.kind == kind and key.private:
            return key
    raise BadKey(f"CREDENTIAL_KEYS names no private key of the kind {kind}.")


@cache
def _read(files):
    return tuple(_key_in(Path(file)) for file in files)


def _key_in(path):
    try:
        content = path.expanduser().read_bytes()
        if b"PRIVATE KEY" in content:
            private = serialization.load_pem_private_key(content, password=None)
            return Key(_kind(private.public_key()), private.public_key(), private)
        public = serialization.load_pem_public_key(content)
        return Key(_kind(public), public, None)
    except (OSError, ValueError, TypeError) as problem:
        raise BadKey(f"CREDENTIAL_KEYS: {path}: {problem}") from problem


def _kind(public):
    if isinstance(public, ed25519.Ed25519PublicKey):
        return ED25519
    if isinstance(public, ec.EllipticCurvePublicKey) and isinstance(public.curve, ec.SECP256R1):
        return P256
    raise ValueError("neither an Ed25519 nor a P-256 key")


def own_files():
    """The files of the keys that this machine makes for itself, made when they are not there."""
    return make_keys(settings.DATA_DIR / "keys")


def make_keys(folder):
    """Write a new private key of each kind into `folder`, readable for its owner only; returns the paths.

    A file that is there already is left as it is.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    made = {ED25519: ed25519.Ed25519PrivateKey.generate, P256: lambda: ec.generate_private_key(ec.SECP256R1())}
    paths = [folder / name for name in OWN_FILES.values()]
    for path, generate in zip(paths, made.values(), strict=True):
        if not path.exists():
            _keep(path, generate())
    return paths


def _keep(path, private):
    """Whole or not at all, and the first of several processes wins."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_bytes(_private_pem(private))
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
