"""Random declarations of constants, variables and array types: legal ones by construction, and wild ones."""

from __future__ import annotations

import random

HEAD = """import (
	"errors"
	"math"
	"strings"
	"time"
)

type E int
type S string
type F float64
type P struct {
	X, Y int
	N    string
	Q    *P
}
type I interface{ M() int }
type T struct{ P }
type L[V any] struct{ V V }
type Fn func(int, ...string) (int, error)
type Arr [4]int

func (p P) M() int                 { return 1 }
func (p *P) Set(x int)             {}
func f(a int, b string) string     { return b }
func g() (int, error)              { return 1, nil }
func h(xs ...int)                  {}
func Id[V any](v V) V              { return v }
func Max[V int | string](a, b V) V { return a }

const (
	K0 E = iota
	K1
)
const KI = 7
const KF = 2.5
const KS = "abc"
const KB = true
const KR = 'x'
const KU uint8 = 200

var vi = 3
var vs = "s"
var vf = 1.5
var vb = true
var ve E = 2
var vp P
var vq *P
var va Arr
var vl = []int{1, 2}
var vm = map[string]int{"a": 1}
var vc = make(chan int, 1)
var vx any = 1
var vr error = errors.New("x")
var vn I = P{}
var vd time.Duration
"""

_BASIC = (
    *("int", "int8", "uint8", "int64", "uint", "float64", "float32", "string", "bool", "rune", "complex128"),
    *("E", "S", "F", "any", "error"),
)
_NAMES = (
    *("KI", "KF", "KS", "KB", "KR", "KU", "K0", "K1", "vi", "vs", "vf", "vb", "ve", "vp", "vq", "va", "vl", "vm", "vc"),
    *("vx", "vr", "vn", "vd", "f", "g", "h"),
)
_LITERALS = (
    *("0", "1", "1", "2", "2", "3", "7", "255", "256", "-1", "300", "0x10", "0b11", "1<<40", "1.0", "2.5", "1e3"),
    *("1e400", "1i", "'a'", "'\\n'", '"a"', '"a"', '"bc"', '""', "`r`", "true", "false", "nil", "iota"),
    *("math.MaxInt64", "math.MaxUint8", "math.Pi", "time.Second"),
)
_OPERATORS = (
    *("+", "+", "+", "-", "*", "*", "/", "%", "&", "|", "^", "&^", "<<", ">>", "==", "!=", "<", ">=", "&&", "||"),
)
_CALLED = (
    *("f", "g", "h", "Id", "Max", "Id[int]", "Max[string]", "vp.M", "vq.Set", "vn.M", "vd.Seconds", "(P).M", "vi"),
    *("(*P).Set", "strings.ToUpper", "strings.Repeat", "strings.Contains", "errors.New", "time.Unix"),
)
_BASES = (
    *("vs", "KS", "va", "vl", "vm", "vp", "vq", "vn", "vi", '"abc"', "vx", "[]int{1,2}", "(&va)", "vr", "vd"),
    *("T{}", "(&P{})"),
)


