"""The merge of Go files by declaration: what the golden cases of regeneration do not show already."""

from __future__ import annotations

import pytest

from scaffold.golang.renaming import Renaming
from scaffold.repo.merge import without_assertions
from scaffold.repo.merge.go import Merged, merge_go
from scaffold.repo.merge.prepare import Request

HEAD = "package p\n\n"
STUB = '{\n\treturn errors.New("no")\n}\n'


def method(signature: str, body: str = STUB, doc: str = "") -> str:
    return f"{doc}func (s *S) {signature} {body}"


def file(*declarations: str, imports: str = 'import "errors"\n\n') -> str:
    return HEAD + imports + "\n".join(declarations)


def merged(base: str, ours: str, theirs: str, side: str = "markers", **more: object) -> Merged:
    found = merge_go(Request(base, ours, theirs, **more), side)  # type: ignore[arg-type]  # fields by name
    assert found is not None
    return found


BODY = "{\n\treturn s.mine(key) // mine\n}\n"


def test_a_parameter_that_the_body_needs_and_the_plan_takes_away_is_a_conflict() -> None:
    found = merged(
        file(method("Get(key string) error")),
        file(method("Get(key string) error", BODY), imports=""),
        file(method("Get(id int) error")),
    )
    assert found.settled == (
        HEAD
        + "<<<<<<< yours\nfunc (s *S) Get(key string) error {\n||||||| base\nfunc (s *S) Get(key string) error {\n"
        + "=======\nfunc (s *S) Get(id int) error {\n>>>>>>> plan\n\treturn s.mine(key) // mine\n}\n",
        1,
        False,
        False,
    )


def test_a_parameter_that_the_plan_calls_otherwise_keeps_the_name_that_the_body_uses() -> None:
    found = merged(
        file(method("Get(key string) error")),
        file(method("Get(key string) error", BODY), imports=""),
        file(method("Get(id string, n int) error")),
    )
    assert found.settled.text == HEAD + method("Get(key string, n int) error", BODY)


def test_names_of_a_persons_go_into_the_new_first_line() -> None:
    body = "{\n\treturn t.mine(k)\n}\n"
    found = merged(
        file(method("Get(key string) error")),
        file(f"func (t *S) Get(k string) error {body}", imports=""),
        file(method("Get(n int, key string, more ...bool) error")),
    )
    assert found.settled.text == HEAD + f"func (t *S) Get(n int, k string, more ...bool) error {body}"


def test_results_that_the_body_does_not_know_are_a_conflict_in_the_body() -> None:
    found = merged(
        file(method("Get() error")),
        file(method("Get() error", "{\n\treturn s.mine()\n}\n"), imports=""),
        file(method("Get() (int, error)", '{\n\treturn 0, errors.New("no")\n}\n')),
    )
    assert found.settled.text.startswith(HEAD)
    assert "func (s *S) Get() (int, error) {\n<<<<<<< yours\n\treturn s.mine()\n|||||||" in found.settled.text
    assert found.settled.conflicts == 1


def test_lines_before_the_stubs_return_get_along_with_new_results() -> None:
    found = merged(
        file(method("Get() error")),
        file(method("Get() error", '{\n\ts.log()\n\treturn errors.New("no")\n}\n')),
        file(method("Get() (int, error)", '{\n\treturn 0, errors.New("no")\n}\n')),
    )
    assert found.settled.text == file(method("Get() (int, error)", '{\n\ts.log()\n\treturn 0, errors.New("no")\n}\n'))


def test_a_filled_in_body_is_no_match_for_another_stub() -> None:
    mine = method("Get() error", "{\n\treturn nil\n}\n")
    found = merged(
        file(method("Get() error")), file(mine, imports=""), file(method("Get() error", "{\n\tpanic(1)\n}\n"))
    )
    assert found.settled.text == HEAD + mine


