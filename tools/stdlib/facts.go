package main

import (
	"go/token"
	"go/types"
)

// comparable says whether values of t compare with ==:
// "c" always, "i" yes but an interface within may panic, "a" if its type arguments do, "" never.
func comparable(t types.Type) string {
	if params := paramsOf(t); params.Len() > 0 {
		slice := types.NewSlice(types.Typ[types.Int])
		if types.Comparable(instantiate(t, slice)) {
			return "c"
		}
		if types.Comparable(instantiate(t, types.Typ[types.Int])) {
			return "a"
		}
		return ""
	}
	if !types.Comparable(t) {
		return ""
	}
	if holdsInterface(t) {
		return "i"
	}
	return "c"
}

// holdsInterface: of a comparable type, whether comparing can panic.
func holdsInterface(t types.Type) bool {
	switch t := t.Underlying().(type) {
	case *types.Interface:
		return true
	case *types.Array:
		return holdsInterface(t.Elem())
	case *types.Struct:
		for field := range t.Fields() {
			if holdsInterface(field.Type()) {
				return true
			}
		}
	}
	return false
}

// lock says whether vet's copylocks refuses copies of t: "l" yes, "v" if a type argument, held by value, is one.
func lock(t types.Type) string {
	if params := paramsOf(t); params.Len() > 0 {
		if holdsLock(instantiate(t, types.Typ[types.Int])) {
			return "l"
		}
		if holdsLock(instantiate(t, lockType())) {
			return "v"
		}
		return ""
	}
	if holdsLock(t) {
		return "l"
	}
	return ""
}

// instantiate puts the argument for every type parameter, whatever the constraints say.
func instantiate(t types.Type, argument types.Type) types.Type {
	arguments := make([]types.Type, paramsOf(t).Len())
	for i := range arguments {
		arguments[i] = argument
	}
	instance, err := types.Instantiate(nil, t, arguments, false)
	if err != nil {
		panic(err)
	}
	return instance
}

// holdsLock follows the rule of vet's copylocks: arrays are looked into; a struct is a lock if its pointer has
// Lock and Unlock and its value has not, or if a field is one.
func holdsLock(t types.Type) bool {
	for {
		array, ok := t.Underlying().(*types.Array)
		if !ok {
			break
		}
		t = array.Elem()
	}
	structure, ok := t.Underlying().(*types.Struct)
	if !ok {
		return false
	}
	if types.Implements(types.NewPointer(t), locker) && !types.Implements(t, locker) {
		return true
	}
	for field := range structure.Fields() {
		if holdsLock(field.Type()) {
			return true
		}
	}
	return false
}

var nullary = types.NewSignatureType(nil, nil, nil, nil, nil, false)

var locker = types.NewInterfaceType([]*types.Func{
	types.NewFunc(token.NoPos, nil, "Lock", nullary),
	types.NewFunc(token.NoPos, nil, "Unlock", nullary),
}, nil).Complete()

// lockType makes a struct type whose pointer is a sync.Locker.
func lockType() types.Type {
	p := types.NewPackage("lock", "lock")
	named := types.NewNamed(types.NewTypeName(token.NoPos, p, "Lock", nil), types.NewStruct(nil, nil), nil)
	for _, name := range []string{"Lock", "Unlock"} {
		receiver := types.NewVar(token.NoPos, p, "", types.NewPointer(named))
		named.AddMethod(types.NewFunc(token.NoPos, p, name, types.NewSignatureType(receiver, nil, nil, nil, nil, false)))
	}
	return named
}

// hidden marks what a program outside the package cannot write: "u" an interface that is a constraint only,
// "x" an interface with unexported methods, "h" a struct with unexported fields.
func hidden(underlying types.Type) string {
	switch t := underlying.(type) {
	case *types.Interface:
		marks := ""
		if !t.IsMethodSet() {
			marks = "u"
		}
		for method := range t.Methods() {
			if !method.Exported() {
				return marks + "x"
			}
		}
		return marks
	case *types.Struct:
		for field := range t.Fields() {
			if !field.Exported() {
				return "h"
			}
		}
	}
	return ""
}
