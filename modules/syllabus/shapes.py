"""What a value in a YAML file must look like.

A shape's `read(node, refuse)` returns the value; where it is not so, it calls `refuse(line, reason)` and returns its
`blank`, so that reading goes on to the next mistake. Lines count from 1.
"""

import re

from yaml import MappingNode, ScalarNode, SequenceNode

STR, INT, BOOL, NULL = (f"tag:yaml.org,2002:{name}" for name in ("str", "int", "bool", "null"))
KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
ADDRESS = re.compile(r"https://[\w-]+(\.[\w-]+)+(/[^\s<>\"]*)?")

NAMED = ("`", "unknown", "the ", "a key")  # how reasons begin that name their field themselves
NO_KEY = "{!r} is no key: small Latin letters, digits and single hyphens"


class Entry(dict):
    """A mapping that knows on which line it and each of its keys stands."""

    def __init__(self, line=1):
        super().__init__()
        self.line, self.lines = line, {}

    def put(self, key, value, line):
        self[key], self.lines[key] = value, line


def line_of(node):
    return node.start_mark.line + 1


def refuse_number(node, least, most, refuse):
    """Refuse a list or mapping with fewer than `least` or more than `most` (None: without limit) in it."""
    number = len(node.value)
    if number < least or (most is not None and number > most):
        wanted = f"{least} or more" if most is None else f"{least} to {most}"
        refuse(line_of(node), f"has {number}, and must have {wanted}")


class Text:
    """Words; at most `most` characters."""

    blank = ""

    def __init__(self, most=None):
        self.most = most

    def read(self, node, refuse):
        if not isinstance(node, ScalarNode) or node.tag != STR or not node.value.strip():
            refuse(line_of(node), _why_no_text(node))
            return self.blank
        if self.most and len(node.value) > self.most:
            refuse(line_of(node), f"has {len(node.value)} characters, and may have {self.most}")
        return node.value.strip()


def _why_no_text(node):
    if not isinstance(node, ScalarNode):
        return "must be text"
    return "is empty" if node.tag in (NULL, STR) else f"must be text: put quotes round {node.value}"


class Key(Text):
    """A key, as files, folders and addresses have them: small Latin letters, digits, single hyphens."""

    def read(self, node, refuse):
        value = super().read(node, refuse)
        if value and not KEY.fullmatch(value):
            refuse(line_of(node), NO_KEY.format(value))
        return value


class Address(Text):
    """The address of a page of others, with `https://`."""

    def read(self, node, refuse):
        value = super().read(node, refuse)
        if value and not ADDRESS.fullmatch(value):
            refuse(line_of(node), "must be an address that begins with https://")
        return value


class Choice:
    """One of `names`."""

    blank = ""

    def __init__(self, *names):
        self.names = names

    def read(self, node, refuse):
        if getattr(node, "value", None) not in self.names:
            refuse(line_of(node), f"must be one of: {', '.join(self.names)}")
            return self.blank
        return node.value


class Whole:
    """A whole number, from `least` to `most`."""

    blank = 0

    def __init__(self, least=0, most=32767):
        self.least, self.most = least, most

    def read(self, node, refuse):
        number = int(node.value) if node.tag == INT and node.value.isdecimal() else None
        if number is None or not self.least <= number <= self.most:
            refuse(line_of(node), f"must be a whole number from {self.least} to {self.most}")
            return self.blank
        return number


class Flag:
    """`true` or `false`."""

    blank = False

    def read(self, node, refuse):
        if node.tag != BOOL or node.value.lower() not in ("true", "false"):
            refuse(line_of(node), "must be true or false")
            return self.blank
        return node.value.lower() == "true"


class Listing:
    """`least` to `most` values of one shape."""

    blank = ()

    def __init__(self, item, least=0, most=None, unique=False):
        self.item, self.least, self.most, self.unique = item, least, most, unique

    def read(self, node, refuse):
        if not isinstance(node, SequenceNode):
            refuse(line_of(node), "must be a list")
            return self.blank
        refuse_number(node, self.least, self.most, refuse)
        values = [self.item.read(child, refuse) for child in node.value]
        if self.unique:
            self._refuse_twins(node, values, refuse)
        return values

    def _refuse_twins(self, node, values, refuse):
        for place, value in enumerate(values):
            if value and value in values[:place]:
                refuse(line_of(node.value[place]), f"{value!r} stands here twice")


class Mapping:
    """Keys of the author's choice, `least` to `most`, each with a value of one shape; an `Entry`."""

    def __init__(self, item, least=0, most=None):
        self.item, self.least, self.most = item, least, most

    @property
    def blank(self):
        return Entry()

    def read(self, node, refuse):
        entry = Entry(line_of(node))
        for key, line, value in pairs_of(node, refuse):
            entry.put(key, self.item.read(value, refuse), line)
            if not KEY.fullmatch(key):
                refuse(line, NO_KEY.format(key))
        if isinstance(node, MappingNode):
            refuse_number(node, self.least, self.most, refuse)
        return entry


class Record:
    """Fields with a shape for each: `fields` must be there, `optional` may; an `Entry`, with blanks for the missing."""

    def __init__(self, fields, optional=None):
        self.fields, self.optional = fields, optional or {}

    @property
    def blank(self):
        entry = Entry()
        for name, shape in self.fields.items():
            entry.put(name, shape.blank, 1)
        return entry

    def read(self, node, refuse):
        shapes = self.fields | self.optional
        entry = self.blank
        entry.line = line_of(node)
        seen = set()
        for key, line, value in pairs_of(node, refuse):
            seen.add(key)
            if key in shapes:
                entry.put(key, shapes[key].read(value, naming(refuse, key)), line)
            else:
                refuse(line, f"unknown field {key!r}; there are: {', '.join(shapes)}")
        if isinstance(node, MappingNode):
            for name in self.fields.keys() - seen:
                refuse(line_of(node), f"the field {name!r} is missing")
        return entry


def naming(refuse, name):
    """The same `refuse`, with the field's name before a reason that does not name one."""
    return lambda line, reason: refuse(line, reason if reason.startswith(NAMED) else f"`{name}` {reason}")


def pairs_of(node, refuse):
    """[(key as text, its line, node of its value)] of a mapping; `true` and `false` are keys like others."""
    if not isinstance(node, MappingNode):
        refuse(line_of(node), "must be fields with values (`name: value`)")
        return []
    pairs, seen = [], set()
    for key_node, value in node.value:
        key = key_node.value.lower() if key_node.tag == BOOL else key_node.value
        if not isinstance(key, str):
            refuse(line_of(key_node), "a key must be one word")
        elif key in seen:
            refuse(line_of(key_node), f"the key {key!r} stands here twice")
        else:
            seen.add(key)
            pairs.append((key, line_of(key_node), value))
    return pairs