@pytest.mark.parametrize("side", ["markers", "ours"])
def test_what_a_person_wrote_before_the_plan_had_it_stays(side: str) -> None:
    mine = method("Get(k string) error", "{\n\treturn nil\n}\n", "// Get is mine.\n")
    found = merged(HEAD, file(mine, imports=""), file(method("Get(key string) error")), side)
    assert found.settled.text == HEAD + mine


def test_comments_in_a_first_line_that_changes_go_above_it() -> None:
    mine = "func (s *S) Get(\n\tkey string, // mine\n) error " + STUB
    found = merged(file(method("Get(key string) error")), file(mine), file(method("Get(key string, n int) error")))
    assert found.settled.text == file("// mine\n" + method("Get(key string, n int) error"))


def test_fields_of_both_sides_come_together() -> None:
    found = merged(
        file("type S struct{}\n", imports=""),
        file("type S struct {\n\tmu sync.Mutex\n}\n", imports='import "sync"\n\n'),
        file("type S struct {\n\tio.Closer\n}\n", imports='import "io"\n\n'),
    )
    assert found.settled.text == (
        HEAD + 'import (\n\t"io"\n\t"sync"\n)\n\ntype S struct {\n\tmu sync.Mutex\n\tio.Closer\n}\n'
    )


def test_a_declaration_in_a_group_follows_the_plan_in_its_group() -> None:
    found = merged(
        file("// S is.\ntype S struct{}\n", imports=""),
        file("type (\n\t// S is.\n\tS struct{}\n\n\tmine int\n)\n", imports=""),
        file("// S is new.\ntype S[K any] struct{}\n", imports=""),
    )
    assert found.settled.text == file("type (\n\t// S is new.\n\tS[K any] struct{}\n\n\tmine int\n)\n", imports="")


def test_methods_of_a_persons_follow_their_type_to_its_parameters() -> None:
    own = "func (own *S) mine() {}\n"
    base = "type S struct{}\n\n" + method("Get() error")
    plan = "type S[K any, V any] struct{}\n\nfunc (s *S[K, V]) Get() error " + STUB
    found = merged(file(base), file(base, own), file(plan))
    assert found.settled.text == file(plan, "func (own *S[K, V]) mine() {}\n")


def test_something_removed_by_hand_stays_removed() -> None:
    base = file(method("Get() error"), method("Put() error"))
    found = merged(base, file(method("Get() error")), file(method("Get() error"), method("Put(n int) error")))
    assert found.settled.text == file(method("Get() error"))
    assert found.kept == ("the plan changed S.Put, but it was removed by hand: change it there, if need be",)


def test_something_in_another_file_is_not_added() -> None:
    found = merged(HEAD, HEAD, file(method("Get() error")), elsewhere={"S.Get": "get.go"})
    assert found.settled.text == HEAD
    assert found.kept == ("S.Get is in get.go already: it has to be as the plan says now",)


def test_an_alias_of_a_persons_counts_for_new_code_too() -> None:
    base = HEAD + 'import "m/api"\n\nvar _ api.S\n'
    ours = HEAD + 'import contract "m/api"\n\nvar _ contract.S\n'
    theirs = HEAD + 'import "m/api"\n\nvar _ api.S\n\nfunc New(o api.Object) {}\n'
    assert merged(base, ours, theirs).settled.text == ours + "\nfunc New(o contract.Object) {}\n"


def test_renames_reach_what_they_mean_and_nothing_else() -> None:
    ours = HEAD + (
        'import "m/api"\n\n// S is api.Old.\ntype S struct{ Old int }\n\n'
        "func (s *S) Get(o *api.Old) error {\n\tx := S{Old: 1}\n\t_ = x.Old\n\treturn s.Get(o)\n}\n\n"
        "func free(other interface{ Get(o *api.Old) error }) { _ = other.Get(nil) }\n"
    )
    base = HEAD + 'import "m/api"\n\ntype S struct{}\n\nfunc (s *S) Get(o *api.Old) error {\n\treturn nil\n}\n'
    theirs = HEAD + 'import "m/v2/api"\n\ntype T struct{}\n\nfunc (s *T) Fetch(o *api.New) error {\n\treturn nil\n}\n'
    renaming = Renaming(
        types={"S": "T"},
        methods={("S", "Get"): "Fetch"},
        qualified={("m/v2/api", "Old"): "New"},
        packages={"m/api": ("m/v2/api", "api")},
    )
    assert merged(base, ours, theirs, renaming=renaming).settled.text == HEAD + (
        'import "m/v2/api"\n\n// S is api.Old.\ntype T struct{ Old int }\n\n'
        "func (s *T) Fetch(o *api.New) error {\n\tx := T{Old: 1}\n\t_ = x.Old\n\treturn s.Fetch(o)\n}\n\n"
        "func free(other interface{ Get(o *api.New) error }) { _ = other.Get(nil) }\n"
    )


