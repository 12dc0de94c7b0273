//! Small programmes of every form, and the people who take part.

use matchwright::tables::Table;
use matchwright::{Error, Matcher, Outcome, Program, Roster};

/// Named forms of a programme, each with its lines.
pub(super) const PROGRAMMES: [(&str, &str); 6] = [
    ("pairs", "capacity = \"seats\"\npinned = [[\"e3\", \"m2\"]]"),
    (
        "levels",
        "capacity = { min = 1, max = \"seats\" }\nobjective = [\"participation\", \"mentors_in_use\", \"balance\"]",
    ),
    (
        "quotas",
        "capacity = 2\n[[quotas]]\nof = \"mentee\"\ncolumn = \"site\"\nper = \"mentor\"\nmax = 1",
    ),
    ("stable", "capacity = \"seats\"\nobjective = \"stable\""),
    ("peers", "form = \"peers\"\n[peers]\nscore = \"harmonic\"\nodd = \"three\""),
    ("circles", "form = \"circles\"\n[circles]\nsize = { min = 2, max = 3 }"),
];

const CRITERIA: &str = r#"
[[criteria]]
kind = "overlap"
column = "skills"
weight = 2

[[criteria]]
kind = "same"
column = "site"
"#;

const MENTEES: &str = "id,skills,site
e1,k8s; SQL,Leeds
e2,terraform; sql,
e3,,York
e4,kubernets; chess,leeds
e5,SQL; chess,Hull
";

const MENTORS: &str = "id,skills,site,seats
m1,Kubernetes; sql,LEEDS,1
m2,sql; Terraform,York,2
m3,SQL; rowing,Hull,2
";

/// What such a programme makes of the people.
pub(super) fn outcome(lines: &str) -> Result<Outcome, Error> {
    let (matcher, roster) = read(lines)?;
    matcher.run(&roster)
}

pub(super) fn read(lines: &str) -> Result<(Matcher, Roster), Error> {
    let program = Program::from_toml_str(&format!("{lines}\n{CRITERIA}"))?;
    let table = |text: &str| Table::from_csv_reader(text.as_bytes(), "people").map_err(Error::from);
    let mentees = table(MENTEES)?;
    let has_mentors = program.form != matchwright::program::Form::Peers;
    let mentors = if has_mentors { table(MENTORS)? } else { mentees.clone() };
    let roster = Roster::new(&mentees, &mentors, &program)?;
    Ok((Matcher::new(program)?, roster))
}
