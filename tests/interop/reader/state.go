package main

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/pulumi/pulumi/sdk/v3/go/common/apitype"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/config"
)

const secretSignature = "1b47061264138c4ac30d75fd1eb44270"
const signatureKey = "4dabf18193072939515e22adb298388d"

type stateReport struct {
	Stack     string   `json:"stack"`
	Resources int      `json:"resources"`
	Pending   int      `json:"pending"`
	Secrets   []string `json:"secrets"`
	Error     string   `json:"error,omitempty"`
}

func readState(path string) stateReport {
	report := stateReport{Secrets: []string{}}
	if err := report.fill(path); err != nil {
		report.Error = err.Error()
	}
	return report
}

func (r *stateReport) fill(path string) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	var versioned apitype.VersionedCheckpoint
	if err := strictly(text, &versioned); err != nil {
		return fmt.Errorf("VersionedCheckpoint: %w", err)
	}
	if versioned.Version != 3 {
		return fmt.Errorf("version is %d, not 3", versioned.Version)
	}
	var checkpoint apitype.CheckpointV3
	if err := strictly(versioned.Checkpoint, &checkpoint); err != nil {
		return fmt.Errorf("CheckpointV3: %w", err)
	}
	r.Stack = string(checkpoint.Stack)
	if checkpoint.Latest == nil {
		return nil
	}
	r.Resources, r.Pending = len(checkpoint.Latest.Resources), len(checkpoint.Latest.PendingOperations)
	if err := inOrder(checkpoint.Latest.Resources); err != nil {
		return err
	}
	return r.open(checkpoint.Latest)
}

// strictly decodes one JSON document without fields that the type lacks, and with nothing behind it.
func strictly(text []byte, into any) error {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(into); err != nil {
		return err
	}
	if _, err := decoder.Token(); err != io.EOF {
		return fmt.Errorf("text after the document")
	}
	return nil
}

// inOrder checks that whatever a resource refers to stands before it, and that no URN is current twice.
func inOrder(resources []apitype.ResourceV3) error {
	seen := map[resource.URN]bool{}
	current := map[resource.URN]bool{}
	for _, one := range resources {
		if !one.URN.IsValid() {
			return fmt.Errorf("%q is not a URN", one.URN)
		}
		for _, needed := range needs(one) {
			if !seen[needed] {
				return fmt.Errorf("%s refers to %s, which does not stand before it", one.URN, needed)
			}
		}
		if !one.Delete && current[one.URN] {
			return fmt.Errorf("%s is there twice", one.URN)
		}
		seen[one.URN] = true
		current[one.URN] = current[one.URN] || !one.Delete
	}
	return nil
}

func needs(one apitype.ResourceV3) []resource.URN {
	found := append([]resource.URN{}, one.Dependencies...)
	for _, urns := range one.PropertyDependencies {
		found = append(found, urns...)
	}
	if one.Parent != "" {
		found = append(found, one.Parent)
	}
	if one.DeletedWith != "" {
		found = append(found, one.DeletedWith)
	}
	if one.Provider != "" {
		cut := strings.LastIndex(one.Provider, "::")
		found = append(found, resource.URN(one.Provider[:cut]))
	}
	return found
}

// open proves the passphrase by the salt's check word, and opens every secret with it.
func (r *stateReport) open(deployment *apitype.DeploymentV3) error {
	if deployment.SecretsProviders == nil || deployment.SecretsProviders.Type != "passphrase" {
		return fmt.Errorf("the secrets provider is not a passphrase")
	}
	var state struct {
		Salt string `json:"salt"`
	}
	if err := strictly(deployment.SecretsProviders.State, &state); err != nil {
		return fmt.Errorf("secrets provider: %w", err)
	}
	crypter, err := crypterOf(state.Salt)
	if err != nil {
		return err
	}
	all, err := json.Marshal(deployment)
	if err != nil {
		return err
	}
	var tree any
	if err := json.Unmarshal(all, &tree); err != nil {
		return err
	}
	return r.openAll(tree, crypter)
}

func crypterOf(salt string) (config.Crypter, error) {
	phrase, err := io.ReadAll(os.Stdin)
	if err != nil {
		return nil, err
	}
	parts := strings.SplitN(salt, ":", 3)
	if len(parts) != 3 || parts[0] != "v1" {
		return nil, fmt.Errorf("the salt has a form of its own")
	}
	raw, err := base64.StdEncoding.DecodeString(parts[1])
	if err != nil {
		return nil, err
	}
	crypter := config.NewSymmetricCrypterFromPassphrase(string(phrase), raw)
	word, err := crypter.DecryptValue(context.Background(), parts[2])
	if err != nil || word != "pulumi" {
		return nil, fmt.Errorf("the salt's check word does not open (%v)", err)
	}
	return crypter, nil
}

// openAll collects the plaintext, a JSON text each, of every sealed value below.
func (r *stateReport) openAll(value any, crypter config.Decrypter) error {
	switch value := value.(type) {
	case []any:
		for _, inner := range value {
			if err := r.openAll(inner, crypter); err != nil {
				return err
			}
		}
	case map[string]any:
		if value[signatureKey] == secretSignature {
			return r.openOne(value, crypter)
		}
		for _, inner := range value {
			if err := r.openAll(inner, crypter); err != nil {
				return err
			}
		}
	}
	return nil
}

func (r *stateReport) openOne(sealed map[string]any, crypter config.Decrypter) error {
	ciphertext, is := sealed["ciphertext"].(string)
	if !is || len(sealed) != 2 {
		return fmt.Errorf("a secret that is not sealed")
	}
	plaintext, err := crypter.DecryptValue(context.Background(), ciphertext)
	if err != nil {
		return fmt.Errorf("a sealed value does not open: %w", err)
	}
	if !json.Valid([]byte(plaintext)) {
		return fmt.Errorf("a sealed value is not JSON")
	}
	r.Secrets = append(r.Secrets, plaintext)
	return nil
}
