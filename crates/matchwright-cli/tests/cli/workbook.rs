//! The workbook has a line for everybody, and says what the programme asks for.

use std::io;

use matchwright::tables::{Cell, Table};

use crate::run_dir::RunDir;

#[test]
fn everybody_is_explained() -> io::Result<()> {
    let dir = RunDir::with(&[
        (
            "mentees.csv",
            "id,name,topics,site\ne1,Ada,film; chess,York\ne2,Bea,golf,Hull\ne3,Cy,golf,York\n",
        ),
        ("mentors.csv", "id,name,topics,site\nm1,Ben,film,Leeds\nm2,Dee,golf,Leeds\n"),
        (
            "program.toml",
            "[[criteria]]\nkind = \"overlap\"\ncolumn = \"topics\"\n[[rules]]\nkind = \"must_differ\"\n\
             column = \"site\"\n[tables]\nname = \"name\"\n",
        ),
    ])?;
    let files = "--mentees mentees.csv --mentors mentors.csv --program program.toml";
    dir.run(&format!("match {files} --out plan.xlsx"))?.done();
    let sheet = |name: &str| {
        let path = format!("{}#{name}", dir.path("plan.xlsx").display());
        Table::from_file(path).map_err(io::Error::other)
    };
    let lines = sheet("explanations")?;
    let column = |name: &str| -> Vec<String> {
        let cells = lines.column(name).unwrap_or_default();
        cells.iter().map(|cell| cell.as_text().unwrap_or_default()).collect()
    };
    assert_eq!(column("id"), ["e1", "e2", "e3", "m1", "m2"]);
    assert_eq!(column("name"), ["Ada", "Bea", "Cy", "Ben", "Dee"]);
    assert_eq!(column("partners"), ["Ben", "Dee", "", "Ada", "Bea"]);
    assert_eq!(column("in_common"), ["film", "golf", "", "film", "golf"]);
    assert!(column("reasons")[0].starts_with("overlap topics "), "{:?}", column("reasons"));
    assert!(column("reasons")[2].starts_with("meets nobody: "), "{:?}", column("reasons"));
    assert!(column("others")[2].starts_with("Dee 1.000 (meets Bea)"), "{:?}", column("others"));
    let summary = sheet("summary")?;
    let values: Vec<String> =
        summary.column("value").unwrap_or_default().iter().filter_map(Cell::as_text).collect();
    let rule = "Nobody meets somebody with the same answer in “site”.";
    assert!(values.iter().any(|value| value == rule), "{values:?}");
    Ok(())
}
