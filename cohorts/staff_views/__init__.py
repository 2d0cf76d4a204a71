"""Cohorts in Wagtail's admin: for managers, within their remit."""
