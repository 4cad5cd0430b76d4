"""Which nodes of a graph are reached from which: for waves and efforts, of which a plan may have thousands."""

from __future__ import annotations

from collections.abc import Collection, Mapping


class Reachability:
    """The nodes that each node of a directed graph leads to, by way of others too.

    Takes time and memory of nodes times edges in bits: sets are kept as the bits of integers. In a cycle every node
    leads to every other one, and to itself.
    """

    def __init__(self, edges: Mapping[str, Collection[str]]) -> None:
        self._number = {name: at for at, name in enumerate(edges)}
        targets = [[self._number[name] for name in found if name in self._number] for found in edges.values()]
        self._masks = [0] * len(targets)
        order = _postorder(targets)
        changed = True
        # Once without cycles: a node comes after all that it leads to.
        while changed:
            changed = False
            for node in order:
                mask = self._masks[node]
                for target in targets[node]:
                    mask |= self._masks[target] | (1 << target)
                if mask != self._masks[node]:
                    self._masks[node] = mask
                    changed = True

    def leads(self, start: str, end: str) -> bool:
        """Whether `start` leads to `end`; False for names that are no nodes."""
        if start not in self._number or end not in self._number:
            return False
        return bool(self._masks[self._number[start]] >> self._number[end] & 1)

    def count(self, start: str) -> int:
        """How many nodes `start` leads to."""
        return self._masks[self._number[start]].bit_count()


def _postorder(targets: list[list[int]]) -> list[int]:
    order: list[int] = []
    seen = [False] * len(targets)
    for root in range(len(targets)):
        if seen[root]:
            continue
        seen[root] = True
        stack = [(root, iter(targets[root]))]
        while stack:
            node, ahead = stack[-1]
            following = next((target for target in ahead if not seen[target]), None)
            if following is None:
                order.append(node)
                stack.pop()
            else:
                seen[following] = True
                stack.append((following, iter(targets[following])))
    return order
