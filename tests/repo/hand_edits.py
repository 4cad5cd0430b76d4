"""A plan, and two lists: what people do to its repository by hand, and what happens to the plan afterwards.

Every sort of hand edit leaves Go that compiles. What of it still compiles after an edit of the plan is the question.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

PLAN = """\
module: example.com/m
api:
  doc: Package api is the contract.
  interfaces:
    - name: Store
      methods:
        - Get(ctx context.Context, id string) (*Object, error)
        - Put(ctx context.Context, object *Object) error
        - List(ctx context.Context, prefix string, limit int) ([]Object, error)
    - name: Index
      methods:
        - Find(ctx context.Context, word string) ([]string, error)
        - Size() int
  types:
    - name: Object
      fields: ['ID string `json:"id"`', 'Region string `json:"region"`', 'Sizes []int32 `json:"sizes,omitempty"`']
    - {name: Level, type: int, values: [low, high]}
  errors:
    - {name: ErrGone, message: gone}
storage:
  interfaces:
    - name: Cache
      type_params: '[K comparable, V any]'
      methods:
        - Load(key K) (V, error)
        - Keys() []K
crds:
  - kind: Bucket
    group: objects.example.com
    version: v1
    spec:
      - 'Region string `json:"region"`'
"""

STORE = "internal/api/store/store.go"
STORE_TEST = "internal/api/store/store_test.go"

Edit = Callable[[Path], None]


def _add(path: str, text: str, *more: str) -> Edit:
    """New files, as path and text by turns."""
    files = dict(zip((path, *more[::2]), (text, *more[1::2]), strict=True))

    def edit(repo: Path) -> None:
        for name, content in files.items():
            (repo / name).parent.mkdir(parents=True, exist_ok=True)
            assert not (repo / name).exists()
            (repo / name).write_text(content)

    return edit


def _replace(path: str, *pairs: tuple[str, str]) -> Edit:
    """Changes in a file of scaffold's."""

    def edit(repo: Path) -> None:
        text = (repo / path).read_text()
        for old, new in pairs:
            assert old in text, old
            text = text.replace(old, new)
        (repo / path).write_text(text)

    return edit


def _both(*edits: Edit) -> Edit:
    def edit(repo: Path) -> None:
        for each in edits:
            each(repo)

    return edit


def _move(old: str, new: str) -> Edit:
    def edit(repo: Path) -> None:
        (repo / new).parent.mkdir(parents=True, exist_ok=True)
        shutil.move(repo / old, repo / new)

    return edit


def _delete(*paths: str) -> Edit:
    def edit(repo: Path) -> None:
        for path in paths:
            (repo / path).unlink()

    return edit


def _rename_type(repo: Path) -> None:
    text = (repo / STORE).read_text()
    (repo / STORE).write_text(re.sub(r"(?<![\w.])(\*?&?)Store\b(?! implements)", r"\1DB", text))


_GET = 'return nil, fmt.Errorf("store: Get: %w", errors.ErrUnsupported)'
_PUT = 'return fmt.Errorf("store: Put: %w", errors.ErrUnsupported)'
_LIST = 'return nil, fmt.Errorf("store: List: %w", errors.ErrUnsupported)'
_FILLED = (
    (
        _GET,
        'if id == "" {\n\t\treturn nil, fmt.Errorf("%w: %w", api.ErrGone, errors.ErrUnsupported)\n\t}\n'
        '\treturn &api.Object{ID: id, Region: "eu"}, nil',
    ),
    (_PUT, "object.Region = object.ID\n\treturn nil"),
    (_LIST, "found := make([]api.Object, 0, limit)\n\treturn append(found, api.Object{ID: prefix}), nil"),
)
_METHODS = """
func (NAME) Get(ctx context.Context, id string) (*api.Object, error) { return nil, nil }

func (NAME) Put(ctx context.Context, object *api.Object) error { return nil }

func (NAME) List(ctx context.Context, prefix string, limit int) ([]api.Object, error) { return nil, nil }
"""
_API = '\t"example.com/m/pkg/api"\n'

