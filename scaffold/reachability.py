"""Graphs of thousands of nodes: which nodes are reached from which, and which lead back to themselves."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping
from typing import TypeVar

Node = TypeVar("Node", bound=Hashable)


class Reachability:
    """The nodes that each node of a directed graph leads to, by way of others too.

    Takes time and memory of nodes times edges in bits: sets are kept as the bits of integers. In a cycle every node
    leads to every other one, and to itself.
    """

    def __init__(self, edges: Mapping[str, Collection[str]]) -> None:
        self._number = {name: at for at, name in enumerate(edges)}
        self._masks = [0] * len(edges)
        # A component comes behind those that it leads to.
        for component in components(edges):
            numbers = [self._number[name] for name in component]
            targets = {self._number[target] for name in component for target in edges[name] if target in edges}
            mask = 0
            for target in targets:
                mask |= self._masks[target] | (1 << target)
            for number in numbers if len(numbers) > 1 else ():
                mask |= 1 << number
            for number in numbers:
                self._masks[number] = mask

    def leads(self, start: str, end: str) -> bool:
        """Whether `start` leads to `end`; False for names that are no nodes."""
        if start not in self._number or end not in self._number:
            return False
        return bool(self._masks[self._number[start]] >> self._number[end] & 1)

    def count(self, start: str) -> int:
        """How many nodes `start` leads to."""
        return self._masks[self._number[start]].bit_count()


def postorder(start: Node, targets: Callable[[Node], Iterable[Node]]) -> list[Node]:
    """`start` and the nodes that it leads to, each behind those that it leads to itself, as far as there is no cycle.

    The stack is a list: chains may be long.
    """
    order: list[Node] = []
    seen = {start}
    stack = [(start, iter(targets(start)))]
    while stack:
        node, ahead = stack[-1]
        following = next((target for target in ahead if target not in seen), None)
        if following is None:
            order.append(node)
            stack.pop()
        else:
            seen.add(following)
            stack.append((following, iter(targets(following))))
    return order


def components(edges: Mapping[Node, Iterable[Node]]) -> Iterator[list[Node]]:
    """Strongly connected components (Tarjan), each behind those that it leads to.

    Targets that are no nodes are skipped. The stack is a list: chains may be long.
    """
    number: dict[Node, int] = {}
    lowest: dict[Node, int] = {}
    waiting: list[Node] = []
    open_: set[Node] = set()
    for root in edges:
        if root in number:
            continue
        work: list[tuple[Node, Iterator[Node]]] = []
        entered: list[Node] = [root]
        while True:
            if entered:
                node = entered.pop()
                number[node] = lowest[node] = len(number)
                waiting.append(node)
                open_.add(node)
                work.append((node, iter(edges[node])))
            node, targets = work[-1]
            for target in targets:
                if target not in edges:
                    continue
                if target not in number:
                    entered.append(target)
                    break
                if target in open_:
                    lowest[node] = min(lowest[node], number[target])
            if entered:
                continue
            work.pop()
            if work:
                before = work[-1][0]
                lowest[before] = min(lowest[before], lowest[node])
            if lowest[node] == number[node]:
                component: list[Node] = []
                while not component or component[-1] != node:
                    component.append(waiting.pop())
                open_.difference_update(component)
                component.reverse()
                yield component
            if not work:
                break


def cyclic_components(edges: Mapping[Node, Collection[Node]]) -> list[list[Node]]:
    """The components whose nodes lead to themselves, nodes and components in the order of `edges`."""
    order = {node: number for number, node in enumerate(edges)}
    found = [
        sorted(component, key=order.__getitem__)
        for component in components(edges)
        if len(component) > 1 or component[0] in edges[component[0]]
    ]
    return sorted(found, key=lambda component: order[component[0]])


def shortest_cycle(edges: Mapping[Node, Iterable[Node]], start: Node) -> list[Node]:
    """The nodes of the shortest way from `start` back to it, `start` first; empty where there is none."""
    came: dict[Node, Node] = {}
    level = [start]
    while level:
        following: list[Node] = []
        for node in level:
            for target in edges.get(node, ()):
                if target == start:
                    cycle = [node]
                    while cycle[-1] != start:
                        cycle.append(came[cycle[-1]])
                    return cycle[::-1]
                if target in edges and target not in came:
                    came[target] = node
                    following.append(target)
        level = following
    return []


def cycles(edges: Mapping[Node, Collection[Node]], most: int = 50) -> Iterator[list[Node]]:
    """A shortest cycle for each node that lies on one and on none of those before; at most `most` of one component."""
    for component in cyclic_components(edges):
        inside = set(component)
        within = {node: [target for target in edges[node] if target in inside] for node in component}
        covered: set[Node] = set()
        found = 0
        for node in component:
            if node in covered or found == most:
                continue
            cycle = shortest_cycle(within, node)
            covered.update(cycle)
            found += 1
            yield cycle
