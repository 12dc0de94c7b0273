//! A plan that is wrong is refused, whatever is wrong with it.

use matchwright_assign::circles::{CirclePlan, assign, check, value};
use matchwright_assign::{Error, FORBIDDEN, Fault, Options};
use serde_json::{Value, json};

use crate::common::{Case, Kind};
use crate::random::noise;

fn case() -> Case {
    let kind = Kind {
        rows: 9,
        columns: 3,
        spread: 100,
        forbidden: [0, 0],
        is_between: true,
        is_alike: false,
    };
    let mut case = Case::random(&kind, &mut noise(3));
    case.sizes = vec![(3, 4); 3];
    // Nobody but the first member may not be in the last circle, nor beside the second member.
    case.fit[2] = FORBIDDEN;
    let together = case.together.as_mut().expect("members cost something");
    (together[1], together[9]) = (FORBIDDEN, FORBIDDEN);
    case.mix = vec![(vec![0, 7, 8], 2)];
    case
}

/// The plan with something else in one place.
fn changed(plan: &CirclePlan, field: &str, other: Value) -> CirclePlan {
    let mut json = serde_json::to_value(plan).expect("JSON");
    json[field] = other;
    serde_json::from_value(json).expect("a plan")
}

#[test]
fn what_a_plan_says_is_recomputed() {
    let case = case();
    case.ask(|circles| {
        let plan = assign(circles, &Options::default()).expect("a plan");
        let same = changed(&plan, "placed", json!(plan.placed()));
        assert_eq!((check(circles, &same), &same), (Ok(()), &plan));
        let number = |number: i128| json!(number as i64);
        let faults = [
            ("placed", json!(plan.placed() - 1)),
            ("total", number(plan.total() - 1)),
            ("total", number(plan.total() + 1)),
            ("count", json!(4)),
            ("bound", number(plan.total() + 1)),
            ("most_placed", json!(plan.placed() - 1)),
        ];
        for (field, value) in faults {
            let wrong = check(circles, &changed(&plan, field, value));
            assert!(matches!(wrong, Err(Error::Stated { .. })), "{field}: {wrong:?}");
        }
    });
}

#[test]
fn rules_are_kept() {
    let case = case();
    let columns = |text: &str| -> Vec<Option<u32>> {
        text.chars().map(|letter| letter.to_digit(10)).collect()
    };
    case.ask(|circles| {
        assert!(value(circles, &columns("012012012")).is_ok());
        assert!(value(circles, &columns("0-0-0----")).is_ok());
        let demands = |what, index| Error::Demands { what, index };
        let refused = [
            ("01201201", Error::Length { what: "columns of members", expected: 9, found: 8 }),
            ("012012013", Error::Plan { row: 8, column: 3, fault: Fault::OutOfRange }),
            ("210210210", Error::Plan { row: 0, column: 2, fault: Fault::Forbidden }),
            ("0-2012012", demands("column", 1)),
            ("00-------", demands("column", 0)),
            ("1-1-111--", demands("column", 1)),
            ("000111222", Error::Apart { one: 0, other: 1 }),
            ("011221200", demands("quota", 0)),
        ];
        for (text, expected) in refused {
            assert_eq!(value(circles, &columns(text)), Err(expected), "{text}");
        }
    });
}