HAND: dict[str, Edit] = {
    "nothing": lambda _: None,
    "a field": _replace(
        STORE,
        ("type Store struct{}", "type Store struct {\n\tmu sync.Mutex\n\tall map[string]api.Object\n}"),
        ('"fmt"\n', '"fmt"\n\t"sync"\n'),
    ),
    "filled bodies": _replace(STORE, *_FILLED),
    "a test": _replace(
        STORE_TEST,
        (
            't.Skip("TODO: test it")\n\t})\n\tt.Run("Put"',
            'if _, err := New().Get(context.Background(), "x"); err == nil {\n\t\t\tt.Fatal()\n\t\t}\n\t})\n\tt.Run("Put"',
        ),
        ('import "testing"', 'import (\n\t"context"\n\t"testing"\n)'),
    ),
    "own file beside": _add(
        "internal/api/store/own.go",
        f'package store\n\nimport (\n\t"context"\n\n{_API})\n\nfunc (s *Store) first(ctx context.Context) string {{\n'
        '\tobject, err := s.Get(ctx, "x")\n\tif err != nil {\n\t\treturn ""\n\t}\n\treturn object.Region\n}\n\n'
        "func save(ctx context.Context, to *Store, object *api.Object) error {\n\treturn to.Put(ctx, object)\n}\n\n"
        "var _ = save\n\nvar _ = (*Store).first\n",
    ),
    "own user in the same file": _replace(
        STORE,
        (
            "func New() *Store {\n\treturn &Store{}\n}\n",
            "func New() *Store {\n\treturn &Store{}\n}\n\nfunc user(s *Store) bool {\n"
            '\t_, err := s.Get(context.Background(), "x")\n\treturn err == nil\n}\n\nvar _ = user\n',
        ),
    ),
    "own file in the contract": _add(
        "pkg/api/own.go",
        'package api\n\nimport "context"\n\nfunc (o *Object) Key() string { return o.ID + o.Region }\n\n'
        'func All(ctx context.Context, s Store) ([]Object, error) {\n\treturn s.List(ctx, "", 10)\n}\n\n'
        "func Low(l Level) bool { return l < LevelHigh }\n",
    ),
    "own names in the contract": _add(
        "pkg/api/extra.go",
        "package api\n\ntype Vault struct{ Name string }\n\nfunc (v *Vault) Len() int { return len(v.Name) }\n",
    ),
    "own file among mocks": _add(
        "pkg/api/apimock/own.go",
        f'package apimock\n\nimport (\n\t"context"\n\n{_API})\n\nfunc Empty() *Store {{\n\treturn &Store{{\n'
        "\t\tGetFunc: func(ctx context.Context, id string) (*api.Object, error) { return nil, api.ErrGone },\n"
        "\t}\n}\n",
    ),
    "cmd": _add(
        "cmd/app/main.go",
        f'package main\n\nimport (\n\t"context"\n\t"errors"\n\t"fmt"\n\n\t"example.com/m/internal/api/store"\n{_API})\n\n'
        "func main() {\n\tvar s api.Store = store.New()\n\tctx := context.Background()\n"
        '\tobject := &api.Object{ID: "a", Region: "eu"}\n\tif err := s.Put(ctx, object); errors.Is(err, api.ErrGone) {\n'
        '\t\tfmt.Println(err)\n\t}\n\tfound, err := s.List(ctx, "a", 1)\n\tfmt.Println(found, err, api.LevelHigh)\n}\n',
    ),
    "cmd through another package": _add(
        "internal/app/app.go",
        'package app\n\nimport (\n\t"example.com/m/internal/api/index"\n\t"example.com/m/internal/api/store"\n)\n\n'
        "type App struct {\n\tStore *store.Store\n\tIndex *index.Index\n}\n\nfunc New() *App {\n"
        "\treturn &App{Store: store.New(), Index: index.New()}\n}\n",
        "cmd/two/main.go",
        'package main\n\nimport (\n\t"context"\n\t"fmt"\n\n\t"example.com/m/internal/app"\n)\n\nfunc main() {\n\ta := app.New()\n'
        '\tobject, err := a.Store.Get(context.Background(), "x")\n\tfmt.Println(object.Region, err, a.Index.Size())\n}\n',
    ),
    "external test": _add(
        "internal/api/store/outside_test.go",
        'package store_test\n\nimport (\n\t"context"\n\t"testing"\n\n\t"example.com/m/internal/api/store"\n)\n\n'
        'func TestOutside(t *testing.T) {\n\ts := store.New()\n\tif _, err := s.List(context.Background(), "", 3); err == nil {\n'
        "\t\tt.Fatal()\n\t}\n}\n",
    ),
    "test with mocks": _add(
        "pkg/api/own_test.go",
        'package api_test\n\nimport (\n\t"context"\n\t"testing"\n\n\t"example.com/m/pkg/api"\n'
        '\t"example.com/m/pkg/api/apimock"\n)\n\nfunc TestMock(t *testing.T) {\n\tm := &apimock.Store{}\n'
        "\tm.PutFunc = func(ctx context.Context, object *api.Object) error { return nil }\n"
        '\t_ = m.Put(context.Background(), &api.Object{ID: "x"})\n\tif calls := m.PutCalls(); calls[0].Object.ID != "x" {\n'
        "\t\tt.Fatal(calls)\n\t}\n}\n",
    ),
    "decorator": _add(
        "internal/deco/deco.go",
        f'package deco\n\nimport (\n\t"context"\n\n{_API})\n\ntype Logged struct{{ api.Store }}\n\n'
        "func (l Logged) Get(ctx context.Context, id string) (*api.Object, error) {\n\treturn l.Store.Get(ctx, id)\n}\n\n"
        "var _ api.Store = Logged{}\n",
    ),
    "skeleton as decorator": _replace(
        STORE,
        ("type Store struct{}", "type Store struct{ api.Store }"),
        (f"func (s *Store) Get(ctx context.Context, id string) (*api.Object, error) {{\n\t{_GET}\n}}\n\n", ""),
        (
            "func (s *Store) List(ctx context.Context, prefix string, limit int) ([]api.Object, error) {\n"
            f"\t{_LIST}\n}}\n",
            "",
        ),
        (
            _PUT,
            'if object == nil {\n\t\treturn fmt.Errorf("store: %w", errors.ErrUnsupported)\n\t}\n'
            "\treturn s.Store.Put(ctx, object)",
        ),
    ),
    "wrapper": _add(
        "internal/wrap/wrap.go",
        f'package wrap\n\nimport (\n\t"context"\n\n\t"example.com/m/internal/api/store"\n{_API})\n\n'
        "type Wrap struct{ inner *store.Store }\n\n"
        "func (w *Wrap) Get(ctx context.Context, id string) (*api.Object, error) {\n\treturn w.inner.Get(ctx, id)\n}\n\n"
        "func (w *Wrap) Put(ctx context.Context, object *api.Object) error {\n\treturn w.inner.Put(ctx, object)\n}\n\n"
        "func (w *Wrap) List(ctx context.Context, prefix string, limit int) ([]api.Object, error) {\n"
        "\treturn w.inner.List(ctx, prefix, limit)\n}\n\nvar _ api.Store = (*Wrap)(nil)\n",
    ),
    "aliases": _add(
        "internal/alias/alias.go",
        f"package alias\n\nimport (\n{_API})\n\ntype (\n\tObject = api.Object\n\tStore  = api.Store\n\tLevel  = api.Level\n)\n",
        "internal/alias/user/user.go",
        'package user\n\nimport (\n\t"context"\n\n\t"example.com/m/internal/alias"\n)\n\n'
        'func Use(s alias.Store) (string, error) {\n\to, err := s.Get(context.Background(), "x")\n\tif err != nil {\n'
        '\t\treturn "", err\n\t}\n\treturn o.Region, s.Put(context.Background(), &alias.Object{Region: o.Region})\n}\n',
    ),
    "dot import": _add(
        "internal/dot/dot.go",
        'package dot\n\nimport (\n\t"context"\n\n\t. "example.com/m/pkg/api"\n)\n\n'
        'func Use(ctx context.Context, s Store) (Level, error) {\n\t_, err := s.Get(ctx, "x")\n'
        '\tvar o Object\n\to.Region = "x"\n\tif err == ErrGone {\n\t\treturn LevelHigh, s.Put(ctx, &o)\n\t}\n'
        "\treturn LevelLow, err\n}\n\ntype Vault struct{}\n",
    ),
    "import under another name": _add(
        "internal/named/named.go",
        'package named\n\nimport (\n\t"context"\n\n\tcontract "example.com/m/pkg/api"\n)\n\n'
        "func Use(ctx context.Context, all map[string]contract.Store) (objects []*contract.Object, err error) {\n"
        "\tfor id, one := range all {\n\t\to, err := one.Get(ctx, id)\n\t\tif err != nil {\n\t\t\treturn nil, err\n\t\t}\n"
        "\t\tobjects = append(objects, o)\n\t}\n\treturn objects, nil\n}\n",
    ),
    "skeleton file renamed": _move(STORE, "internal/api/store/renamed.go"),
    "skeleton file renamed and filled": _both(_replace(STORE, *_FILLED), _move(STORE, "internal/api/store/renamed.go")),
    "skeleton folder moved": _move("internal/api/store", "internal/keeper"),
    "skeleton deleted": _delete("internal/api/index/index.go", "internal/api/index/index_test.go"),
    "method in a file of its own": _both(
        _replace(
            STORE,
            (f"func (s *Store) Get(ctx context.Context, id string) (*api.Object, error) {{\n\t{_GET}\n}}\n\n", ""),
        ),
        _add(
            "internal/api/store/get.go",
            f'package store\n\nimport (\n\t"context"\n\n{_API})\n\n'
            "func (s *Store) Get(ctx context.Context, id string) (*api.Object, error) {\n"
            '\treturn &api.Object{ID: id, Region: "eu"}, nil\n}\n',
        ),
    ),
    "type renamed by hand": _rename_type,
    "fake": _add(
        "internal/fake/fake.go",
        f'package fake\n\nimport (\n\t"context"\n\n{_API})\n\ntype Fake struct{{}}\n'
        + _METHODS.replace("NAME", "f *Fake")
        + "\nfunc run(s api.Store) error { return s.Put(context.Background(), nil) }\n\n"
        "func Run() error {\n\tf := &Fake{}\n\treturn run(f)\n}\n",
    ),
    "assertion of one's own": _replace(STORE, ("var _ api.Store = (*Store)(nil)", "var _ api.Store = New()")),
    "method values": _add(
        "internal/hooks/hooks.go",
        f'package hooks\n\nimport (\n\t"context"\n\n\t"example.com/m/internal/api/store"\n{_API})\n\n'
        "type Getter func(ctx context.Context, id string) (*api.Object, error)\n\nvar Get Getter = store.New().Get\n\n"
        'var Put = map[string]func(context.Context, *api.Object) error{"a": store.New().Put}\n',
    ),
    "generic code": _both(
        _add(
            "internal/storage/cache/own.go",
            "package cache\n\nfunc (c *Cache[K, V]) Len() int { return len(c.Keys()) }\n\n"
            "func wrap[K comparable, V any](c *Cache[K, V]) *Cache[K, V] { return c }\n\nvar _ = wrap[string, int]\n",
            "internal/storage/cache/own_test.go",
            'package cache\n\nimport "testing"\n\nfunc TestOwn(t *testing.T) {\n\tif New[string, int]().Len() != 0 {\n'
            "\t\tt.Fatal()\n\t}\n}\n",
            "internal/gen/gen.go",
            'package gen\n\nimport "example.com/m/pkg/storage"\n\nfunc First(c storage.Cache[string, int]) (int, error) {\n'
            "\treturn c.Load(c.Keys()[0])\n}\n",
        ),
        _replace(
            "internal/storage/cache/cache.go",
            (
                "// TODO: implement Keys.\n\treturn nil",
                "var all map[K]V\n\tkeys := make([]K, 0, len(all))\n"
                "\tfor key := range all {\n\t\tkeys = append(keys, key)\n\t}\n\treturn keys",
            ),
        ),
    ),
    "literals and switches": _add(
        "internal/lits/lits.go",
        f'package lits\n\nimport (\n{_API})\n\nvar one = api.Object{{"a", "b", nil}}\n\n'
        'var many = []api.Object{{ID: "a"}, {Region: "b"}}\n\nvar byID = map[string]*api.Object{"a": {Region: "x"}}\n\n'
        "func Name(l api.Level) string {\n\tswitch l {\n\tcase api.LevelLow:\n\t\treturn one.Region\n\tcase api.LevelHigh:\n"
        '\t\treturn many[0].Region + byID["a"].Region\n\t}\n\treturn ""\n}\n',
    ),
    "own file of a kind": _add(
        "pkg/apis/objects/v1/own.go",
        'package v1\n\nfunc (b *Bucket) Ready() bool { return b.Spec.Region != "" }\n\n'
        "func Specs(list *BucketList) (specs []BucketSpec) {\n\tfor _, item := range list.Items {\n"
        "\t\tspecs = append(specs, item.Spec)\n\t}\n\treturn specs\n}\n",
    ),
    "user of a kind": _add(
        "internal/controller/controller.go",
        'package controller\n\nimport (\n\tobjectsv1 "example.com/m/pkg/apis/objects/v1"\n)\n\n'
        'func Make() *objectsv1.Bucket {\n\treturn &objectsv1.Bucket{Spec: objectsv1.BucketSpec{Region: "eu"}}\n}\n\n'
        "var Add = objectsv1.AddToScheme\n",
    ),
    "type switch": _add(
        "internal/kinds/kinds.go",
        f'package kinds\n\nimport (\n\t"context"\n\n{_API})\n\nfunc Use(ctx context.Context, v any) string {{\n'
        "\tswitch x := v.(type) {\n\tcase *api.Object:\n\t\treturn x.Region\n\tcase api.Store:\n"
        "\t\tif err := x.Put(ctx, nil); err != nil {\n\t\t\treturn err.Error()\n\t\t}\n\tcase api.Index:\n"
        '\t\tif x.Size() > 0 {\n\t\t\treturn "index"\n\t\t}\n\t}\n\treturn ""\n}\n',
    ),
    "embedding": _add(
        "internal/rich/rich.go",
        f'package rich\n\nimport (\n\t"context"\n\n{_API})\n\ntype Rich struct {{\n\tapi.Object\n\tExtra string\n}}\n\n'
        "func (r Rich) Full() string { return r.ID + r.Region + r.Extra }\n\n"
        "type Wide interface {\n\tapi.Store\n\tapi.Index\n\tClose() error\n}\n\n"
        "func Sum[T api.Index](all ...T) (n int) {\n\tfor _, one := range all {\n\t\tn += one.Size()\n\t}\n\treturn n\n}\n\n"
        'func Close(ctx context.Context, w Wide) error {\n\tif _, err := w.Find(ctx, "x"); err != nil {\n\t\treturn err\n\t}\n'
        "\treturn w.Close()\n}\n",
    ),
    "shadowed names": _add(
        "internal/shadow/shadow.go",
        f"package shadow\n\nimport (\n{_API})\n\ntype client struct{{ Region int }}\n\n"
        "func (c *client) Object() int { return c.Region }\n\nfunc (c *client) Get() int { return c.Region }\n\n"
        "func Use(o *api.Object) int {\n\tapi := &client{}\n\treturn api.Object() + api.Get() + len(o.ID)\n}\n",
    ),
    "own method and names beside": _add(
        "internal/api/store/vault.go",
        "package store\n\ntype Vault struct{}\n\nfunc (s *Store) Del() {}\n\ntype Item int\n",
    ),
    "field like a method": _replace(STORE, ("type Store struct{}", "type Store struct {\n\tDel func()\n}")),
    "store in a field": _add(
        "internal/service/service.go",
        f'package service\n\nimport (\n\t"context"\n\n{_API})\n\ntype Service struct {{\n\tstore api.Store\n\tindex api.Index\n}}\n\n'
        "func New(store api.Store, index api.Index) *Service { return &Service{store, index} }\n\n"
        "func (s *Service) Find(ctx context.Context, word string) ([]*api.Object, error) {\n"
        "\tids, err := s.index.Find(ctx, word)\n\tif err != nil {\n\t\treturn nil, err\n\t}\n\tvar all []*api.Object\n"
        "\tfor _, id := range ids {\n\t\tobject, err := s.store.Get(ctx, id)\n\t\tif err != nil {\n\t\t\treturn nil, err\n\t\t}\n"
        "\t\tall = append(all, object)\n\t}\n\treturn all, nil\n}\n",
        "cmd/serve/main.go",
        'package main\n\nimport (\n\t"example.com/m/internal/api/index"\n\t"example.com/m/internal/api/store"\n'
        '\t"example.com/m/internal/service"\n)\n\nfunc main() {\n\t_ = service.New(store.New(), index.New())\n}\n',
    ),
}
"""What people do, by what it is called."""


