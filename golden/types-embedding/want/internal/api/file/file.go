// Package file implements api.File.
package file

import (
	"context"
	"errors"
	"fmt"

	"example.com/acme/embedding/pkg/api"
)

var _ api.File = (*File)(nil)

// File implements api.File.
type File struct{}

// New returns a new File.
func New() *File {
	return &File{}
}

// Name is how people call it.
func (f *File) Name() string {
	return "file"
}

func (f *File) Close() error {
	return fmt.Errorf("file: Close: %w", errors.ErrUnsupported)
}

func (f *File) Read(p []byte) (n int, err error) {
	return 0, fmt.Errorf("file: Read: %w", errors.ErrUnsupported)
}

func (f *File) Write(p []byte) (n int, err error) {
	return 0, fmt.Errorf("file: Write: %w", errors.ErrUnsupported)
}

func (f *File) String() string {
	// TODO: implement String.
	return ""
}

func (f *File) Acquire(ctx context.Context, owner string) (release func(), err error) {
	return nil, fmt.Errorf("file: Acquire: %w", errors.ErrUnsupported)
}

func (f *File) Sync() error {
	return fmt.Errorf("file: Sync: %w", errors.ErrUnsupported)
}