def test_a_rename_that_is_done_is_not_done_again() -> None:
    text = HEAD + "type T struct{}\n\ntype S int // a new one, of a person's\n"
    plan = HEAD + "type T struct{}\n"
    assert merged(plan, text, plan, renaming=Renaming(types={"S": "T"})).settled.text == text


def test_what_is_no_go_is_not_merged() -> None:
    assert merge_go(Request(HEAD, HEAD + "func {\n", HEAD)) is None


def generic(k: str, v: str, struct: str = "{}", get: str = "") -> str:
    body = get or f'{{\n\tvar zero {v}\n\treturn zero, errors.New("no")\n}}\n'
    return file(
        f"func _[{k} comparable, {v} any]() {{ var _ I[{k}, {v}] = (*S[{k}, {v}])(nil) }}\n",
        f"type S[{k} comparable, {v} any] struct{struct}\n",
        f"func New[{k} comparable, {v} any]() *S[{k}, {v}] {{\n\treturn &S[{k}, {v}]{{}}\n}}\n",
        f"func (s *S[{k}, {v}]) Get(key {k}) ({v}, error) {body}",
    )


FILLED = ("{\n\tkeys map[K]V\n}", "{\n\tv := s.keys[key]\n\treturn v, nil\n}\n")


def test_what_the_plan_calls_its_type_parameters_is_no_matter() -> None:
    own = "func (s *S[K, W]) mine(K) {}\n"
    put = 'func (s *S[{}, {}]) Put(key {}) error {{\n\treturn errors.New("no")\n}}\n'
    found = merged(
        generic("K", "V"),
        generic("K", "V", *FILLED) + "\n" + own,
        generic("Key", "Value") + "\n" + put.format("Key", "Value", "Key"),
    )
    assert found.settled.text == generic("K", "V", *FILLED) + "\n" + put.format("K", "V", "K") + "\n" + own
    assert found.notes == ("S.Put is new",)


def test_type_parameters_that_a_person_calls_otherwise_stay_so_in_what_the_plan_brings() -> None:
    put = 'func (s *S[{}, {}]) Put(key {}) error {{\n\treturn errors.New("no")\n}}\n'
    found = merged(generic("K", "V"), generic("Id", "Item"), generic("K", "V") + "\n" + put.format("K", "V", "K"))
    assert found.settled.text == generic("Id", "Item") + "\n" + put.format("Id", "Item", "Id")


def test_another_name_for_a_type_parameter_that_the_declaration_uses_already_is_not_taken() -> None:
    found = merged(
        file("type S[K any] struct{}\n", imports=""),
        file("type S[V any] struct{ x V }\n", imports=""),
        file("type S[K any] struct{ V int }\n", imports=""),
    )
    assert found.settled.conflicts == 1


OWN = "{\n\tlimit := 5\n\treturn s.mine(key, limit)\n}\n"


