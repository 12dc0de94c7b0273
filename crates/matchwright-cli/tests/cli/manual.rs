//! `criteria` and `rules`: what there is, from the one list of each.

use std::io;

use matchwright::criteria::AnyCriterion;
use matchwright::rules::AnyRule;

use crate::run_dir::RunDir;

#[test]
fn every_kind_is_described_and_listed_within_80_columns() -> io::Result<()> {
    let dir = RunDir::new()?;
    for (command, kinds) in [("criteria", AnyCriterion::KINDS), ("rules", AnyRule::KINDS)] {
        let list = dir.run(command)?.done();
        for kind in kinds {
            assert!(list.lines().any(|line| line.starts_with(&format!("{kind} "))), "{kind}");
            let text = dir.run(&format!("{command} {kind}"))?.done();
            assert!(text.contains(&format!("[[{command}]]\nkind = \"{kind}\"\n")), "{text}");
        }
        let widest = list.lines().map(|line| line.chars().count()).max();
        assert!(widest <= Some(80), "{widest:?}");
    }
    Ok(())
}

#[test]
fn a_criterion_comes_with_formula_parameters_and_example() -> io::Result<()> {
    let text = RunDir::new()?.run("criteria gap")?.done();
    for part in [
        "x² · (3 − 2x)",
        "\n  tolerance: number; required\n      How far from the ideal the value reaches 0; above 0.\n",
        "\n  shape: \"linear\", \"smooth\" or \"step\"; default \"linear\"\n",
        "\n  weight: number; default 1.0\n",
        "\n  when.equals: text; required\n",
        "\n[[criteria]]\nkind = \"gap\"\ncolumn = \"grade\"\n",
        "0.666667",
    ] {
        assert!(text.contains(part), "{part} is not in\n{text}");
    }
    Ok(())
}

#[test]
fn a_misspelt_kind_is_wrong_usage() -> io::Result<()> {
    let run = RunDir::new()?.run("rules must_difer")?;
    assert_eq!(run.status, Some(2));
    assert!(run.stderr.contains("must_differ"), "{}", run.stderr);
    Ok(())
}
