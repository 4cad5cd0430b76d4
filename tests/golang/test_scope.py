"""What identifiers mean, beside what go/types says.

Go's answer for an identifier is a role and a place: ``import`` and its path; ``package`` or ``local`` and the offset of
the declaration; ``elsewhere`` for what the file does not declare (another file, a dot import, predeclared); ``member``
for what stands behind a dot and for fields and methods; ``label``; ``unknown`` where the code has an error.
"""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import judges
from judges.tools import environment, program
from scaffold.golang.scope import FIELD, KEY, LABEL, MEMBER, METHOD, Use, resolve

STANDARD = (
    *("go/types", "encoding/json", "slices", "sync", "text/template", "go/ast", "iter", "errors", "log/slog", "sort"),
    *("net/url", "bufio", "maps", "container/list", "regexp", "net/mail"),
)

FORMS = """package p

import (
	"errors"
	api "fmt"
	. "strings"
	_ "sort"
)

const iota2, Key = iota, "k"

type (
	Object struct {
		Key  string
		api  int
		next *Object
		api2 struct{ Key, Object int }
		Builder
	}
	Set[K comparable, api ~[]K] map[K]api
	List = []Object
	Fn func(api int, Object string) (errors error)
	I interface {
		Object(Object int) (api Object)
		error
		~int | string
	}
)

var nil2, string2 = nil, Repeat("x", 2)

func (Object *Object) Method(api *Object) (errors api.Stringer) {
	_ = Object.next.Method(api)
	return errors
}

func (s *Set[Object, api]) Len(k Object) (v api) {
	return v
}

func Generic[Object any, S ~[]Object](api S) (out Object) {
	for _, Object := range api {
		out := Object
		_ = out
	}
	return
}

func forms(c chan Object, x any) {
	api.Println()
	_ = List{{Key: Key}, {api: 1}}
	_ = map[string]Object{Key: {Key: Key}}
	_ = map[Object]int{{Key: Key}: 1}
	_ = []*Object{{Key: Key}, 1: {api: len(Key)}}
	_ = [...]string{iota2: Key}
	_ = struct{ Key string }{Key: Key}
	if api := api.Sprint(); api != "" {
		_ = api
	} else if Object := api; Object == "" {
		api, errors := 1, api
		_, _ = api, errors
	}
	switch Object := x.(type) {
	case *Object2:
		_ = Object.Key
	case nil, int:
		_ = Object
	default:
		api := Object
		_ = api
	}
	select {
	case api, ok := <-c:
		_, _ = api, ok
	case c <- Object{Key: Key}:
	default:
	}
api:
	for api := 0; api < 3; api++ {
		if api == 1 {
			continue api
		}
		break api
	}
	for api, errors := range []int{len(Key)} {
		_, _ = api, errors
	}
	for api := range 3 {
		func(errors int) { errors += api }(api)
	}
	type Object struct{ next *Object }
	type api struct{ api *Object }
	var string = string("x")
	const len = len("x")
	var true, errors = string, errors.New(string)
	goto end
end:
	_, _ = true, errors
	_ = (*Set[int, []int]).Len
	_ = Generic[int, []int]
	switch errors := len; {
	case errors > 1:
		Key := Key
		_ = Key
	}
	switch Key {
	case Key:
	}
}

type Object2 Object
"""

Answer = tuple[str, object]


def answers_of_go(*folders: str) -> dict[str, dict[int, Answer]]:
    """Go's answers, by file and offset."""
    go = judges.toolchain().go
    root = subprocess.run([go, "env", "GOROOT"], capture_output=True, text=True, timeout=60, check=True).stdout.strip()
    env = {**environment(), "GOROOT": root}
    done = subprocess.run([program("scopes"), *folders], capture_output=True, env=env, timeout=300, check=False)
    assert done.returncode == 0, done.stderr.decode()
    found = json.loads(done.stdout)
    return {file: {offset: (role, where) for offset, role, where in entries} for file, entries in found.items()}


def answer(use: Use) -> Answer:
    if use.role in (FIELD, METHOD, MEMBER):
        return "member", None
    if use.role == LABEL:
        return "label", None
    symbol = use.symbol
    if symbol is None:
        return "elsewhere", None
    if symbol.kind == "import":
        return "import", symbol.path
    return "local" if symbol.is_local else "package", symbol.pos


def differences(file: str, said: dict[int, Answer]) -> tuple[int, list[str]]:
    """How many identifiers both know, and where they differ."""
    data = Path(file).read_bytes()
    resolved = resolve(data.decode())
    if resolved is None:
        return 0, [f"{file} could not be read"]
    mine: dict[int, list[Answer]] = {}
    unsure = set()
    for use in resolved.uses:
        mine.setdefault(use.ident.pos, []).append(answer(use))
        if use.role == KEY:
            unsure.add(use.ident.pos)
    found: list[str] = []
    for offset, go in said.items():
        if go[0] == "unknown" or offset in unsure or data[offset : offset + 5] == b"init(":
            continue
        here = mine.get(offset)
        if here is None or go not in here:
            line = data.count(b"\n", 0, offset) + 1
            found.append(f"{file}:{line}: {data[offset : offset + 20]!r}: go {go}, here {here}")
    if mine.keys() - said.keys():
        found += [f"{file}: {data[o : o + 20]!r} at {o} is no identifier" for o in mine.keys() - said.keys()]
    return len(said), found


def test_the_standard_library_is_resolved_as_go_resolves_it() -> None:
    count = 0
    found: list[str] = []
    for file, said in answers_of_go(*STANDARD).items():
        size, wrong = differences(file, said)
        count, found = count + size, [*found, *wrong]
    assert found == []
    assert count > 100_000


def test_every_form_of_declaration_is_known(tmp_path: Path) -> None:
    file = tmp_path / "p.go"
    file.write_text(FORMS)
    count, found = differences(str(file), answers_of_go(str(tmp_path))[str(file)])
    assert found == []
    assert count > 200
