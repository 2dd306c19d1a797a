package main

import (
	"encoding/json"
	"fmt"
	"os"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/archive"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/asset"
)

// hashCase is one asset or archive, as the signature map that a checkpoint holds; relative paths start at Base.
type hashCase struct {
	Name  string         `json:"name"`
	Value map[string]any `json:"value"`
	Base  string         `json:"base"`
}

type hashReport struct {
	Hashes map[string]string `json:"hashes"`
	Error  string            `json:"error,omitempty"`
}

func readHashes(path string) hashReport {
	report := hashReport{Hashes: map[string]string{}}
	text, err := os.ReadFile(path)
	if err != nil {
		return hashReport{Error: err.Error()}
	}
	var cases []hashCase
	if err := json.Unmarshal(text, &cases); err != nil {
		return hashReport{Error: err.Error()}
	}
	for _, one := range cases {
		hash, err := hashOf(one)
		if err != nil {
			hash = "error: " + err.Error()
		}
		report.Hashes[one.Name] = hash
	}
	return report
}

func hashOf(one hashCase) (string, error) {
	if found, is, err := asset.Deserialize(one.Value); err != nil {
		return "", err
	} else if is {
		err := found.EnsureHashWithWD(one.Base)
		return found.Hash, err
	}
	found, is, err := archive.Deserialize(one.Value)
	if err != nil {
		return "", err
	}
	if !is {
		return "", fmt.Errorf("neither an asset nor an archive")
	}
	err = found.EnsureHashWithWD(one.Base)
	return found.Hash, err
}
