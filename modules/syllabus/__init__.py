"""Programmes as text files: `reading` them, their `blocks`, and `writing` them as pages.

The format is described in `content/README.md`.
"""