@pytest.mark.parametrize(
    ("plan", "want", "note"),
    [
        # A name that the body has for something else would not compile, or would hide it.
        (
            "Get(key string, limit int) error",
            "Get(key string, _ int) error",
            "S.Get has a new signature: limit is _ in it, since its body calls something else so",
        ),
        ("Get(key string) (limit error)", "Get(key string) error", ""),
        ("Get(key string) (err error)", "Get(key string) (err error)", ""),
        (
            "Get(key []byte) error",
            "Get(key []byte) error",
            "S.Get has a new signature: key, which its body uses in line 5, has another type",
        ),
    ],
)
def test_a_first_line_that_the_body_can_live_with(plan: str, want: str, note: str) -> None:
    found = merged(
        file(method("Get(key string) error")),
        file(method("Get(key string) error", OWN), imports=""),
        file(method(plan)),
    )
    assert found.settled.text == HEAD + method(want, OWN)
    assert found.notes == ((note,) if note else ())


def test_each_list_of_a_first_line_is_merged_by_itself() -> None:
    def new(variables: str, params: str, arguments: str) -> str:
        return f"func New{variables}({params}) *S{arguments} {{\n\treturn &S{arguments}{{}}\n}}\n"

    found = merged(
        file(new("[K any]", "", "[K]"), imports=""),
        file(new("[K any]", "size int, name string", "[K]"), imports=""),
        file(new("[K comparable]", "", "[K]"), imports=""),
    )
    assert found.settled.text == HEAD + new("[K comparable]", "size int, name string", "[K]")


def test_new_methods_have_the_receiver_that_a_person_gave_to_all_others() -> None:
    other = 'func (s *S) Put(t string) error {\n\treturn errors.New("no")\n}\n'
    found = merged(
        file(method("Get(key string) error")),
        file("func (t S) Get(key string) error {\n\treturn t.mine(key)\n}\n", imports=""),
        file(method("Get(key string) error"), method("Drop() error"), other),
    )
    assert found.settled.text == file(
        "func (t S) Get(key string) error {\n\treturn t.mine(key)\n}\n",
        'func (t S) Drop() error {\n\treturn errors.New("no")\n}\n',
        'func (s S) Put(t string) error {\n\treturn errors.New("no")\n}\n',
    )


def test_receivers_of_a_persons_that_differ_are_no_example() -> None:
    mine = ("func (t *S) Get(key string) error {\n\treturn nil\n}\n", "func (u *S) Put() error {\n\treturn nil\n}\n")
    found = merged(
        file(method("Get(key string) error"), method("Put() error")),
        file(*mine, imports=""),
        file(method("Get(key string) error"), method("Put() error"), method("Drop() error")),
    )
    assert found.settled.text == file(*mine, method("Drop() error"))


TYPE = "type S struct{}\n"


def test_a_type_that_a_person_calls_otherwise_goes_on_being_the_plans() -> None:
    mine = "type store struct{ n int }\n"
    body = "{\n\treturn s.n\n}\n"
    found = merged(
        file(TYPE, method("Get(key string) int", body)),
        file(mine, f"func (s *store) Get(key string) int {body}"),
        file(TYPE, method("Find(key string, n int) int", body), method("Drop() error")),
        renaming=Renaming(methods={("S", "Get"): "Find"}),
    )
    assert found == (
        (
            file(mine, f"func (s *store) Find(key string, n int) int {body}", f"func (s *store) Drop() error {STUB}"),
            0,
            False,
            False,
        ),
        ("store.Drop is new",),
        (),
    )


def test_methods_of_a_type_that_a_person_removed_are_told_and_not_added() -> None:
    found = merged(
        file(TYPE, method("Get(key string) error")),
        file("var mine int\n", imports=""),
        file(TYPE, method("Get(key string) error"), method("Drop() error")),
    )
    assert found == (
        (file("var mine int\n", imports=""), 0, False, False),
        (),
        ("S.Drop is in the plan now, but S was removed by hand",),
    )


def test_results_that_only_a_person_named_keep_their_names() -> None:
    body = "{\n\terr = s.mine(key)\n\treturn\n}\n"
    found = merged(
        file(method("Get(key string) error")),
        file(method("Get(key string) (err error)", body), imports=""),
        file(method("Get(key string, limit int) error")),
    )
    assert found.settled == (HEAD + method("Get(key string, limit int) (err error)", body), 0, False, False)


