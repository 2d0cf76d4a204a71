"""Pictures, recordings and downloads of a programme, kept in the library: each once, and anew when its files change."""

from django.core.files import File
from django.db import transaction

from modules.syllabus.media import Piece
from modules.syllabus.mp4 import measure
from pages.models import Download, Picture, Recording, Track

MODELS = {"picture": Picture, "recording": Recording, "download": Download}
RECORDING_PARTS = ("file", "audio_file", "light_file", "thumbnail")


class Library:
    """`changes` are the (what, key) of every piece that was stored, or would be."""

    def __init__(self, pieces):
        self._pieces = {piece.key: piece for piece in pieces}
        self._rows = {}
        for sort, model in MODELS.items():
            keys = [key for key, piece in self._pieces.items() if piece.sort == sort]
            self._rows |= {row.source_key: row for row in model.objects.filter(source_key__in=keys)}
        self._stored = []
        self.changes = {key: change for key, piece in self._pieces.items() if (change := self._change(piece))}

    def _change(self, piece):
        row = self._rows.get(piece.key)
        if row is None:
            return "created"
        held = row.source_hash if piece.sort == "recording" else row.file_hash
        return "" if held == piece.fingerprint else "updated"

    def number_of(self, piece):
        """The primary key of the piece's row; None before it is stored."""
        row = self._rows.get(piece.key)
        return row.pk if row else None

    def has_changed(self, value):
        """Does any piece in `value`, raw data of whatever depth, have other files than before?"""
        return any(piece.key in self.changes for piece in pieces_in(value))

    def store(self):
        """Write every piece that is new or has changed. Old files go when the transaction is done."""
        for key in self.changes:
            piece = self._pieces[key]
            row = self._rows.get(key) or MODELS[piece.sort](source_key=key, title=piece.title)
            self._rows[key] = STORE[piece.sort](self, row, piece)

    def discard(self):
        """Take away the files stored so far: the transaction has failed."""
        for storage, name in self._stored:
            storage.delete(name)

    def _put(self, row, part, path):
        """Store the file at `path` (None: no file) as the part of `row` with that name."""
        held = getattr(row, part)
        if held:
            storage, name = held.storage, held.name
            transaction.on_commit(lambda: storage.delete(name))
        if path is None:
            setattr(row, part, "")
            return
        with path.open("rb") as file:
            getattr(row, part).save(path.name, File(file), save=False)
        stored = getattr(row, part)
        self._stored.append((stored.storage, stored.name))

    def _store_picture(self, row, piece):
        for rendition in row.renditions.all() if row.pk else ():
            storage, name = rendition.file.storage, rendition.file.name
            transaction.on_commit(lambda storage=storage, name=name: storage.delete(name))
            rendition.delete()
        self._put(row, "file", piece.part("file"))
        row._set_image_file_metadata()
        row.save()
        return row

    def _store_download(self, row, piece):
        self._put(row, "file", piece.part("file"))
        row._set_document_file_metadata()
        row.save()
        return row

    def _store_recording(self, row, piece):
        path = piece.part("file")
        row.type = "video" if path.suffix == ".mp4" else "audio"
        row.source_hash, row.language = piece.fingerprint, piece.language
        for part in RECORDING_PARTS:
            self._put(row, part, piece.part(part))
        row.file_size, row.audio_size, row.light_size = (_size(piece.part(part)) for part in RECORDING_PARTS[:3])
        found = measure(path.read_bytes())
        row.duration, row.width, row.height = found.duration, found.width or None, found.height or None
        row.save()
        self._store_tracks(row, piece)
        return row

    def _store_tracks(self, row, piece):
        languages = [part for part, _path in piece.files if part not in RECORDING_PARTS]
        held = {track.language: track for track in row.tracks.all()}
        for language in held.keys() - set(languages):
            held[language].delete()
        for language in languages:
            track = held.get(language) or Track(recording=row, language=language)
            self._put(track, "file", piece.part(language))
            track.save()


STORE = {
    "picture": Library._store_picture,
    "download": Library._store_download,
    "recording": Library._store_recording,
}


def _size(path):
    return path.stat().st_size if path else 0


def pieces_in(value):
    """Every `Piece` in raw data of whatever depth."""
    if isinstance(value, Piece):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from pieces_in(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from pieces_in(inner)
