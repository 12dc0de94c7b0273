//! Each suspicion is raised by its case, in its place, and by nothing in tables that are in order.

use suite::looks::{look, of_kind, shown};

type Failure = Box<dyn std::error::Error>;

/// Two tables in which nothing is odd, for every column that the cases change.
const MENTEES: &str = "id,site,skills,prefers,manager\n\
    e1,Leeds,Python:3;SQL:2,m1,e3\ne2,York,SQL:1,m2;m1,e3\ne3,Leeds,Python:2;Rust:1,m3,e2x\n";
const MENTORS: &str = "id,site,skills,prefers,manager\n\
    m1,Leeds,Python:4;SQL:3,e1,m3\nm2,York,SQL:3;Python:2,e2,m3\nm3,Leeds,Rust:2,,\n";

const PROGRAM: &str = r#"
    [[criteria]]
    kind = "skill_coverage"
    need = "skills"
    have = "skills"

    [[criteria]]
    kind = "same"
    column = "site"

    [[criteria]]
    kind = "preference"
    mentee = "prefers"
    mentor = "prefers"
"#;

/// A case: the code, what is changed in the programme or a table, and the lines that are shown then.
struct Case {
    code: &'static str,
    program: String,
    mentees: String,
    mentors: String,
    shown: &'static [&'static str],
}