def _change(*pairs: tuple[str, str]) -> Callable[[str], str]:
    def edit(text: str) -> str:
        for old, new in pairs:
            assert old in text, old
            text = text.replace(old, new)
        return text

    return edit


_INDEX = (
    "    - name: Index\n      methods:\n        - Find(ctx context.Context, word string) ([]string, error)\n"
    "        - Size() int\n"
)
_ITEM = (("*Object", "*Item"), ("[]Object", "[]Item"))
_CRD = PLAN[PLAN.index("crds:") :]
_LIST_LINE = "        - List(ctx context.Context, prefix string, limit int) ([]Object, error)\n"

PLANS: dict[str, Callable[[str], str]] = {
    "field removed": _change(("'Region string `json:\"region\"`', 'Sizes", "'Sizes")),
    "field of another type": _change(
        ("'Region string `json:\"region\"`', 'Sizes", "'Region int `json:\"region\"`', 'Sizes")
    ),
    "field added": _change(("'Sizes []int32", "'Zone string `json:\"zone\"`', 'Sizes []int32")),
    "method added": _change((_LIST_LINE, _LIST_LINE + "        - Del(ctx context.Context, id string) error\n")),
    "method removed": _change((_LIST_LINE, "")),
    "method renamed with was": _change(
        (
            "- Get(ctx context.Context, id string) (*Object, error)",
            "- {signature: 'Fetch(ctx context.Context, id string) (*Object, error)', was: Get}",
        )
    ),
    "method renamed without was": _change(("- Get(ctx", "- Fetch(ctx")),
    "parameter added": _change(
        ("Get(ctx context.Context, id string)", "Get(ctx context.Context, id string, deep bool)")
    ),
    "parameter of another type": _change(("limit int", "limit uint8")),
    "result added": _change((") (*Object, error)", ") (*Object, bool, error)")),
    "result of another type": _change(("Size() int", "Size() int64")),
    "value removed": _change(("[low, high]", "[low]")),
    "error removed": _change(("  errors:\n    - {name: ErrGone, message: gone}\n", "")),
    "type removed": _change(("    - {name: Level, type: int, values: [low, high]}\n", "")),
    "type renamed with was": _change(("- name: Object\n", "- name: Item\n      was: Object\n"), *_ITEM),
    "type renamed without was": _change(("- name: Object\n", "- name: Item\n"), *_ITEM),
    "type added": _change(("    - {name: Level", "    - {name: Vault, type: string}\n    - {name: Level")),
    "package renamed with was": _change(
        ("api:\n  doc: Package api", "api:\n  package: objects\n  was: api\n  doc: Package objects")
    ),
    "package renamed without was": _change(
        ("api:\n  doc: Package api", "api:\n  package: objects\n  doc: Package objects")
    ),
    "package renamed in its place": _change(
        ("api:\n  doc: Package api", "api:\n  package: objects\n  path: pkg/api\n  was: api\n  doc: Package objects")
    ),
    "path with was": _change(("api:\n  doc", "api:\n  path: pkg/other/api\n  was: pkg/api\n  doc")),
    "path without was": _change(("api:\n  doc", "api:\n  path: pkg/other/api\n  doc")),
    "mocks off": lambda text: text + "generate: {mocks: []}\n",
    "type parameter added": _change(("[K comparable, V any]", "[K comparable, V any, O any]")),
    "type parameter removed": _change(("[K comparable, V any]", "[K comparable]"), ("(V, error)", "(string, error)")),
    "interface split": _change(
        ("        - Put(ctx", "    - name: Writer\n      methods:\n        - Put(ctx"),
    ),
    "interface removed": _change((_INDEX, "")),
    "interface renamed with was": _change(("- name: Store\n", "- name: Vault\n      was: Store\n")),
    "interface renamed without was": _change(("- name: Store\n", "- name: Vault\n")),
    "kind removed": _change((_CRD, "")),
    "kind renamed": _change(("kind: Bucket", "kind: Pail")),
    "version of a kind": _change(("version: v1\n", "version: v2\n")),
    "field of a kind": _change(("spec:\n      - 'Region string", "spec:\n      - 'Place string")),
    "several at once": _change(
        ("'Region string `json:\"region\"`', 'Sizes", "'Sizes"),
        (_LIST_LINE, ""),
        ("id string)", "id string, deep bool)"),
        ("version: v1\n", "version: v2\n"),
        ("[low, high]", "[low]"),
    ),
}
"""What happens to the plan, by what it is called."""
