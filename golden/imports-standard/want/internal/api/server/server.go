// Package server implements api.Server.
package server

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	fs2 "io/fs"
	"log/slog"
	"net/http"
	"net/netip"
	"net/url"
	"time"

	"example.com/acme/imports/pkg/api"
)

var _ api.Server = (*Server)(nil)

// Server implements api.Server.
type Server struct{}

// New returns a new Server.
func New() *Server {
	return &Server{}
}

func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	// TODO: implement ServeHTTP.
}

func (s *Server) Query(ctx context.Context, db *sql.DB, at time.Time) (*sql.Rows, error) {
	return nil, fmt.Errorf("server: Query: %w", errors.ErrUnsupported)
}

func (s *Server) Hash() hash.Hash {
	// TODO: implement Hash.
	return nil
}

func (s *Server) Addr() netip.Addr {
	// TODO: implement Addr.
	return netip.Addr{}
}

func (s *Server) Logger() *slog.Logger {
	// TODO: implement Logger.
	return nil
}

func (s *Server) Log(level slog.Level, fs fs2.FS, u *url.URL) (_ json.RawMessage, err error) {
	return nil, fmt.Errorf("server: Log: %w", errors.ErrUnsupported)
}
