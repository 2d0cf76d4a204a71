"""Whatever is left of somebody: every text of every table, and every stored file, searched for words."""

import io
import zipfile

from django.core.files.storage import storages
from django.db import connection

AUTHORED = "captions/"  # of courses that other tests have loaded: their cases name people


def traces_of(*words):
    """["table.column", …] and ["file path", …] in which one of `words` stands, whatever its capitals; sorted."""
    return sorted({*_in_tables(words), *_in_files(words)})


def _has(text, words):
    return any(word.casefold() in text.casefold() for word in words)


def _in_tables(words):
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            columns = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                yield from (f"{table}.{c}" for c, value in zip(columns, row, strict=True) if _has(_text(value), words))


def _text(value):
    """As it reads: JSON may write what is not ASCII with escapes."""
    if isinstance(value, bytes | memoryview):
        return bytes(value).decode("utf-8", "ignore")
    text = str(value)
    return text.encode().decode("unicode_escape", "ignore") if "\\u" in text else text


def _in_files(words):
    for alias in ("default", "private"):
        for path in _walk(storages[alias], ""):
            if path.startswith(AUTHORED):
                continue
            with storages[alias].open(path) as file:
                if any(_has(part.decode("utf-8", "ignore"), words) for part in _parts(file.read())):
                    yield path


def _walk(storage, folder):
    if folder and not storage.exists(folder):
        return
    folders, files = storage.listdir(folder) if storage.exists(folder or ".") else ([], [])
    yield from (f"{folder}/{name}".lstrip("/") for name in files)
    for name in folders:
        yield from _walk(storage, f"{folder}/{name}".lstrip("/"))


def _parts(content):
    yield content
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield from (name.encode(), archive.read(name))
