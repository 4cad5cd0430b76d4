package store

import "context"

// Delete is in a file of its own, and knew what was to come.
func (s *Store) Delete(ctx context.Context, id string, force bool) error { return nil }

// Size was there before the plan had it.
func (s *Store) Size() int { return 0 }
