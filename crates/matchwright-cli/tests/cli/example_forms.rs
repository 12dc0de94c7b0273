//! The example of a form goes from its export to a plan in three commands, as a text file and as a workbook.

use std::fs;
use std::io;

use matchwright::roster::Table;

use crate::run_dir::{RunDir, root};

#[test]
fn a_form_becomes_a_plan() -> Result<(), Box<dyn std::error::Error>> {
    let folder = root().join("examples/forms");
    let proposed = fs::read_to_string(folder.join("program.toml"))?;
    let mut plans = Vec::new();
    for name in ["responses.csv", "responses.xlsx"] {
        let dir = RunDir::new()?;
        fs::copy(folder.join(name), dir.path(name))?;
        let people = format!("--people {name}");
        dir.run(&format!("init {people}"))?.done();
        assert_eq!(dir.read("program.toml")?, proposed, "{name}");
        let found = dir.run(&format!("validate {people} --program program.toml"))?.done();
        assert!(found.contains("No errors"), "{found}");
        dir.run(&format!("match {people} --program program.toml --out plan.xlsx"))?.done();
        plans.push(plan(&dir)?);
    }
    assert_eq!(plans[0].len(), 15);
    assert_eq!(plans[0], plans[1]);
    Ok(())
}

/// Who meets whom, as the workbook says.
fn plan(dir: &RunDir) -> Result<Vec<(String, String)>, Box<dyn std::error::Error>> {
    let sheet = Table::from_file(format!("{}#plan", dir.path("plan.xlsx").display()))?;
    let column = |name: &str| -> io::Result<Vec<String>> {
        let cells = sheet.column(name).ok_or_else(|| io::Error::other(name.to_owned()))?;
        Ok(cells.iter().map(ToString::to_string).collect())
    };
    Ok(column("mentee_id")?.into_iter().zip(column("mentor_id")?).collect())
}
