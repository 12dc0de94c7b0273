//! Writes what JavaScript needs to call a module that was compiled with `wasm-bindgen`.
//!
//! ```text
//! bindgen MODULE.wasm FOLDER NAME
//! ```
//!
//! This is the library behind the command `wasm-bindgen`, without the rest of the command.

use std::path::Path;
use std::{env, fs};

use wasm_bindgen_cli_support::Bindgen;

mod order;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [module, folder, name] = arguments.as_slice() else {
        return Err("usage: bindgen MODULE.wasm FOLDER NAME".into());
    };
    let mut bindgen = Bindgen::new();
    bindgen.input_path(module).out_name(name).web(true)?.typescript(false);
    bindgen.remove_name_section(true).remove_producers_section(true);
    bindgen.generate(folder).map_err(|error| format!("{error:?}"))?;
    let written = Path::new(folder).join(format!("{name}_bg.wasm"));
    let ordered = order::ordered(&fs::read(&written)?)?;
    Ok(fs::write(written, ordered)?)
}