class Wild:
    """Declarations most of which are wrong in one place or another; all of them are syntax."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance

    def declaration(self) -> str:
        """One declaration of A, perhaps with B and C."""
        kind, depth = self._chance.random(), self._chance.choice((1, 1, 2, 2, 3))
        value = self._expression(depth)
        if kind < 0.3:
            return f"const A{self._one('', ' ' + self._one(*_BASIC))} = {value}"
        if kind < 0.35:
            return f"const (\n\tA{self._one('', ' int8', ' E')} = {value}\n\tB\n\tC\n)"
        if kind < 0.4:
            return f"type A [{value}]int"
        if kind < 0.5:
            return f"var A, B{self._one('', ' ' + self._type(1))} = {value}"
        return f"var A{self._one('', ' ' + self._type(2))} = {value}"

    def _one(self, *choices: str) -> str:
        return self._chance.choice(choices)

    def _type(self, depth: int) -> str:
        if depth <= 0 or self._chance.random() < 0.6:
            return self._one(*_BASIC)
        inner, other = self._type(depth - 1), self._type(depth - 1)
        return self._one(
            *(f"[]{inner}", f"map[{inner}]{other}", f"*{inner}", f"[{self._one('2', 'KI', 'KF')}]{inner}"),
            *("P", "T", "Fn", "I", "Arr", f"L[{inner}]", f"chan {inner}", f"func({inner}) {other}"),
            f"struct{{ A {inner} }}",
        )

    def _expression(self, depth: int) -> str:
        if depth <= 0:
            return self._one(*_LITERALS) if self._chance.random() < 0.55 else self._one(*_NAMES)

        def inner() -> str:
            return self._expression(depth - 1 - (self._chance.random() < 0.3))

        kind = self._chance.randrange(20)
        if kind < 7:
            return f"{inner()} {self._one(*_OPERATORS)} {inner()}"
        if kind < 9:
            return self._one(f"{self._one(*'-+!^*&', '<-')}{inner()}", f"({inner()})")
        if kind < 11:
            return self._one(f"{self._one(*_BASIC)}({inner()})", f"({self._type(2)})({inner()})")
        if kind < 13:
            return self._call(inner(), inner(), inner())
        if kind < 16:
            return self._literal(inner(), inner(), inner())
        return self._primary(inner(), inner())

    def _call(self, one: str, two: str, three: str) -> str:
        arguments = self._one("", one, f"{one}, {two}", f"{one}, {two}, {three}")
        builtin = self._one(*("len", "cap", "len", "min", "max", "complex", "real", "imag", "append", "new", "copy"))
        made = self._one("[]int", "map[string]int", "chan int", "P")
        return self._one(
            *(f"{builtin}({one})", f"{builtin}({one}, {two})", f"make({made}, {one})", f"make({made}, {one}, {two})"),
            *(f"{self._one(*_CALLED)}({arguments})",) * 3,
        )

    def _literal(self, one: str, two: str, three: str) -> str:
        keys = [self._one("", "", "0: ", "1: ", "2: ", "5: ", "KI: ", "vi: ") for _ in range(3)]
        elements = self._one("", one, ", ".join(map(str.__add__, keys, (one, two, self._one(three, "{}")))))
        fields = self._one("", f"X: {one}", f"Y: {one}, X: {two}", f"N: {one}", f"Z: {one}", f"1, 2, {one}, nil", one)
        pairs = self._one("", f"{one}: {two}", f"{one}: {two}, {three}: {two}", f'"a": {one}, "a": {two}')
        return self._one(
            f"[]{self._one('int', 'string', 'any', 'P', 'float64', 'uint8')}{{{elements}}}",
            f"[{self._one('...', '2', '3', 'KI')}]{self._one('int', 'string', 'P')}{{{elements}}}",
            f"map[{self._one('string', 'int', 'E', 'any', 'bool')}]{self._one('int', 'P', '[]int')}{{{pairs}}}",
            f"{self._one('P', 'T', '&P', 'struct{ X int }')}{{{fields}}}",
            f"L[{self._one('int', 'string')}]{{{self._one(one, 'V: ' + one)}}}",
            f"func() {self._one('int', 'string')} {{ return {one} }}{self._one('', '()')}",
        )

    def _primary(self, one: str, two: str) -> str:
        base = self._one(*_BASES)
        member = self._one("X", "N", "M", "Set", "Q", "P", "Error", "String", "Seconds", "foo")
        return self._one(
            *(f"{base}[{one}]", f"{base}[{one}:{two}]", f"{base}[:{one}]", f"{base}.{member}"),
            f"{self._one('vx', 'vn', 'vr', 'vi')}.({self._type(1)})",
        )


_POOL = 6
"""Values of one type and depth."""
_DECLARATIONS_A_POOL = 50


class Legal:
    """Declarations that Go takes.

    Parts of values come from pools that are made anew after some declarations: every form of a value names many
    parts, of which one form is taken.
    """

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._pools: dict[tuple[str, int], list[str]] = {}
        self._made = 0

    def declaration(self) -> str:
        """One declaration of A, perhaps with B."""
        self._made += 1
        if self._made % _DECLARATIONS_A_POOL == 0:
            self._pools.clear()
        depth = self._chance.choice((1, 2, 2, 3, 4))
        if self._chance.random() < 0.4:
            kind = self._one("int", "float", "string", "bool")
            typed = {"int": " int64", "float": " float64", "string": " S", "bool": " bool"}[kind]
            return f"const A{self._one('', typed)} = {self._constant(kind, depth)}"
        if self._chance.random() < 0.1:
            return self._one(
                *("var A, B = g()", 'var A, B = vm["x"]', "var A, B = vx.(int)", "var A, B = <-vc"),
                f"var A, B = {self._value('int', depth)}, {self._value('string', depth)}",
                "const (\n\tA = iota\n\tB = 1 << (10 * iota)\n)",
            )
        t = self._one(*_LEGAL)
        return f"var A{self._one('', ' ' + t, ' any')} = {self._value(t, depth)}"

    def _one(self, *choices: str) -> str:
        return self._chance.choice(choices)

    def _constant(self, kind: str, depth: int) -> str:
        if depth <= 0:
            return self._one(*_CONSTANTS[kind])
        one, two = self._constant(kind, depth - 1), self._constant(kind, depth - 1)
        if kind == "int":
            return self._one(
                *(f"({one} + {two})", f"({one} - {two})", f"({one} & {two})", f"({one} | {two})", f"(-{one})"),
                *(f"({one} / 7)", f"({one} % 5)", f"({one} >> 2)", f"(^{one})", f"min({one}, {two})"),
                f"len({self._constant('string', depth - 1)})",
                "len([3]int{})",
            )
        if kind == "float":
            return self._one(f"({one} + {two})", f"({one} * {two})", f"({one} / 2.5)", f"real(complex({one}, {two}))")
        if kind == "string":
            return self._one(f"({one} + {two})", f"({one} + `x`)")
        comparison = self._one("<", "==", ">=", "!=")
        return self._one(
            *(f"({one} && {two})", f"(!{one})", f"({one} || {two})"),
            f"({self._constant('int', depth - 1)} {comparison} {self._constant('float', depth - 1)})",
        )

    def _value(self, t: str, depth: int) -> str:
        if depth <= 0:
            return self._one(*_LEGAL[t])

        def value(of: str) -> str:
            pool = self._pools.setdefault((of, depth - 1), [])
            if len(pool) < _POOL:
                pool.append(self._value(of, depth - 1))
            return self._one(*pool)

        one = value(t)
        made = {
            "int": (
                *(f"({one} + {value('int')})", f"({one} / 3)", f"(vi << {self._one('2', 'KI')})", f"{value('P')}.X"),
                *(f"int({value('float64')})", f"len({value('string')})", f"vl[{self._one('0', 'vi', 'KI')}]"),
                *(
                    f"{value('P')}.M()",
                    f"Max({one}, 2)",
                    f"max({one}, vi)",
                    "(*vq).Y",
                    f"func() int {{ return {one} }}()",
                ),
                *(f"{value('map[string]int')}[{value('string')}]", f"(*new({self._one('vi', '1 + vi')}))", "va[3]"),
            ),
            "string": (
                *(
                    f"({one} + {value('string')})",
                    f"{one}[:]",
                    f"f({value('int')}, {one})",
                    f"string({value('[]byte')})",
                ),
                *(f"strings.ToUpper({one})", f"string({value('S')})", f"Id({one})", f"{value('P')}.N", "vx.(string)"),
            ),
            "float64": (f"({one} * 2)", f"float64({value('int')})", f"math.Sqrt({one})", "vd.Seconds()"),
            "bool": (
                *(f"!{one}", f"({one} && vb)", f"({value('int')} < {value('int')})", f"({value('string')} == vs)"),
                *(
                    "(vq == nil)",
                    "(vx == 1)",
                    "(vn == vp)",
                    f"({value('P')} == vp)",
                    f"strings.Contains(vs, {value('string')})",
                ),
            ),
            "E": (f"({one} + 1)", f"E({value('int')})", f"({one} | K1)"),
            "S": (f"S({value('string')})", f'({one} + "x")'),
            "P": (
                *(f"P{{X: {value('int')}, N: {value('string')}}}", f"P{{1, {value('int')}, {value('string')}, nil}}"),
                *("(*vq)", f"(*{value('*P')})", f"T{{P: {one}}}.P", f"[]P{{{{1, 2, vs, nil}}, {one}}}[0]", "vn.(P)"),
            ),
            "*P": (f"(&P{{Q: {one}}})", f"[]*P{{{{X: {value('int')}}}, {one}}}[1]", "(*P)(nil)"),
            "[]int": (f"append({one}, {value('int')})", f"[]int{{{value('int')}, 5: 1, {value('int')}}}", f"{one}[1:]"),
            "[]byte": (f"[]byte({value('string')})", f"append({one}, {value('string')}...)"),
            "map[string]int": (
                f'map[string]int{{"a": {value("int")}, "b": 2}}',
                f"make(map[string]int, {value('int')})",
            ),
            "map[E]P": (f"map[E]P{{K0: {{X: {value('int')}}}, K1: {value('P')}}}",),
            "L[int]": (f"L[int]{{V: {value('int')}}}", f"L[int]{{{value('int')}}}"),
            "func(int) string": (f"func(a int) string {{ return f(a, {value('string')}) }}",),
            "I": (f"I({value('P')})", value("P").join(("I(", ")"))),
            "error": (f"errors.New({value('string')})",),
            "time.Duration": ("(5 * time.Second)", f"({one} + time.Millisecond)", f"time.Duration({value('int')})"),
            "[3]string": (f"[...]string{{{value('string')}, 2: {value('string')}}}",),
            "uint8": (f"uint8({value('int')})", f"({one} << 3)", f"{value('[]byte')}[0]", f"({one} &^ 15)"),
            "complex128": (f"complex({value('float64')}, 1)", f"({one} * 2i)"),
        }[t]
        return self._one(*made)


_CONSTANTS = {
    "int": ("1", "7", "KI", "'a'", "0x1F", "1_000", "math.MaxInt8", "len(KS)"),
    "float": ("1.5", "KF", "1e3", "math.Pi", "0x1p-2"),
    "string": ('"a"', "KS", "`b`", '"\\u00e9\\x41"'),
    "bool": ("true", "KB", "false"),
}
_LEGAL: dict[str, tuple[str, ...]] = {
    "int": ("1", "vi", "KI", "vp.X", "int(KU)", "int('a')"),
    "string": ('"a"', "vs", "KS", "vp.N"),
    "float64": ("1.5", "vf", "math.Pi", "float64(KI)"),
    "bool": ("true", "vb", "KB"),
    "E": ("K0", "ve", "E(3)"),
    "S": ('S("a")', "S(KS)"),
    "P": ("P{}", "vp", "P{X: 1}"),
    "*P": ("vq", "&P{}", "&vp"),
    "[]int": ("vl", "[]int{1, 2}", "[]int(nil)", "va[:]"),
    "[]byte": ('[]byte("a")', "[]byte(vs)"),
    "map[string]int": ("vm", "map[string]int{}"),
    "map[E]P": ("map[E]P{}", "map[E]P{1: {}}"),
    "L[int]": ("L[int]{}", "L[int]{1}"),
    "func(int) string": ("(func(int) string)(nil)",),
    "I": ("vn", "I(vp)"),
    "error": ("vr", 'errors.New("a")'),
    "time.Duration": ("vd", "time.Second"),
    "[3]string": ("[3]string{}", '[...]string{2: "a"}'),
    "uint8": ("KU", "uint8(1)", "vs[0]"),
    "complex128": ("1i", "complex(1, 2)"),
}
