"""Uploads that are looked at and forgotten: they never reach the disk, and no more of them is held than is allowed."""

import io

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from certificates.inspection import LARGEST


class InMemory(FileUploadHandler):
    """Holds the first `LARGEST` bytes of a file; `size` says how large all of it was."""

    def new_file(self, *args, **kwargs):
        super().new_file(*args, **kwargs)
        self.parts, self.room = [], LARGEST

    def receive_data_chunk(self, raw_data, start):
        self.parts.append(raw_data[: self.room])
        self.room -= len(self.parts[-1])

    def file_complete(self, file_size):
        content = io.BytesIO(b"".join(self.parts))
        return InMemoryUploadedFile(
            content, self.field_name, self.file_name, self.content_type, file_size, self.charset
        )
