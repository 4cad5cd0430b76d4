// celfunctions prints the functions that a validation rule may call, as an API server declares them: a line an overload,
// with the function's name, the overload's, whether it is a member ("m") or not ("f"), its arguments and its result.
package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/google/cel-go/common/types"
	"k8s.io/apiserver/pkg/cel/environment"
)

func main() {
	base := environment.MustBaseEnvSet(environment.DefaultCompatibilityVersion(), true)
	functions := base.NewExpressionsEnv().Functions()
	var names []string
	for name := range functions {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		for _, overload := range functions[name].OverloadDecls() {
			member := "f"
			if overload.IsMemberFunction() {
				member = "m"
			}
			line := fmt.Sprintf("%s\t%s\t%s\t%s\t%s", name, overload.ID(), member,
				join(overload.ArgTypes(), ";"), text(overload.ResultType()))
			// Rules of custom resources have no authorizer to ask.
			if !strings.Contains(line, "authoriz") {
				fmt.Println(line)
			}
		}
	}
}

func join(all []*types.Type, between string) string {
	var out []string
	for _, one := range all {
		out = append(out, text(one))
	}
	return strings.Join(out, between)
}

func text(one *types.Type) string {
	if len(one.Parameters()) == 0 {
		return one.TypeName()
	}
	return one.TypeName() + "(" + join(one.Parameters(), ", ") + ")"
}
