// Prints what Go's package unicode says as JSON: "classes", the ranges of each name that a \p{…} may have, as lower
// bounds and upper bounds in turn, each as its distance from the number before; "folds", the characters that differ in
// case alone, one text for each set of them.
package main

import (
	"encoding/json"
	"os"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

func main() {
	classes := map[string][]int{}
	add := func(name, class string) {
		// Go looks names up in a form that some of its own names do not have.
		if _, err := regexp.Compile(`\p{` + name + `}`); err == nil {
			plain := strings.NewReplacer("_", "", "-", "", " ", "").Replace(strings.ToLower(name))
			classes[plain] = ranges(class)
		}
	}
	for name := range unicode.Categories {
		add(name, name)
	}
	for name := range unicode.Scripts {
		add(name, name)
	}
	for name := range unicode.CategoryAliases {
		add(name, name)
	}
	for _, name := range []string{"Any", "Assigned", "ASCII"} {
		add(name, name)
	}
	if err := json.NewEncoder(os.Stdout).Encode(map[string]any{"classes": classes, "folds": folds()}); err != nil {
		panic(err)
	}
}

// ranges asks the regular expression itself.
func ranges(name string) []int {
	class := regexp.MustCompile(`^\p{` + name + `}$`)
	bounds := []int{}
	inside, last := false, 0
	for char := rune(0); char <= unicode.MaxRune+1; char++ {
		holds := char <= unicode.MaxRune && holds(class, name, char)
		if holds != inside {
			bounds = append(bounds, int(char)-last)
			inside, last = holds, int(char)
		}
	}
	return bounds
}

// holds answers for surrogates as well, which no text has.
func holds(class *regexp.Regexp, name string, char rune) bool {
	if char >= 0xd800 && char <= 0xdfff {
		table := unicode.Categories[name]
		return table != nil && unicode.Is(table, char)
	}
	return class.MatchString(string(char))
}

func folds() []string {
	seen := map[rune]bool{}
	out := []string{}
	for char := rune(0); char <= unicode.MaxRune; char++ {
		if seen[char] || unicode.SimpleFold(char) == char {
			continue
		}
		orbit := []rune{char}
		for other := unicode.SimpleFold(char); other != char; other = unicode.SimpleFold(other) {
			orbit = append(orbit, other)
			seen[other] = true
		}
		slices.Sort(orbit)
		out = append(out, string(orbit))
	}
	return out
}
