"""Who: people and their remits; and what they may ask of us: to be erased, and to have their data."""

from accounts.models.erasure import ErasureRequest
from accounts.models.parcels import Parcel, parcel_path
from accounts.models.people import (
    NAME_LENGTH,
    Organisation,
    Remit,
    RemitQuerySet,
    User,
    clean_name,
    is_latin,
    second_line,
)

__all__ = [
    "NAME_LENGTH",
    "ErasureRequest",
    "Organisation",
    "Parcel",
    "Remit",
    "RemitQuerySet",
    "User",
    "clean_name",
    "is_latin",
    "parcel_path",
    "second_line",
]
