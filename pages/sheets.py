"""Text for spreadsheets: what people wrote is never taken for a formula."""

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def plain_for_csv(text):
    """`text` so that no spreadsheet program takes what a learner wrote for a formula (OWASP, "CSV injection")."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def plain_for_xlsx(text):
    """`text` without the control characters that a sheet cannot hold."""
    return ILLEGAL_CHARACTERS_RE.sub("", text)