impl Case {
    fn new(code: &'static str, shown: &'static [&'static str]) -> Self {
        let [program, mentees, mentors] = [PROGRAM, MENTEES, MENTORS].map(str::to_owned);
        Self { code, program, mentees, mentors, shown }
    }

    fn program(mut self, more: &str) -> Self {
        self.program = format!("{more}\n{}", self.program);
        self
    }

    fn rule(mut self, rule: &str) -> Self {
        self.program = format!("{}\n[[rules]]\n{rule}\n", self.program);
        self
    }

    fn criterion(mut self, criterion: &str) -> Self {
        self.program = format!("{}\n[[criteria]]\n{criterion}\n", self.program);
        self
    }

    fn mentees(mut self, from: &str, to: &str) -> Self {
        self.mentees = self.mentees.replace(from, to);
        self
    }

    fn mentors(mut self, from: &str, to: &str) -> Self {
        self.mentors = self.mentors.replace(from, to);
        self
    }

    fn check(&self) -> Result<(), Failure> {
        let found = look(&self.program, &self.mentees, &self.mentors)?;
        let all = shown(&found);
        let texts: Vec<String> =
            of_kind(&found, self.code).into_iter().map(matchwright::Finding::shown).collect();
        assert_eq!(texts, self.shown, "{}, of\n{all}", self.code);
        Ok(())
    }
}

#[test]
fn tables_in_order_raise_none() -> Result<(), Failure> {
    let found = look(PROGRAM, MENTEES, MENTORS)?;
    assert_eq!(shown(&found), "");
    Ok(())
}

#[test]
fn ids() -> Result<(), Failure> {
    Case::new(
        "ids_alike",
        &["mentees, 2 rows (rows 3, 4), column \"id\": ids that differ only in case, blanks or \
           unseen characters: is it one person?; written: \"E 2\" × 1: row 4; \"e2\" × 1: row 3"],
    )
    .mentees("\ne3,", "\nE 2,")
    .check()?;
    Case::new(
        "same_person",
        &["mentees, row 3 (id e2), column \"id\": is in both tables, and does not meet themselves; \
           written: \"e2\" (like \"E2\")"],
    )
    .mentors("\nm2,", "\nE2,")
    .check()?;
    Case::new(
        "formula",
        &["mentors, row 3 (id @m2), column \"id\": ids that a spreadsheet would run as formulas; \
           written: \"@m2\""],
    )
    .mentors("\nm2,", "\n@m2,")
    .check()
}

#[test]
fn ids_that_nobody_has() -> Result<(), Failure> {
    Case::new(
        "unknown_mentor",
        &["programme, field \"block\": 1 of the 2 ids of a mentor is not among the mentors; \
           written: \"M1\" (like \"m1\")"],
    )
    .rule("kind = \"block\"\npairs = [[\"e1\", \"M1\"], [\"e2\", \"m2\"]]")
    .check()?;
    Case::new(
        "unknown_mentee",
        &["programme, field \"history\": 1 of the 1 id of a mentee is not among the mentees; \
           written: \"zoe@corp.example\""],
    )
    .rule("kind = \"history\"\npairs = [[\"zoe@corp.example\", \"m1\"]]")
    .check()?;
    Case::new(
        "unknown_mentor",
        &["programme, field \"pinned\": 1 of the 1 id of a mentor is not among the mentors; \
           written: \"m1.0\" (like \"m1\")"],
    )
    .program("pinned = [[\"e1\", \"m1.0\"]]")
    .check()?;
    Case::new(
        "unknown_wish",
        &["mentees, 2 rows (rows 2, 3), column \"prefers\": ranked ids that are not among the \
           mentors; written: \"M1\" (like \"m1\") × 2: rows 2, 3"],
    )
    .mentees("m1", "M1")
    .check()?;
    Case::new(
        "wishes_lost",
        &["mentees, row 2 (id e1), column \"prefers\": none of the ranked ids is among the mentors"],
    )
    .mentees("m1", "M1")
    .check()
}

#[test]
fn managers() -> Result<(), Failure> {
    let rule = "kind = \"not_in_reporting_line\"\ncolumn = \"manager\"";
    Case::new(
        "unknown_manager",
        &["mentees, row 4 (id e3), column \"manager\": 2 of 3 managers found: the other one is an id \
           of neither table; written: \"e2x\" (like \"e2\")"],
    )
    .rule(rule)
    .check()?;
    let none = "none of the 2 managers is an id of either table, so the rule can forbid nothing";
    let case = Case::new("unknown_manager", &[])
        .rule(rule)
        .mentees(",e3\n", ",Ada (e3)\n")
        .mentees("e2x", "Ada (e3)")
        .mentors(",m3\n", ",Bo (m2)\n");
    let found = look(&case.program, &case.mentees, &case.mentors)?;
    let texts: Vec<_> = of_kind(&found, "unknown_manager");
    assert_eq!(texts.len(), 2, "one for each table: {}", shown(&found));
    assert!(texts.iter().all(|finding| finding.message == none), "{}", shown(&found));
    assert!(texts[0].shown().ends_with("\"Ada (e3)\" (like \"e3\") × 3: rows 2, 3, 4"));
    Ok(())
}

#[test]
fn labels() -> Result<(), Failure> {
    Case::new(
        "label_cut",
        &["mentees, row 3 (id e2), column \"skills\": labels with a bracket that is not closed or \
           not opened: does the separator stand within a label?; \
           written: \"Design (print\" × 1: row 3; \"web)\" × 1: row 3"],
    )
    .mentees("SQL:1", "Design (print; web)")
    .check()?;
    Case::new(
        "label_prefix",
        &["mentees, row 3 (id e2), column \"skills\": labels that are others' but for what stands \
           before the colon; written: \"Skill: SQL\" (like \"SQL\")"],
    )
    .mentees("SQL:1", "Skill: SQL")
    .check()?;
    Case::new(
        "level_word",
        &["mentees, row 3 (id e2), column \"skills\": levels in words count as part of the label; \
           [tables.columns] scale lists such words, the lowest first; written: \"SQL: High\""],
    )
    .mentees("SQL:1", "SQL: High")
    .check()?;
    Case::new(
        "no_answer",
        &["mentees, 2 rows (rows 2, 3), column \"site\": texts that look like no answer, and count \
           as labels; [tables] no_answer lists those that are silence; written: \"-\" × 1: row 3; \
           \"n/a\" × 1: row 2"],
    )
    .mentees("e1,Leeds", "e1,n/a")
    .mentees("York", "-")
    .check()?;
    Case::new(
        "label_alike",
        &["mentees, row 2 (id e1), column \"site\": labels that nobody else wrote, and that \
           resemble one of several people; written: \"Leedes\" (like \"Leeds\")"],
    )
    .mentees("e1,Leeds", "e1,Leedes")
    .check()?;
    Case::new(
        "formula",
        &["mentees, row 3 (id e2), column \"site\": labels that a spreadsheet would run as \
           formulas; written: \"=1+1\""],
    )
    .mentees("York", "=1+1")
    .check()
}

#[test]
fn numbers() -> Result<(), Failure> {
    Case::new(
        "level_far",
        &["mentees, row 3 (id e2), column \"skills\": levels far above the others: is the number \
           part of the label?; written: \"Excel:2016, others up to 4\""],
    )
    .mentees("SQL:1", "Excel: 2016")
    .check()?;
    Case::new(
        "numbers_as_labels",
        &["mentees, column \"grade\": nothing but numbers, which are read as labels: 3 is as far \
           from 4 as from 40"],
    )
    .criterion("kind = \"same\"\ncolumn = { mentee = \"grade\", mentor = \"site\" }")
    .mentees("manager\n", "manager,grade\n")
    .mentees("e3\ne2,", "e3,3\ne2,")
    .mentees("e3\ne3,", "e3,4\ne3,")
    .mentees("e2x\n", "e2x,7\ne4,York,SQL,m1,,12\n")
    .check()
}

#[test]
fn columns_and_criteria() -> Result<(), Failure> {
    Case::new("column_silent", &["mentors, column \"site\": nobody among 3 has an answer here"])
        .mentors(",Leeds,", ",,")
        .mentors(",York,", ",,")
        .check()?;
    Case::new(
        "criterion_silent",
        &["programme, field \"criteria\": same_site has no opinion on any pair and decides nothing"],
    )
    .mentors(",Leeds,", ",,")
    .mentors(",York,", ",,")
    .check()?;
    Case::new(
        "criterion_constant",
        &["programme, field \"criteria\": same_site says the same of every pair and decides nothing"],
    )
    .mentees("York", "Leeds")
    .mentors("York", "Leeds")
    .check()?;
    Case::new(
        "rows_in_cell",
        &["mentees, row 2 (id e1), column \"skills\": an answer of several lines, which look like \
           rows: is a quote missing?"],
    )
    .mentees("Python:3;SQL:2,", "\"Python:3\ne9,York,SQL\",")
    .check()
}

#[test]
fn people_and_seats() -> Result<(), Failure> {
    Case::new("seats_short", &["mentors: 3 seats for 4 mentees: 1 will stay unmatched"])
        .mentees("e2x\n", "e2x\ne4,York,SQL,m1,\n")
        .check()?;
    Case::new(
        "nobody_allowed",
        &["mentees, row 3 (id e2): the rules and min_score leave this mentee nobody"],
    )
    .mentees("York", "Bath")
    .mentors("York", "Leeds")
    .rule("kind = \"must_equal\"\ncolumn = \"site\"")
    .check()
}
