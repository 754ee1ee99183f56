//! The ten rules in regorus: regorus_bench EXPORT.ndjson POLICY.rego
use regorus::{Engine, Value};
use std::io::{BufRead, BufReader};
use std::time::Instant;

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().collect();
    let mut engine = Engine::new();
    engine.add_policy_from_file(&arguments[2])?;
    let start = Instant::now();
    let mut resources = Vec::new();
    for line in BufReader::with_capacity(1 << 20, std::fs::File::open(&arguments[1])?).lines() {
        resources.push(Value::from_json_str(&line?)?);
    }
    let mut input = Value::new_object();
    input.as_object_mut()?.insert("resources".into(), resources.into());
    engine.set_input(input);
    let counts = engine.eval_rule("data.bench.counts".to_string())?;
    let spent = start.elapsed();
    println!("{{\"ms\": {}, \"findings\": {}}}", spent.as_secs_f64() * 1e3, counts.to_json_str()?);
    Ok(())
}
