//! Functions that resemble each other side by side. `gzip` looks back 32 KiB, and the many instances of a generic
//! function (sorting this, reading that) are spread over megabytes.

use std::cmp::Reverse;
use std::collections::HashMap;

use wasm_encoder::reencode::{Error, Reencode, utils};
use wasm_encoder::{CodeSection, FunctionSection, Module};
use wasmparser::{CodeSectionReader, FunctionSectionReader, Operator, Parser, Payload};

/// The same module with its functions in another order.
pub fn ordered(module: &[u8]) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
    let (mut imported, mut bodies, mut calls) = (0, Vec::new(), HashMap::new());
    for payload in Parser::new(0).parse_all(module) {
        match payload? {
            // What bindings import are functions and nothing else.
            Payload::ImportSection(imports) => imported = imports.into_imports().count(),
            Payload::CodeSectionEntry(body) => {
                for operator in body.get_operators_reader()? {
                    if let Operator::Call { function_index } = operator? {
                        *calls.entry(function_index as usize).or_insert(0_usize) += 1;
                    }
                }
                bodies.push(body.as_bytes());
            }
            _ => {}
        }
    }
    // The first 128 functions have numbers of one byte: those that are called most.
    let calls = |function: &usize| calls.get(&(imported + function)).copied().unwrap_or_default();
    let mut often: Vec<usize> = (0..bodies.len()).collect();
    often.sort_by_key(|function| Reverse(calls(function)));
    often.truncate(128_usize.saturating_sub(imported));
    let order = chain(often, &bodies);
    let mut places = vec![0; order.len()];
    for (place, &function) in order.iter().enumerate() {
        places[function] = place as u32;
    }
    let mut written = Module::new();
    let mut order = Order { imported: imported as u32, order, places };
    order
        .parse_core_module(&mut written, Parser::new(0), module)
        .map_err(|error| error.to_string())?;
    Ok(written.finish())
}

struct Order {
    imported: u32,
    /// The functions in their new order, and the places of the functions in it.
    order: Vec<usize>,
    places: Vec<u32>,
}

type Written = Result<(), Error<std::convert::Infallible>>;

impl Reencode for Order {
    type Error = std::convert::Infallible;

    fn function_index(&mut self, function: u32) -> Result<u32, Error<Self::Error>> {
        let own = function.checked_sub(self.imported);
        Ok(own.map_or(function, |own| self.imported + self.places[own as usize]))
    }

    fn parse_function_section(
        &mut self,
        functions: &mut FunctionSection,
        section: FunctionSectionReader<'_>,
    ) -> Written {
        let types: Vec<u32> = section.into_iter().collect::<Result<_, _>>()?;
        for &function in &self.order {
            functions.function(types[function]);
        }
        Ok(())
    }

    fn parse_code_section(
        &mut self,
        code: &mut CodeSection,
        section: CodeSectionReader<'_>,
    ) -> Written {
        let bodies: Vec<_> = section.into_iter().collect::<Result<_, _>>()?;
        for function in self.order.clone() {
            utils::parse_function_body(self, code, bodies[function].clone())?;
        }
        Ok(())
    }
}

/// Numbers that stand for a function: two functions agree in as large a part of them as of their sequences of
/// [`SEQUENCE`] bytes (Broder 1997).
type Sketch = [u64; 64];

const SEQUENCE: usize = 4;

/// Some functions, and from these always on to the one that resembles the last most.
fn chain(first: Vec<usize>, bodies: &[&[u8]]) -> Vec<usize> {
    let sketches: Vec<Sketch> = bodies.iter().map(|body| sketch(body)).collect();
    let mut left: Vec<usize> = (0..bodies.len()).filter(|at| !first.contains(at)).collect();
    left.sort_by_key(|&function| Reverse(bodies[function].len()));
    let mut order = first;
    while !left.is_empty() {
        let alike = |function: usize| {
            let last = order.iter().rev().zip([2, 2, 1, 1]);
            last.map(|(&last, weight)| weight * agreeing(&sketches[function], &sketches[last]))
                .sum()
        };
        // Of several the largest, which stands first.
        let best = (0..left.len()).rev().max_by_key(|&at| -> usize { alike(left[at]) });
        order.push(left.remove(best.unwrap_or_default()));
    }
    order
}

fn sketch(body: &[u8]) -> Sketch {
    let mut sketch = [u64::MAX; 64];
    for bytes in body.windows(SEQUENCE) {
        let start = bytes.iter().fold(0xCBF2_9CE4_8422_2325, |sum: u64, &byte| {
            (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3)
        });
        let mut hash = start;
        for least in &mut sketch {
            // A stream of numbers for each sequence (Vigna 2016, xorshift64*, without its last product).
            hash ^= hash >> 12;
            hash ^= hash << 25;
            hash ^= hash >> 27;
            *least = (*least).min(hash);
        }
    }
    sketch
}

fn agreeing(one: &Sketch, other: &Sketch) -> usize {
    one.iter().zip(other).filter(|(a, b)| a == b).count()
}
