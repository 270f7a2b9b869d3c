"""moto's ten walks through each update, without asking every node again what kinds a walk is for."""

from functools import cache
from typing import Any

from moto.dynamodb.parsing import ast_nodes

_nodes: Any = ast_nodes


def hurry_updates() -> None:
    """For all of this process's calls from here on."""
    _nodes.DepthFirstTraverser.traverse_node_recursively = _walked


def _walked(walker: Any, node: Any, child_id: int = -1) -> Any:
    kinds = _kinds.get(type(walker))
    if kinds is None:
        kinds = _kinds[type(walker)] = walker.nodes_to_be_processed()
    return _walk(walker, kinds, node, child_id)


def _walk(walker: Any, kinds: tuple[type, ...], node: Any, child_id: int) -> Any:
    if not _is(type(node), _nodes.Node):
        return node
    above = node.parent
    for place, child in enumerate(node.children or ()):
        walker.pre_processing_of_child(node, place)
        _walk(walker, kinds, child, place)
    if _is(type(node), kinds):
        node = walker.process(node)
        node.parent = above
        if above:
            above.children[child_id] = node
    return node


_is: Any = cache(issubclass)
_kinds: dict[type, tuple[type, ...]] = {}
