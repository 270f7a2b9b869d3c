"""moto's conditions, each read once: it reads the same one twice in a call, and letter by letter."""

from collections import deque
from functools import cache, lru_cache
from typing import Any

from moto.dynamodb.comparisons import ConditionExpressionParser

_parse = ConditionExpressionParser.parse
_lex = ConditionExpressionParser._lex_condition_expression
_LONG = 5_000  # characters of values, of which a copy would be kept


def hurry_conditions() -> None:
    """For all of this process's calls from here on."""
    parser: Any = ConditionExpressionParser
    parser.parse = _read
    parser._lex_condition_expression = _words


def _read(parser: ConditionExpressionParser) -> Any:
    """What is read holds no state, and is shared."""
    names, values = parser.expression_attribute_names, parser.expression_attribute_values
    given = repr((names, values))
    if not parser.condition_expression or len(given) > _LONG:
        return _parse(parser)
    found = _known(parser.condition_expression, given, _Quietly((names, values)))
    parser.expr_attr_names_found += found.expr_attr_names_found
    parser.expr_attr_values_found += found.expr_attr_values_found
    return found.condition


class _Quietly(tuple[Any, Any]):
    """Two dictionaries that tell no two keys apart: what they hold is in the key as text."""

    def __hash__(self) -> int:
        return 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Quietly)


@lru_cache(maxsize=2_000)
def _known(expression: str, given: str, names_and_values: _Quietly) -> Any:
    parser: Any = ConditionExpressionParser(expression, *names_and_values)
    parser.condition = _parse(parser)
    return parser


def _words(parser: ConditionExpressionParser) -> deque[Any]:
    return deque(_of_expression(parser.condition_expression or ""))


@cache
def _of_expression(expression: str) -> tuple[Any, ...]:
    return tuple(_lex(ConditionExpressionParser(expression, None, None)))