def test_a_comment_that_a_person_removed_stays_removed() -> None:
    found = merged(
        file(method("Get(key string) error", doc="// Get gets.\n")),
        file(method("Get(key string) error", BODY), imports=""),
        file(method("Get(key string) error", doc="// Get finds.\n")),
    )
    assert found.settled == (HEAD + method("Get(key string) error", BODY), 0, False, False)


def test_lines_that_a_new_signature_may_break_are_told_although_something_else_is_in_conflict() -> None:
    twice = "{\n\treturn s.Get(1) + s.Get(2)\n}\n"
    uses = "{\n\treturn key +\n\t\tkey\n}\n"
    found = merged(
        file(method("Get(key int) int", "{\n\treturn 0\n}\n"), method("Put() int", twice, "// one\n"), imports=""),
        file(method("Put() int", twice, "// mine\n"), method("Get(key int) int", uses), imports=""),
        file(method("Get(key int8) int", "{\n\treturn 0\n}\n"), method("Put() int", twice, "// two\n"), imports=""),
    )
    assert found.settled.conflicts == 1
    lines = found.settled.text.split("\n")
    assert (lines[10], lines[14:16]) == ("\treturn s.Get(1) + s.Get(2)", ["\treturn key +", "\t\tkey"])
    places = "key, which its body uses in lines 15, 16, has another type; it is called in line 11"
    assert found.notes == (f"S.Get has a new signature: {places}",)


def test_an_assertion_that_a_person_spelled_otherwise_leaves_with_the_plans() -> None:
    found = merged(
        file("var _ api.S = (*S)(nil)\n", TYPE, imports=""),
        file("var _ api.S = S{}\n", TYPE, imports=""),
        file(TYPE, imports=""),
    )
    assert (found.settled.text, found.kept) == (HEAD + TYPE, ())


def test_a_blank_parameter_of_a_persons_is_no_name_that_the_body_has() -> None:
    body = "{\n\t_, err := s.mine()\n\treturn err\n}\n"
    found = merged(
        file(method("Get(key string) error")),
        file(method("Get(_ string) error", body), imports=""),
        file(method("Get(key string) error").replace("(s *S)", "(x *S)")),
    )
    assert (found.settled.text, found.notes) == (HEAD + method("Get(_ string) error", body), ())


def test_parameters_of_one_type_that_changed_places_are_told() -> None:
    found = merged(
        file(method("Put(a, b string) error")),
        file(method("Put(a, b string) error", "{\n\treturn s.mine(a, b)\n}\n"), imports=""),
        file(method("Put(b, a string) error")),
    )
    assert (found.settled.text, found.notes) == (
        HEAD + method("Put(b, a string) error", "{\n\treturn s.mine(a, b)\n}\n"),
        ("S.Put has a new signature",),
    )


def case(name: str, body: str = '\t\tt.Skip("TODO: test it")\n') -> str:
    return f'\tt.Run("{name}", func(t *testing.T) {{\n{body}\t}})\n'


def test_a_test_that_a_person_wrote_anew_is_left_alone_and_the_cases_that_it_lacks_are_told() -> None:
    head = "func TestS(t *testing.T) {\n"
    mine = file(f"{head}\tfor range 3 {{\n\t\tt.Log(New())\n\t}}\n}}\n", imports="")
    found = merged(
        file(f"{head}{case('Get')}{case('Put')}}}\n", imports=""),
        mine,
        file(f"{head}{case('Put')}{case('Drop')}{case('Get')}}}\n", imports=""),
    )
    assert found == ((mine, 0, False, False), (), ("the plan has Drop now, and TestS no case for it",))


def test_a_case_is_added_to_a_test_that_a_person_filled_in() -> None:
    head = "func TestS(t *testing.T) {\n"
    filled = case("Get", "\t\tt.Log(1)\n")
    found = merged(
        file(f"{head}{case('Get')}{case('Put')}}}\n", imports=""),
        file(f"{head}{filled}{case('Put')}}}\n", imports=""),
        file(f"{head}{case('Get')}{case('Put')}{case('Drop')}}}\n", imports=""),
    )
    want = file(f"{head}{filled}{case('Put')}{case('Drop')}}}\n", imports="")
    assert found == ((want, 0, False, False), (), ())


