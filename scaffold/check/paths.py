"""Paths of a plan: inside the repository, where the go command looks, and legal in an import path."""

from __future__ import annotations

from scaffold.golang.module_paths import element_problem


def inside_problem(path: str) -> tuple[str, str]:
    """Why a path does not stay inside the repository, and what to do; empty where it does."""
    parts = path.replace("\\", "/").split("/")
    if not path:
        return "is empty", "write a directory of the repository, such as pkg/api"
    if path.startswith(("/", "\\", "~")) or (len(path) > 1 and path[1] == ":"):
        return "is not relative", "paths start at the root of the repository"
    if "\\" in path:
        return "has a backslash", "separate directories with /"
    if ".." in parts:
        return "leaves the repository", "paths start at the root of the repository and stay inside it"
    if parts[0].lower() in (".git", ".scaffold"):
        return f"lies in {parts[0]}, which belongs to a tool", "choose another directory"
    if any(part.lower() == ".git" for part in parts):
        return "lies in a .git directory", "choose another directory"
    return "", ""


def directory_problem(path: str) -> tuple[str, str]:
    """Why a directory cannot hold a Go package of the repository, and what to do; empty where it can."""
    problem, hint = inside_problem(path)
    if problem:
        return problem, hint
    if path == ".":
        return "", ""
    for element in path.split("/"):
        problem = element_problem(element)
        if problem:
            return problem, "letters, digits and - . _ ~ + are allowed between slashes"
        if element[0] in "_.":
            return f"has the element {element!r}: the go command ignores directories that begin with {element[0]}", ""
        if element in ("vendor", "testdata"):
            return f"has the element {element!r}, which the go command treats specially", "choose another directory"
    return "", ""
