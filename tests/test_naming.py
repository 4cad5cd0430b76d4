"""Derived names and paths: what a mock's members, call records, skeletons, folders and files are called."""

from __future__ import annotations

import pytest

from scaffold.check import Options, check
from scaffold.diagnostics import Report
from scaffold.golang.identifiers import folder_name
from scaffold.naming import Names, error_text, file_stem, package_name, settle
from scaffold.plan.reader import read_plan
from scaffold.source import Source


def named(api: str) -> tuple[Names, Report]:
    """The names of a plan whose api section is given, and what was said."""
    text = "module: example.com/m\napi:\n  doc: Package api.\n" + api
    report = Report()
    plan = read_plan(Source("plan.yaml", text), "plan.yaml", report)
    assert plan is not None
    checked = check(plan, report, Options())
    assert checked is not None, [found.message for found in report]
    return settle(checked, report), report


def parts(signature: str) -> tuple[str, ...]:
    """The fields of the call record of a method."""
    names, _ = named(f'  interfaces: [{{name: S, methods: ["{signature}"]}}]\n')
    return names.mocks[0].mocks[0].methods[0].parts


@pytest.mark.parametrize(
    ("signature", "fields"),
    [
        ("Do(ctx context.Context, id string, userID int)", ("Ctx", "ID", "UserID")),
        ("Do(context.Context, string)", ("Arg1", "Arg2")),
        ("Do(_ int, x int, _ string)", ("Arg1", "X", "Arg3")),
        ("Do(id, ID, Id string)", ("ID", "ID2", "ID3")),
        ("Do(arg2 int, _ string)", ("Arg2", "Arg22")),
        ("Do(url string, httpURL string)", ("URL", "HTTPURL")),
        ("Do(ñandú, 名 int)", ("Ñandú", "Arg2")),
        ("Do(_x, x_ int)", ("Arg1", "X_")),
    ],
)
def test_record_fields(signature: str, fields: tuple[str, ...]) -> None:
    assert parts(signature) == fields


def test_methods_keep_their_names_and_helpers_give_way_in_plan_order() -> None:
    names, _ = named("  interfaces: [{name: S, methods: [Get(), GetFunc(), OnGetFunc(), Stub(), ResetCalls()]}]\n")
    mock = names.mocks[0].mocks[0]
    assert [(m.method.name, m.field, m.on, m.calls) for m in mock.methods] == [
        ("Get", "GetFunc_", "OnGet", "GetCalls"),
        ("GetFunc", "GetFuncFunc", "OnGetFunc_", "GetFuncCalls"),
        ("OnGetFunc", "OnGetFuncFunc", "OnOnGetFunc", "OnGetFuncCalls"),
        ("Stub", "StubFunc", "OnStub", "StubCalls"),
        ("ResetCalls", "ResetCallsFunc", "OnResetCalls", "ResetCallsCalls"),
    ]
    assert (mock.reset, mock.stub) == ("ResetCalls_", "Stub_")
    assert mock.renamed == (
        ("GetFunc", "GetFunc_"),
        ("OnGetFunc", "OnGetFunc_"),
        ("ResetCalls", "ResetCalls_"),
        ("Stub", "Stub_"),
    )


def test_two_call_records_of_one_name_are_an_error_that_shows_both() -> None:
    _, report = named("  interfaces:\n    - {name: A, methods: [BC()]}\n    - {name: AB, methods: [C()]}\n")
    (found,) = report
    assert (found.code, found.span.begin) == ("duplicate-derived-name", (6, 14))
    assert [related.span.begin for related in found.related] == [(5, 14)]


@pytest.mark.parametrize(
    ("implementations", "paths"),
    [
        ("", [("internal/api/store", "store", "store.go")]),
        (", implementations: []", []),
        (
            ", implementations: [s3, In-Memory, x_linux, {name: a, path: internal/b_test/}]",
            [
                ("internal/api/store/s3", "s3", "s3.go"),
                ("internal/api/store/in-memory", "inmemory", "in-memory.go"),
                ("internal/api/store/x_linux", "x_linux", "xlinux.go"),
                ("internal/b_test", "b_testimpl", "btest.go"),
            ],
        ),
    ],
)
def test_skeletons(implementations: str, paths: list[tuple[str, str, str]]) -> None:
    names, report = named(f"  interfaces: [{{name: Store, methods: [Do()]{implementations}}}]\n")
    assert not report.has_errors
    assert [(one.path, one.package, one.file.removeprefix(f"{one.path}/")) for one in names.skeletons] == paths


def test_skeletons_in_one_folder_are_an_error_also_where_only_case_differs() -> None:
    _, report = named("  interfaces:\n    - {name: Store, methods: [Do()]}\n    - {name: STORE, methods: [Do()]}\n")
    (found,) = report
    assert (found.code, found.span.begin) == ("duplicate-path", (6, 14))
    assert found.hint == "give it a place of its own: `implementations: [{name: store, path: internal/…}]`"


def test_a_folder_whose_name_no_disk_takes_is_an_error() -> None:
    _, report = named(f"  interfaces:\n    - {{name: {'A' * 201}, methods: [Do()]}}\n")
    assert [(found.code, found.span.begin) for found in report] == [("path-length", (5, 14))]
    _, report = named(f"  interfaces:\n    - {{name: {'A' * 200}, methods: [Do()]}}\n")
    assert not report.has_errors


def test_a_path_that_is_longer_than_tools_take_is_an_error() -> None:
    implementations = f"implementations: [{{name: x, path: internal/{'/'.join(['a'] * 600)}}}]"
    _, report = named(f"  interfaces:\n    - {{name: Store, methods: [Do()], {implementations}}}\n")
    assert [found.code for found in report] == ["path-length"]


@pytest.mark.parametrize(
    ("name", "folder"),
    [("store", "store"), ("größe", "gru00f6u00dfe"), ("vendor", "vendorimpl"), ("_x", "_ximpl"), ("🎉", "u1f389")],
)
def test_folder_name(name: str, folder: str) -> None:
    assert folder_name(name) == folder


@pytest.mark.parametrize(
    ("folder", "package"),
    [
        ("s3", "s3"),
        ("in-memory", "inmemory"),
        ("3d", "p3d"),
        ("func", "funcimpl"),
        ("string", "stringimpl"),
        ("main", "mainimpl"),
        ("x_test", "x_testimpl"),
        ("v1.2", "v12"),
        ("-", "impl"),
    ],
)
def test_package_name(folder: str, package: str) -> None:
    assert package_name(folder) == package


@pytest.mark.parametrize(
    ("folder", "stem"),
    [
        ("s3", "s3"),
        ("in-memory", "in-memory"),
        ("linux", "linux"),
        ("x_linux", "xlinux"),
        ("x_amd64", "xamd64"),
        ("x_test", "xtest"),
        ("_x", "x"),
        ("...", "impl"),
    ],
)
def test_file_stem(folder: str, stem: str) -> None:
    assert file_stem(folder) == stem


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("ErrNotFound", "api: not found"),
        ("ErrHTTPTimeout", "api: HTTP timeout"),
        ("ErrInvalidID", "api: invalid ID"),
        ("errClosed", "api: closed"),
        ("Err2Many", "api: 2 many"),
        ("Err", "api: err"),
        ("ErrA", "api: a"),
        ("NotFound", "api: not found"),
        ("Err_Snake_Case", "api: snake case"),
    ],
)
def test_error_text(name: str, text: str) -> None:
    assert error_text("api", name) == text


def test_error_text_begins_in_lower_case() -> None:
    assert error_text("Store", "ErrGone") == "store: gone"
