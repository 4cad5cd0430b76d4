// Package log implements storage.Log.
package log

import (
	"context"

	"example.com/acme/objects/pkg/storage"
)

func _[L ~string]() { var _ storage.Log[L] = (*Log[L])(nil) }

// Log implements storage.Log.
type Log[L ~string] struct {
	lines []string
}

// New returns a new Log.
func New[L ~string]() *Log[L] {
	return &Log[L]{}
}

func (l *Log[L]) Append(ctx context.Context, line string) error {
	l.lines = append(l.lines, line)
	return nil
}

// Lines are those that came.
func (l *Log[L]) Lines() []string { return l.lines }
