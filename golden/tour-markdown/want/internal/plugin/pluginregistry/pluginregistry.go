// Package pluginregistry implements plugin.PluginRegistry.
package pluginregistry

import (
	"errors"
	"fmt"

	plugin2 "example.com/acme/objects/pkg/plugin"
)

var _ plugin2.PluginRegistry = (*PluginRegistry)(nil)

// PluginRegistry implements plugin.PluginRegistry.
type PluginRegistry struct{}

// New returns a new PluginRegistry.
func New() *PluginRegistry {
	return &PluginRegistry{}
}

func (p *PluginRegistry) Register(plugin plugin2.Plugin) error {
	return fmt.Errorf("pluginregistry: Register: %w", errors.ErrUnsupported)
}

func (p *PluginRegistry) Get(name string) (plugin2.Plugin, error) {
	return nil, fmt.Errorf("pluginregistry: Get: %w", errors.ErrUnsupported)
}

func (p *PluginRegistry) List() []plugin2.Plugin {
	// TODO: implement List.
	return nil
}