@pytest.mark.parametrize(
    ("assertion", "rest"),
    [
        ("// Why it must.\nvar _ I = (*S)(nil)\n", "// Why it must.\n\n"),
        ("var _ I = (*S)(nil) // why it must\n", "// why it must\n\n"),
        ("var _ I = (*S)(nil)\n", ""),
    ],
)
def test_what_a_person_says_at_an_assertion_stays_when_that_goes(assertion: str, rest: str) -> None:
    plan = "var _ I = (*S)(nil)\n"
    found = merged(
        file(plan, "type S struct{}\n", imports=""),
        file(assertion, "type S struct{ mine int }\n", imports=""),
        file("type S struct{}\n", imports=""),
    )
    assert found.settled.text == HEAD + rest + "type S struct{ mine int }\n"


CONTRACT = 'import (\n\t"errors"\n\n\t"example.com/m/pkg/api"\n)\n\nvar _ api.Store = (*S)(nil)\n\n'
NEW = method("Del() error")


@pytest.mark.parametrize(
    ("declarations", "by"),
    [
        ("type S struct{ api.Store }\n", "api.Store"),
        ("type inner = api.Store\n\ntype S struct{ inner }\n", "api.Store"),
        ("type inner struct{ api.Store }\n\ntype S struct{ *inner }\n", "api.Store"),
        ("type base struct{}\n\nfunc (b *base) Del() error { return nil }\n\ntype S struct{ *base }\n", "base"),
        ("type base interface{ Del() error }\n\ntype S struct{ base }\n", "base"),
        ("type S struct{ beside }\n", "beside"),
    ],
)
def test_what_an_embedded_type_provides_is_no_stub(declarations: str, by: str) -> None:
    ours = file(declarations, imports=CONTRACT)
    base = file("type S struct{}\n", imports=CONTRACT)
    found = merged(base, ours, file("type S struct{}\n", NEW, imports=CONTRACT), elsewhere={"beside.Del": "beside.go"})
    assert "Del() error {\n" not in found.settled.text
    said = f"S.Del is in the plan now: S has it from {by}, which it embeds, so that no stub is added"
    assert found.kept == (said,)


def test_what_an_embedded_type_may_provide_is_said() -> None:
    other = CONTRACT.replace('\t"example', '\t"example.com/other"\n\t"example')
    ours = file("type S struct{ other.Thing }\n", imports=other)
    found = merged(file("type S struct{}\n", imports=CONTRACT), ours, file("type S struct{}\n", NEW, imports=CONTRACT))
    assert found.settled.text == file("type S struct{ other.Thing }\n", NEW, imports=other)
    assert found.kept == ("the stub of S.Del hides that of other.Thing, which S embeds, if it has one",)
    mutex = file("type S struct{ sync.Mutex }\n", imports=CONTRACT.replace('errors"', 'errors"\n\t"sync"'))
    found = merged(file("type S struct{}\n", imports=CONTRACT), mutex, file("type S struct{}\n", NEW, imports=CONTRACT))
    assert found.kept == ()


def test_a_comment_in_a_clause_that_is_in_conflict_stays() -> None:
    found = merged("package p\n", "package mine // mine\n", "package q\n")
    assert found.settled.text == (
        "<<<<<<< yours\npackage mine // mine\n||||||| base\npackage p\n=======\npackage q\n>>>>>>> plan\n"
    )


def test_an_added_method_has_its_import_under_the_name_that_is_free() -> None:
    plan = file("func (s *S) Del(at time.Time) {}\n", imports='import "time"\n\n')
    found = merged("package p\n", "package p\n", plan, elsewhere={"time": "own.go"})
    assert found.settled.text == file("func (s *S) Del(at time2.Time) {}\n", imports='import time2 "time"\n\n')


