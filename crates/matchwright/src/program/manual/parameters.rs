//! What can be given, read from a schema.

use serde_json::Value;

use super::prose::prose;
use super::{Parameter, list, text};

/// The parameters that an object has, those of objects in them included.
pub(super) fn parameters(definitions: &Value, object: &Value, within: &str) -> Vec<Parameter> {
    let fields = object["properties"].as_object().into_iter().flatten();
    let own = fields.filter(|(name, _)| *name != "kind");
    let parameter = |(name, field): (&String, &Value)| {
        let required = list(&object["required"]).any(|required| required == name.as_str());
        let name = format!("{within}{name}");
        let parts = objects(definitions, field);
        let parts =
            parts.into_iter().flat_map(|part| parameters(definitions, part, &format!("{name}.")));
        let parts: Vec<Parameter> = parts.collect();
        let parameter = Parameter {
            takes: takes(definitions, field),
            required,
            default: field.get("default").map(Value::to_string),
            about: prose(text(&field["description"])).replace('\n', " "),
            name,
        };
        [vec![parameter], parts].concat()
    };
    own.flat_map(parameter).collect()
}

/// What a value can be, one by one.
fn alternatives<'s>(definitions: &'s Value, schema: &'s Value) -> Vec<&'s Value> {
    if let Some(definition) = schema["$ref"].as_str().and_then(|path| path.rsplit('/').next()) {
        return alternatives(definitions, &definitions[definition]);
    }
    let several = list(&schema["anyOf"]).chain(list(&schema["oneOf"]));
    let several: Vec<&Value> =
        several.flat_map(|schema| alternatives(definitions, schema)).collect();
    if several.is_empty() { vec![schema] } else { several }
}

/// The objects that a value is, or a list of; none where it can be a name instead, which says all.
fn objects<'s>(definitions: &'s Value, schema: &'s Value) -> Vec<&'s Value> {
    let alternatives = alternatives(definitions, schema);
    if alternatives.iter().any(|schema| schema["type"] == "string") {
        return Vec::new();
    }
    let inner = |schema: &'s Value| match schema.get("items") {
        Some(items) => objects(definitions, items),
        None => vec![schema],
    };
    alternatives
        .into_iter()
        .flat_map(inner)
        .filter(|schema| schema["properties"].is_object())
        .collect()
}

/// What a value can be, in words.
fn takes(definitions: &Value, schema: &Value) -> String {
    let alternatives = alternatives(definitions, schema).into_iter();
    let mut words: Vec<String> =
        alternatives.flat_map(|schema| names(definitions, schema)).collect();
    let last = words.pop().unwrap_or_default();
    if words.is_empty() { last } else { format!("{} or {last}", words.join(", ")) }
}

fn names(definitions: &Value, schema: &Value) -> Vec<String> {
    if let Some(word) = schema.get("const") {
        return vec![word.to_string()];
    }
    if schema["enum"].is_array() {
        return list(&schema["enum"]).map(Value::to_string).collect();
    }
    let kinds = list(&schema["type"]).chain(Some(&schema["type"]));
    kinds.filter_map(|kind| name(definitions, kind.as_str()?, schema)).collect()
}

fn name(definitions: &Value, kind: &str, schema: &Value) -> Option<String> {
    let of = |schema| takes(definitions, schema);
    Some(match kind {
        "string" => "text".to_owned(),
        "integer" => "whole number".to_owned(),
        "boolean" => "true or false".to_owned(),
        "array" => match schema.get("prefixItems") {
            Some(parts) => format!("[{}]", list(parts).map(of).collect::<Vec<_>>().join(", ")),
            None => format!("list of {}", of(&schema["items"])),
        },
        "object" => {
            let fields = schema["properties"].as_object().into_iter().flatten();
            let fields: Vec<&str> = fields.map(|(name, _)| name.as_str()).collect();
            if fields.is_empty() {
                "table".to_owned()
            } else {
                format!("{{ {} }}", fields.join(", "))
            }
        }
        "null" => return None,
        other => other.to_owned(),
    })
}
