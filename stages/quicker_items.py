"""Items of DynamoDB's answers, without botocore's ten questions at each value: which kind is it?"""

from base64 import b64decode
from typing import Any

from botocore.parsers import BaseJSONParser

_parser: Any = BaseJSONParser
_map = _parser._handle_map
_structure = _parser._handle_structure


def hurry_items() -> None:
    """For all of this process's calls from here on."""
    _parser._handle_map = _map_of_values
    _parser._handle_structure = _structure_or_value


def _map_of_values(parser: Any, shape: Any, value: Any) -> Any:
    if shape.value.name == "AttributeValue":
        return {name: _known(held) for name, held in value.items()}
    return _map(parser, shape, value)


def _structure_or_value(parser: Any, shape: Any, value: Any) -> Any:
    return _known(value) if shape.name == "AttributeValue" else _structure(parser, shape, value)


def _known(value: dict[str, Any]) -> dict[str, Any]:
    [(kind, held)] = value.items()
    if kind == "M":
        return {kind: {name: _known(one) for name, one in held.items()}}
    if kind == "L":
        return {kind: [_known(one) for one in held]}
    if kind == "B":
        return {kind: b64decode(held)}
    return {kind: [b64decode(one) for one in held]} if kind == "BS" else value
