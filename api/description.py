"""The OpenAPI description, in the order in which people read it. No Django here."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Property:
    name: str
    kind: str
    text: str


@dataclass(frozen=True)
class Operation:
    """One thing that can be asked: `statuses` are (number, what it means, `Property` list of the answer)."""

    method: str
    path: str
    summary: str
    text: str
    statuses: list


def operations(schema):
    """The `Operation`s that an OpenAPI `schema` describes."""
    known = schema["components"]["schemas"]
    return [
        Operation(method.upper(), path, said["summary"], said.get("description", ""), _statuses(said, known))
        for path, methods in schema["paths"].items()
        for method, said in methods.items()
    ]


def _statuses(said, known):
    return [
        (number, response["description"], _properties(_schema_of(response, known), known) if number == 200 else [])
        for number, response in said["responses"].items()
    ]


def _schema_of(response, known):
    content = next(iter(response.get("content", {}).values()), {})
    return _resolved(content.get("schema", {}), known)


def _resolved(schema, known):
    return known[schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema


def _properties(schema, known):
    """Those of an answer; of a list of things, those of one of them."""
    found = []
    for name, value in schema.get("properties", {}).items():
        found.append(Property(name, _kind(value), value.get("description", "")))
        if "items" in value:
            found += _properties(_resolved(value["items"], known), known)
    return found


def _kind(value):
    """`date`, `string`, one of some words, or several of these."""
    if "enum" in value:
        return " | ".join(value["enum"])
    if "anyOf" in value:
        return " | ".join(_kind(part) for part in value["anyOf"])
    if "$ref" in value:
        return value["$ref"].rpartition("/")[2]
    return value.get("format") or value.get("type", "")
