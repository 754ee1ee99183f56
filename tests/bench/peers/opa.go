// The ten rules in OPA: opa EXPORT.ndjson POLICY.rego
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/util"
)

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func resources(path string) []any {
	file, err := os.Open(path)
	check(err)
	defer file.Close()
	reader := bufio.NewReaderSize(file, 1<<20)
	var all []any
	for {
		line, err := reader.ReadBytes('\n')
		if len(line) > 1 {
			var resource any
			check(util.UnmarshalJSON(line, &resource))
			all = append(all, resource)
		}
		if err == io.EOF {
			return all
		}
		check(err)
	}
}

func main() {
	policy, err := os.ReadFile(os.Args[2])
	check(err)
	ctx := context.Background()
	query, err := rego.New(rego.Query("data.bench.counts"), rego.Module("redis.rego", string(policy))).
		PrepareForEval(ctx)
	check(err)
	start := time.Now()
	result, err := query.Eval(ctx, rego.EvalInput(map[string]any{"resources": resources(os.Args[1])}))
	check(err)
	spent := time.Since(start)
	check(json.NewEncoder(os.Stdout).Encode(map[string]any{
		"ms": float64(spent.Nanoseconds()) / 1e6, "findings": result[0].Expressions[0].Value}))
}
