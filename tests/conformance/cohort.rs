//! One small cohort for all samples, and what is to be seen of a sample with it: its values or
//! verdicts for everybody, for ranges of mentors, and with one column changed.

use std::ops::Range;

use matchwright::roster::{Cell, Read, Side, Table};
use matchwright::{Error, Program, Roster};

/// The bits of each value or verdict.
pub(crate) type Evaluate = fn(&Program, &Roster, usize, Range<usize>) -> Vec<u32>;

/// Six mentees with answers in every column; e6 answers nothing.
const MENTEES: &str = "\
id,site,unit,skills,priorities,interests,years,grade,prefers,manager,shoe_size
e1,Leeds,Army/1st/3rd,python:4; sql,python:3,chess; rowing; film,3,AO,m2; m1,m2,38
e2,York,Army/2nd,excel:2; sql:5; python,sql:0,film,10.5,EO,m7,e3,39
e3,leeds,Navy,law; sql:3,law:2; sql:5,golf; film; chess,7,AA,m3; m2; m1,m4,40
e4,Hull,Army/1st/5th,excel,,opera; film,1,HEO,m5; m4,x1,41
e5,York,Navy/West,python:2; law:4,,rowing,22,AO,m2; m9,m4,42
e6,,,,,,,,,,
";

/// Their hours, homes and temperaments, and what the mentees know already.
const MENTEES_AT_HOME: &str = "\
id,free,zone,north,east,works,open,lively,about,has
e1,mon 09-12; tue 14-16:30,UTC,53.8,-1.55,office,4,2,3; 4,python:2
e2,9-17,Europe/Berlin,53.96,-1.08,Remote,1,5,-1; 0.5,sql:5; excel
e3,wed-thu 22-06,+5.75,52.52,13.4,office,3,1,0; 1,sql:1
e4,mon 11-15,-3,-33.9,151.2,home,5,4.5,1; 1,excel:9
e5,sat 8-20; mon 8-9,Europe/London,48.86,2.35,office,2,3,-2; -7,law:3; python:1
e6,,,,,,,,,
";

/// Seven mentors; m7 answers nothing.
const MENTORS: &str = "\
id,site,unit,skills,priorities,interests,years,grade,prefers,manager,shoe_size
m1,Leeds,Army/1st/3rd/A,Python:3; SQL,sql:1,Film; chess,13,EO,e1; e2,m2,38
m2,York,Navy,sql:4; law:1; excel:5,law:1,golf; opera; rowing; film,4,SEO,e3,m3,39
m3,Bath,Army,python,python:2,film,9.5,AA,e5; e1,x1,40
m4,Hull,Army/2nd/1st,excel:1; law:4,excel:1,chess,30,HEO,e4,x1,41
m5,LEEDS,Navy/West,sql:2; python:5,sql:4,opera; film,8,AO,e6; e2; e1,e1,42
m6,York,Air,law,law:3,rowing; chess; golf; film,2,EO,e1,x2,43
m7,,,,,,,,,,
";

/// As for the mentees.
const MENTORS_AT_HOME: &str = "\
id,free,zone,north,east,works,open,lively,about,has
m1,mon-fri 10-14,Europe/London,53.8,-1.55,office,4,5,4; 3,sql
m2,tue 15-18,UTC+1,51.5,-0.12,office,1.5,2,-3; 4,law:1
m3,mon 14-22,America/Toronto,43.65,-79.38,remote,5,1,0; 2,python:4
m4,sat 9-10:15,-03:30,53.75,-0.33,office,2,3,1; -1,excel:1
m5,thu 0-3; fri 4-5,UTC,52.52,13.4,home,3,4,5; 5,sql:2
m6,17-09,Asia/Tokyo,35.68,139.69,office,4,2,-2; 1,law
m7,,,,,,,,,
";

/// The cohort's two tables, mentees first.
pub(crate) fn tables() -> Result<[Table; 2], Error> {
    Ok([joined(MENTEES, MENTEES_AT_HOME)?, joined(MENTORS, MENTORS_AT_HOME)?])
}

