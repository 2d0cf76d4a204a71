"""Uploads that are looked at and forgotten: they never reach the disk, and no more of them is held than is allowed."""

import io

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from certificates import inspection, pictures


class InMemory(FileUploadHandler):
    """Holds the first bytes of a file, as many as one of its kind may have; `size` says how large all of it was."""

    def new_file(self, *args, **kwargs):
        super().new_file(*args, **kwargs)
        self.parts, self.room = [], None

    def receive_data_chunk(self, raw_data, start):
        if self.room is None:
            self.room = largest(raw_data)
        self.parts.append(raw_data[: self.room])
        self.room -= len(self.parts[-1])

    def file_complete(self, file_size):
        content = io.BytesIO(b"".join(self.parts))
        return InMemoryUploadedFile(
            content, self.field_name, self.file_name, self.content_type, file_size, self.charset
        )


def largest(content):
    """How many bytes a file may have that begins with `content`: pictures more than PDFs."""
    return pictures.LARGEST if pictures.form_of(content) else inspection.LARGEST
