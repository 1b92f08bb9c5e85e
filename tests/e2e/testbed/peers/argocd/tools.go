//go:build tools

// Package tools pins the commands that the testbed builds.
package tools

import (
	_ "github.com/argoproj/argo-cd/v3/cmd"
)
