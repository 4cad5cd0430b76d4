"""Renames in hand-written Go: what certainly means the thing renamed gets the new name, everything else stays."""

from __future__ import annotations

import pytest

from scaffold.golang.renaming import Leftover, Renaming, rename_in, requalified

API, MOCK = "example.com/m/pkg/api", "example.com/m/pkg/api/apimock"
RENAMING = Renaming(
    types={"Store": "Vault"},
    functions={"New": "Make"},
    methods={("Store", "Get"): "Fetch"},
    qualified={(API, "Object"): "Item", (API, "Store"): "Vault"},
    packages={"example.com/m/pkg/old": ("example.com/m/pkg/neo", "neo")},
    selected={(API, "Store", "Get"): "Fetch", (MOCK, "Store", "GetFunc"): "FetchFunc"},
)
HEAD = f'package p\n\nimport (\n\t"{API}"\n\t"{MOCK}"\n\t"example.com/m/pkg/old"\n)\n\n'


def renamed(code: str) -> str:
    """The code with its new names, without the head."""
    new = HEAD.replace("pkg/old", "pkg/neo")
    text = rename_in(HEAD + code, RENAMING).text
    assert text.startswith(new)
    return text.removeprefix(new)


SHADOWED = [
    "func f() { api := c(); api.Object() }",
    "func f() { var api = c(); api.Object() }",
    "func f() { var api client; api.Object() }",
    "func f() { const api = 1; _ = api }",
    "func f() { type api struct{ Object int }; _ = api.Object }",
    "func f(api *client) int { return api.Object() }",
    "func f() (api client) { api.Object(); return }",
    "func (api *client) f() { api.Object() }",
    "func f() { for _, api := range all() { api.Object() } }",
    "func f() { for api := range all() { api.Object() } }",
    "func f() { for api := c(); ; api.Object() { api.Object() } }",
    "func f() { if api := c(); api.Object() { api.Object() } else { api.Object() } }",
    "func f() { switch api := c(); api.Object() { case api.Object(): api.Object() } }",
    "func f(x any) { switch api := x.(type) { case *client: api.Object() } }",
    "func f(x chan client) { select { case api := <-x: api.Object() } }",
    "func f(x chan client) { select { case api, ok := <-x: api.Object(ok) } }",
    "func f() { func(api client) { api.Object() }(c()) }",
    "func f() { api := c(); func() { api.Object() }() }",
    "func f() { old := c(); old.Run() }",
    "func f() { _ = x.api.Object }",
    "func f() { _ = client{api: 1}.api }",
    "func f[Store any](s Store) { var t Store; _ = t }",
    "func (c *cache[Store]) f(s Store) { New := s; _ = New }",
    "func f(New func()) { New() }",
    "type t struct{ New, Store int }",
    "var _ = t{New: 1}.New",
    "type i interface{ New(Store int) }",
    "func f() {\nNew:\n\tfor { break New }\n}",
    "type other struct{}\n\nfunc (o other) Get() { o.Get() }",
    "func f() { m := &apimock.Store{}; _ = m; for _, m := range all() { m.GetFunc() } }",
]


@pytest.mark.parametrize("code", SHADOWED)
def test_what_only_looks_alike_stays(code: str) -> None:
    assert renamed(code) == code