GET = "Get() error"


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "want"),
    [
        ("// G.\n", "// G.\n// Mine.\n", "// G.\n//\n// More.\n", "// G.\n// Mine.\n//\n// More.\n"),
        ("// G.\n", "// G.\n//\n// Mine.\n", "// G.\n// More.\n", "// G.\n// More.\n//\n// Mine.\n"),
        ("// G.\n", "//nolint:all // Mine.\n", "// G, or not.\n", "//nolint:all // Mine.\n"),
        ("// G.\n", "// G.\n//nolint:all // Mine.\n", "// G, or not.\n", "// G, or not.\n//nolint:all // Mine.\n"),
        ("// G.\n", "", "// G, or not.\n", ""),
    ],
)
def test_what_both_sides_say_in_a_comment(base: str, ours: str, theirs: str, want: str) -> None:
    found = merged(*(file(method(GET, doc=doc)) for doc in (base, ours, theirs)))
    assert found.settled == (file(method(GET, doc=want)), 0, False, False)


def test_a_new_parameter_that_is_called_as_a_persons_receiver_is_blank() -> None:
    found = merged(
        file(method("Get() error")),
        file("func (key *S) Get() error {\n\treturn key.mine()\n}\n", imports=""),
        file(method("Get(key string) error")),
    )
    assert found.settled.text == HEAD + "func (key *S) Get(_ string) error {\n\treturn key.mine()\n}\n"
    assert found.notes == ("S.Get has a new signature: key is _ in it, since something else of it is called so",)


def test_parameters_stay_in_the_groups_that_a_person_made_of_them() -> None:
    found = merged(
        file(method("Get(a string, b string)", "{}\n"), imports=""),
        file(method("Get(a, key string)", "{}\n"), imports=""),
        file(method("Get(a string, b string) (err error)", "{}\n"), imports=""),
    )
    assert found.settled.text == HEAD + method("Get(a, key string) (err error)", "{}\n")


def test_a_file_that_gofmt_likes_is_so_after_a_merge() -> None:
    gone = 'import "errors"\n\nvar _ = errors.New\n'
    found = merged(file(gone, imports=""), file(gone, "func mine() {}\n", imports=""), HEAD)
    assert found.settled.text == HEAD + "func mine() {}\n"
    ugly = "func  mine() {}\n"
    found = merged(file(gone, imports=""), file(gone, ugly, imports=""), HEAD)
    assert found.settled.text.endswith("\n" + ugly)


def test_what_has_left_the_plan_does_not_say_that_it_implements_something() -> None:
    text = "// Package p implements api.Store.\npackage p\n\n// S implements api.Store.\ntype S struct{}\n"
    less = without_assertions((text + "\nvar _ api.Store = (*S)(nil)\n").encode())
    assert less == text.replace("implements", "used to implement").encode()


def test_a_new_case_calls_the_parameter_of_the_test_as_a_person_does() -> None:
    case = '\tt.Run("{}", func(t *testing.T) {{\n\t\tt.Skip("TODO: test it")\n\t}})\n'
    head = "func TestS(t *testing.T) {\n"
    base = file(head + case.format("Get") + "}\n", imports='import "testing"\n\n')
    theirs = base.replace(case.format("Get"), case.format("Get") + case.format("Put"))
    ours, want = (text.replace("S(t ", "S(tt ").replace("\tt.Run", "\ttt.Run") for text in (base, theirs))
    assert merged(base, ours, theirs).settled.text == want


def test_assertions_that_a_person_removed_do_not_come_back_in_another_form() -> None:
    base = file("var _ api.S = (*S)(nil)\n", imports="")
    theirs = file("func _[K any]() { var _ api.S[K] = (*S[K])(nil) }\n", imports="")
    found = merged(base, "package p\n", theirs)
    assert found.settled.text == "package p\n"
    said = "`func _[K any]()` is in the plan now, but what was there for it was removed by hand"
    assert found.kept == (said,)
