// Package plugin implements plugin.Plugin.
package plugin

import (
	"context"
	"errors"
	"fmt"

	"example.com/acme/objects/pkg/plugin"
)

var _ plugin.Plugin = (*Plugin)(nil)

// Plugin implements plugin.Plugin.
type Plugin struct{}

// New returns a new Plugin.
func New() *Plugin {
	return &Plugin{}
}

// Metadata
func (p *Plugin) Name() string {
	return "plugin"
}

func (p *Plugin) Version() string {
	return "v0.0.0"
}

func (p *Plugin) Description() string {
	// TODO: implement Description.
	return ""
}

// Lifecycle
func (p *Plugin) Initialize(config map[string]interface{}) error {
	return fmt.Errorf("plugin: Initialize: %w", errors.ErrUnsupported)
}

func (p *Plugin) Execute(ctx context.Context, input interface{}) (interface{}, error) {
	return nil, fmt.Errorf("plugin: Execute: %w", errors.ErrUnsupported)
}

func (p *Plugin) Cleanup() error {
	return fmt.Errorf("plugin: Cleanup: %w", errors.ErrUnsupported)
}

// Capabilities
func (p *Plugin) Capabilities() []plugin.Capability {
	// TODO: implement Capabilities.
	return nil
}
