"""Programmes as text files: `reading` them, their `blocks`, and `writing` them as pages. The format: `content/README.md`."""
