//! Findings of one kind are one: for each code, table and column how many rows, which, and what stands
//! there how often; errors as suspicions, and those first that change most.

use suite::looks::{look, shown};

type Failure = Box<dyn std::error::Error>;

const PROGRAM: &str = "[[criteria]]\nkind = \"same\"\ncolumn = \"site\"\n\
    [[criteria]]\nkind = \"preference\"\nmentee = \"prefers\"\n";

#[test]
fn a_kind_is_told_once_with_its_rows_and_values() -> Result<(), Failure> {
    let row = |number: usize| format!("e{number},n/a,m{}\n", 90 + number % 2);
    let mentees: String = (1..=9).map(row).collect();
    let mentees = format!("id,site,prefers\n{mentees}\n");
    let mentors: Vec<String> = (1..=9).map(|number| format!("m{number},Leeds\n")).collect();
    let mentors = mentors.concat();
    let found = look(PROGRAM, &mentees, &format!("id,site\n{mentors}"))?;
    let codes: Vec<_> = found.suspicions.as_slice().iter().map(|finding| finding.code).collect();
    let expected =
        ["unknown_wish", "wishes_lost", "criterion_constant", "criterion_constant", "no_answer"];
    assert_eq!(codes, expected, "{}", shown(&found));
    let wishes = &found.suspicions.as_slice()[0];
    assert_eq!((wishes.count(), wishes.row, wishes.rows.len()), (9, Some(2), 9));
    let value = wishes.value.as_ref().map(|value| value.as_str().to_owned()).unwrap_or_default();
    assert!(value.starts_with("\"m91\""), "the most frequent first: {value}");
    assert!(value.contains("× 5: rows 2, 4, 6, 8, 10; \"m90\""), "{value}");
    Ok(())
}

#[test]
fn errors_are_grouped_as_well_and_carry_a_code() -> Result<(), Failure> {
    let program = format!("capacity = \"seats\"\n{PROGRAM}");
    let mentors = "id,site,seats\nm1,Leeds,2-3\nm2,Leeds,many\nm3,York,2-3\n";
    let found = look(&program, "id,site,prefers\ne1,Leeds,m1\n", mentors)?;
    let [error] = found.errors.as_slice() else { return Err(shown(&found).into()) };
    assert_eq!((error.code, error.count()), ("not_seats", 3));
    assert_eq!(
        error.shown(),
        "mentors, 3 rows (rows 2, 3, 4), column \"seats\": must be a whole number from 0 to \
         1,000,000; written: \"2-3\" × 2: rows 2, 4; \"many\" × 1: row 3"
    );
    Ok(())
}

#[test]
fn the_order_of_the_rows_changes_no_more_than_the_rows() -> Result<(), Failure> {
    let mentees = ["e1,n/a,m7", "e2,None,m7", "e3,n/a,m8"];
    let told = |order: [usize; 3]| -> Result<Vec<String>, Failure> {
        let rows: Vec<&str> = order.iter().map(|&row| mentees[row]).collect();
        let mentees = format!("id,site,prefers\n{}\n", rows.join("\n"));
        let found = look(PROGRAM, &mentees, "id,site\nm1,Leeds\n")?;
        let findings = found.suspicions.as_slice().iter();
        Ok(findings.map(|finding| format!("{} {}", finding.code, finding.count())).collect())
    };
    assert_eq!(told([0, 1, 2])?, told([2, 0, 1])?);
    Ok(())
}