fn joined(answers: &str, others: &str) -> Result<Table, Error> {
    let read = |text: &str| Table::from_csv_reader(text.as_bytes(), "cohort");
    let (mut table, others) = (read(answers)?, read(others)?);
    for name in others.names().filter(|&name| name != "id") {
        table.insert(name, others.column(name).unwrap_or_default().to_vec());
    }
    Ok(table)
}

/// The sample's value of every pair of the cohort, one row per mentee.
pub(crate) fn grid(
    program: &Program,
    [mentees, mentors]: &[Table; 2],
    evaluate: Evaluate,
) -> Result<Vec<Vec<u32>>, Error> {
    let roster = Roster::new(mentees, mentors, program)?;
    let all = 0..roster.mentors().len();
    Ok((0..roster.mentees().len())
        .map(|mentee| evaluate(program, &roster, mentee, all.clone()))
        .collect())
}

/// Evaluates every range of mentors by itself: what a pair gets must not depend on which mentors
/// are looked at together. Returns the first range that differs.
pub(crate) fn range_that_differs(
    program: &Program,
    evaluate: Evaluate,
) -> Result<Option<Range<usize>>, Error> {
    let [mentees, mentors] = tables()?;
    let roster = Roster::new(&mentees, &mentors, program)?;
    let count = roster.mentors().len();
    let mut ranges = (0..count).flat_map(|start| (start..=count).map(move |end| start..end));
    Ok(ranges.find(|range| {
        (0..roster.mentees().len()).any(|mentee| {
            let whole = evaluate(program, &roster, mentee, 0..count);
            evaluate(program, &roster, mentee, range.clone()) != whole[range.clone()]
        })
    }))
}

/// The tables with their rows in reverse order.
pub(crate) fn reversed(tables: &[Table; 2]) -> [Table; 2] {
    let reverse = |_: &str, cells: &[Cell]| cells.iter().rev().cloned().collect();
    [rebuilt(&tables[0], reverse), rebuilt(&tables[1], reverse)]
}

/// Gives everybody the answer of the next person in one column after the other, and returns the
/// columns with which anything changed.
pub(crate) fn columns_that_matter(
    program: &Program,
    evaluate: Evaluate,
) -> Result<Vec<(Side, String)>, Error> {
    let original = tables()?;
    let before = grid(program, &original, evaluate)?;
    let mut matter = Vec::new();
    for (side, table) in Side::BOTH.into_iter().zip(&original) {
        for column in table.names().filter(|&name| name != "id") {
            let mut perturbed = original.clone();
            perturbed[usize::from(side == Side::Mentor)] = rotated(table, column);
            if grid(program, &perturbed, evaluate)? != before {
                matter.push((side, column.to_owned()));
            }
        }
    }
    Ok(matter)
}

/// The columns that a programme's criteria and rules declare, in the order of
/// [`columns_that_matter`].
pub(crate) fn declared(reads: &[Read], tables: &[Table; 2]) -> Vec<(Side, String)> {
    let mut columns = Vec::new();
    for (side, table) in Side::BOTH.into_iter().zip(tables) {
        let read = |name: &&str| reads.iter().any(|read| read.side == side && read.column == *name);
        columns.extend(table.names().filter(read).map(|name| (side, name.to_owned())));
    }
    columns
}

fn rotated(table: &Table, column: &str) -> Table {
    rebuilt(table, |name, cells| {
        let mut cells = cells.to_vec();
        if name == column {
            cells.rotate_left(1);
        }
        cells
    })
}

fn rebuilt(table: &Table, cells: impl Fn(&str, &[Cell]) -> Vec<Cell>) -> Table {
    let mut copy = Table::new(table.rows());
    for name in table.names() {
        copy.insert(name, cells(name, table.column(name).unwrap_or_default()));
    }
    copy
}
