// Reader checks, with Pulumi's own Go code, what Civicline's embedded engine writes.
//
//	reader state FILE   decode a stack file strictly, check its order, open its secrets (passphrase on standard input)
//	reader hashes FILE  hash assets and archives; FILE is a JSON list of {name, value, base}
//
// Both print one JSON document and exit with 0; a file that does not pass is an "error" in that document.
package main

import (
	"encoding/json"
	"fmt"
	"os"
)

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: reader state|hashes FILE")
		os.Exit(2)
	}
	var report any
	switch os.Args[1] {
	case "state":
		report = readState(os.Args[2])
	case "hashes":
		report = readHashes(os.Args[2])
	default:
		fmt.Fprintf(os.Stderr, "unknown command %q\n", os.Args[1])
		os.Exit(2)
	}
	encoder := json.NewEncoder(os.Stdout)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(report); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
