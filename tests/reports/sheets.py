"""Reading what a report sends back."""

import csv
import io

from bs4 import BeautifulSoup
from openpyxl import load_workbook


def table(response):
    """The rows of the page's table, each a list of the words in its cells."""
    found = BeautifulSoup(response.content, "html.parser").select("table.camino-report tbody tr")
    return [[" ".join(cell.get_text(" ").split()) for cell in row.select("td")] for row in found]


def csv_rows(response):
    return list(csv.reader(io.StringIO(response.content.decode("utf-8"))))


def xlsx_rows(response):
    sheet = load_workbook(io.BytesIO(b"".join(response.streaming_content))).active
    return [list(row) for row in sheet.iter_rows(values_only=True)]