@pytest.mark.parametrize(
    ("code", "want"),
    [
        ("func f(api api.Object) { _ = api }", "func f(api api.Item) { _ = api }"),
        (
            "func f() { api.Object(); api := api.Object{}; api.Object() }",
            "func f() { api.Item(); api := api.Item{}; api.Object() }",
        ),
        ("func f() { { api := 1; _ = api }; _ = api.Object{} }", "func f() { { api := 1; _ = api }; _ = api.Item{} }"),
        ("func f() { _ = old.X }", "func f() { _ = neo.X }"),
        ("type Store struct{}", "type Vault struct{}"),
        ("func (s *Store) Get() { s.Get() }", "func (s *Vault) Fetch() { s.Fetch() }"),
        ("func f() { s := New(); s.Get() }", "func f() { s := Make(); s.Fetch() }"),
        ("func f() { s, err := New(); s.Get(); _ = err }", "func f() { s, err := Make(); s.Fetch(); _ = err }"),
        ("func f(s map[string]*Store) { s[a].Get() }", "func f(s map[string]*Vault) { s[a].Fetch() }"),
        (
            "func f(s ...api.Store) { for _, s := range s { s.Get() } }",
            "func f(s ...api.Vault) { for _, s := range s { s.Fetch() } }",
        ),
        ("func f(x any) { x.(*Store).Get() }", "func f(x any) { x.(*Vault).Fetch() }"),
        (
            "func f(x any) { switch x := x.(type) { case *Store: x.Get() } }",
            "func f(x any) { switch x := x.(type) { case *Vault: x.Fetch() } }",
        ),
        (
            "type d struct{ api.Store }\n\nfunc (d d) Get() {}\n\nfunc f(d d) { d.Get() }",
            "type d struct{ api.Vault }\n\nfunc (d d) Get() {}\n\nfunc f(d d) { d.Get() }",
        ),
        ("var _ = api.Store.Get", "var _ = api.Vault.Fetch"),
        ("var _ = (*Store).Get", "var _ = (*Vault).Fetch"),
        (
            "type d struct{ in api.Store }\n\nfunc (d d) f() { d.in.Get() }",
            "type d struct{ in api.Vault }\n\nfunc (d d) f() { d.in.Fetch() }",
        ),
        (
            "type d struct{ api.Store }\n\nfunc (d *d) f() { d.Get(); d.Store.Get(); _ = d2{Store: d.Store} }",
            "type d struct{ api.Vault }\n\nfunc (d *d) f() { d.Fetch(); d.Vault.Fetch(); _ = d2{Store: d.Vault} }",
        ),
        ("type d struct{ *Store }\n\nvar _ = d{Store: New()}", "type d struct{ *Vault }\n\nvar _ = d{Vault: Make()}"),
        ("var m = apimock.Store{GetFunc: nil}", "var m = apimock.Store{FetchFunc: nil}"),
        ("var m = []*apimock.Store{{GetFunc: nil}}", "var m = []*apimock.Store{{FetchFunc: nil}}"),
        ("func f() { m := apimock.Store{}; m.GetFunc = nil }", "func f() { m := apimock.Store{}; m.FetchFunc = nil }"),
        ("var k = map[func() *Store]int{New: 1}", "var k = map[func() *Vault]int{Make: 1}"),
    ],
)
def test_what_is_meant_is_renamed(code: str, want: str) -> None:
    assert renamed(code) == want


@pytest.mark.parametrize(
    ("code", "left"),
    [
        ("func f() { x().Object() }", [Leftover(9, "Object", False)]),
        ("func f[S api.Store](s S) { s.Get() }", [Leftover(9, "Get", False)]),
        ("func f(Vault int) { var s Store; _ = s }", [Leftover(9, "Store", True)]),
        ("var x = unknown{New: 1}", [Leftover(9, "New", False)]),
        ("func f(c http.Client) { c.Get() }", [Leftover(9, "Get", False)]),
        ("type other struct{}\n\nfunc (o other) Get() {}", [Leftover(11, "Get", False)]),
    ],
)
def test_what_nobody_can_tell_is_left_and_said(code: str, left: list[Leftover]) -> None:
    assert list(rename_in(HEAD + code, RENAMING).leftovers) == left


def test_a_package_keeps_its_name_where_something_else_has_the_new_one() -> None:
    text = 'package p\n\nimport "example.com/m/pkg/old"\n\nvar _ = old.X\n'
    want = text.replace('"example.com/m/pkg/old"', 'old "example.com/m/pkg/neo"')
    assert rename_in(text, RENAMING, {"neo"}).text == want
    assert rename_in(text + "\nfunc f(neo int) {}\n", RENAMING).text == want + "\nfunc f(neo int) {}\n"


def test_an_external_test_package_declares_nothing_of_the_package() -> None:
    text = "package p_test\n\nvar _ = New\n\ntype S = Store\n"
    assert rename_in(text, RENAMING).text == text


def test_imports_are_called_otherwise_where_they_are_meant() -> None:
    text = 'package p\n\nimport "time"\n\nfunc f(time time.Time) { time.Add(1) }\n'
    want = 'package p\n\nimport time2 "time"\n\nfunc f(time time2.Time) { time.Add(1) }\n'
    assert requalified(text, {"time": "time2"}) == want
    assert requalified(want, {"time": "time"}) == text
