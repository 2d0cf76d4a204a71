"""Pictures, recordings and downloads that a course's words name: files in its folder `media`."""

from dataclasses import dataclass
from hashlib import sha1
from io import BytesIO
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from willow.image import Image
from willow.registry import UnrecognisedOperationError

from modules.syllabus.mp4 import measure

PICTURE_ENDINGS = (".svg", ".png", ".webp", ".jpg", ".jpeg")


@dataclass(frozen=True)
class Piece:
    """A thing of the library by its files: `sort` is picture, recording or download; `key` is the same for ever.

    Stands in raw block data where the library's number will be. `files` are (part, path): the part is `file`,
    `audio_file`, `light_file`, `thumbnail`, or the language of captions.
    """

    sort: str
    key: str
    files: tuple
    language: str = ""  # that a recording speaks

    @property
    def title(self):
        return self.key.rpartition("/")[2]

    @property
    def fingerprint(self):
        """SHA-1 of what its files hold; for a single file, the one that Wagtail keeps as well."""
        prints = [(part, sha1(path.read_bytes()).hexdigest()) for part, path in self.files]
        if self.sort != "recording":
            return prints[0][1]
        return sha1(repr([*prints, self.language]).encode()).hexdigest()

    def part(self, name):
        """The path of a part, or None."""
        return dict(self.files).get(name)


class MediaFolder:
    """The folder `media` of a course; `key` is its own path of keys, `spoken` the language of recordings."""

    def __init__(self, folder: Path, key: str, languages, spoken=""):
        self.folder, self.key, self.languages, self.spoken = folder, key, languages, spoken

    def picture(self, name):
        """The picture in the file `name`. Raises `ValueError` with the reason."""
        path = self._existing(name, PICTURE_ENDINGS, "a picture")
        try:
            Image.open(BytesIO(path.read_bytes())).get_size()
        except (OSError, ValueError, SyntaxError, UnrecognisedOperationError, ImproperlyConfigured) as error:
            raise ValueError(f"media/{name} cannot be read as a picture") from error
        return Piece("picture", f"{self.key}/{name}", (("file", path),))

    def download(self, name):
        """The document in the file `name`. Raises `ValueError` with the reason."""
        endings = tuple(f".{ending}" for ending in settings.WAGTAILDOCS_EXTENSIONS)
        return Piece("download", f"{self.key}/{name}", (("file", self._existing(name, endings, "a download")),))

    def recording(self, name):
        """The video `name`.mp4, or the sound `name`.m4a when there is none, with all that belongs to it."""
        video, sound = (self.folder / f"{name}{ending}" for ending in (".mp4", ".m4a"))
        if "/" in name or not (video.is_file() or sound.is_file()):
            raise ValueError(f"there is no media/{name}.mp4 and no media/{name}.m4a")
        parts = {"file": video, "audio_file": sound} if video.is_file() else {"file": sound}
        parts |= {"light_file": self.folder / f"{name}.light.mp4", "thumbnail": self.folder / f"{name}.webp"}
        parts |= {language: self.folder / f"{name}.{language}.vtt" for language in self.languages}
        files = tuple((part, path) for part, path in parts.items() if path.is_file())
        _check_recording(files)
        return Piece("recording", f"{self.key}/{name}", files, self.spoken)

    def _existing(self, name, endings, what):
        path = self.folder / name
        if "/" in name or not path.is_file():
            raise ValueError(f"there is no file media/{name}")
        if not name.lower().endswith(endings):
            raise ValueError(f"media/{name} cannot be {what}: its name must end with {', '.join(endings)}")
        return path


def _check_recording(files):
    for part, path in files:
        data = path.read_bytes()
        if path.suffix == ".vtt" and not data.removeprefix(b"\xef\xbb\xbf").startswith(b"WEBVTT"):
            raise ValueError(f"media/{path.name} does not begin with WEBVTT")
        if path.suffix in (".mp4", ".m4a"):
            try:
                measure(data)
            except ValueError as error:
                raise ValueError(f"media/{path.name} is no MP4 that can be read ({part})") from error
