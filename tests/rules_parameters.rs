//! Parameters out of range and rules that can never hold together: each is refused by its place in
//! the programme, with the reason.

use matchwright::criteria::Place;
use matchwright::program::{Clause, ProgramBuilder, When};
use matchwright::rules::{
    AnyRule, Block, History, MaxDistance, MaxGap, MinGap, MinSharedHours, MustDiffer, MustEqual,
    MustShare,
};
use matchwright::{Finding, Program};

/// The findings that are about rules, as "field: message".
fn findings(rules: impl IntoIterator<Item = Clause>) -> Vec<String> {
    let program = rules.into_iter().fold(Program::builder(), ProgramBuilder::clause);
    let of = |finding: &Finding| {
        format!("{}: {}", finding.column.clone().unwrap_or_default(), finding.message)
    };
    let check = program.build().check();
    check.as_slice().iter().map(of).filter(|text| text.starts_with("rules")).collect()
}

fn when(rule: Clause, equals: &str) -> Clause {
    Clause { when: Some(When::new("wants it", equals)), ..rule }
}

#[test]
fn gaps_must_be_finite_and_fit_on_the_scale() {
    let of = |gap: MinGap| findings([Clause::new(gap)]);
    let of_most = |gap: MaxGap| findings([Clause::new(gap)]);
    for wrong in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        let finite = "rules 1 (min_gap).gap: must be a finite number";
        assert_eq!(of(MinGap::new("grade", wrong)), [finite]);
    }
    let beyond = "rules 1 (min_gap).gap: must be at most 2: the scale has 3 labels";
    assert_eq!(of(MinGap::new("grade", 3.0).scale(["AA", "AO", "EO"])), [beyond]);
    assert_eq!(of(MinGap::new("grade", 2.0).scale(["AA", "AO", "EO"])), [""; 0]);
    let below = "rules 1 (max_gap).gap: must be at least −2: the scale has 3 labels";
    assert_eq!(of_most(MaxGap::new("grade", -3.0).scale(["AA", "AO", "EO"])), [below]);
    assert_eq!(of_most(MaxGap::new("grade", -2.0).scale(["AA", "AO", "EO"])), [""; 0]);
    let few = "rules 1 (min_gap).scale: must name at least two labels, lowest first";
    assert_eq!(of(MinGap::new("grade", 1.0).scale(["AA"])), [few]);
}

#[test]
fn shared_hours_must_fit_into_a_week() {
    let of = |hours| findings([Clause::new(MinSharedHours::new("free", hours))]);
    for wrong in [0.0, 169.0, f64::NAN] {
        let range = "rules 1 (min_shared_hours).hours: must be a number above 0, up to 168";
        assert_eq!(of(wrong), [range]);
    }
    assert_eq!(of(0.25), [""; 0]);
}

#[test]
fn largest_distances_must_be_on_earth() {
    let of = |km| findings([Clause::new(MaxDistance::new(Place::coordinates("n", "e"), km))]);
    for wrong in [-1.0, 20_039.0, f64::NAN] {
        let range = "rules 1 (max_distance).km: must be a number of km from 0 to 20,038";
        assert_eq!(of(wrong), [range]);
    }
    assert_eq!(of(0.0), [""; 0]);
    let sites = Place::site("office", [("Leeds", "York", -1.0)]);
    let km = "rules 1 (max_distance).place.km: distances must be numbers of km from 0 to 20,038";
    assert_eq!(findings([Clause::new(MaxDistance::new(sites, 10.0))]), [km]);
}

#[test]
fn to_share_and_to_differ_contradict_each_other_on_one_column() {
    let share = || Clause::new(MustShare::new("site"));
    let differ = || Clause::new(MustDiffer::new("site"));
    let never = "must_share and must_differ on one column can never both hold";
    assert_eq!(findings([share(), differ()]), [format!("rules 1 (must_share): {never}")]);
    assert_eq!(findings([differ(), share()]), [format!("rules 1 (must_differ): {never}")]);
    let spelled_out = Clause::new(MustDiffer::new(("site", "site")));
    assert_eq!(findings([share(), spelled_out]), [format!("rules 1 (must_share): {never}")]);
}

#[test]
fn rules_on_other_columns_or_for_other_people_do_not_contradict() {
    let share = || Clause::new(MustShare::new("site"));
    let differ = || Clause::new(MustDiffer::new("site"));
    let never =
        "rules 1 (must_share): must_share and must_differ on one column can never both hold";
    assert_eq!(findings([share(), Clause::new(MustDiffer::new("team"))]), [""; 0]);
    assert_eq!(findings([share(), Clause::new(MustDiffer::new(("site", "team")))]), [""; 0]);
    assert_eq!(findings([share(), Clause::new(Block::new([("e1", "m1")]))]), [""; 0]);
    assert_eq!(findings([when(share(), "yes"), when(differ(), "no")]), [""; 0]);
    assert_eq!(findings([when(share(), "yes"), when(differ(), "yes")]), [never]);
    assert_eq!(findings([share(), when(differ(), "yes")]), [never]);
}

/// What a rule says against another, in either order.
fn contradiction(one: impl Into<AnyRule>, other: impl Into<AnyRule>) -> Vec<String> {
    let [one, other] = [one.into(), other.into()];
    let [forth, back] = [[&one, &other], [&other, &one]].map(|rules| {
        let found = findings(rules.map(|rule| Clause::new(rule.clone())));
        let message = |text: String| text.split_once(": ").map(|(_, m)| m.to_owned());
        found.into_iter().filter_map(message).collect::<Vec<_>>()
    });
    assert_eq!(forth, back, "the order of the rules does not matter");
    forth
}

#[test]
fn to_be_equal_contradicts_whatever_asks_for_a_difference() {
    let equal = || MustEqual::new("grade");
    let never = |name| [format!("must_equal and {name} on one column can never both hold")];
    assert_eq!(contradiction(equal(), MustDiffer::new("grade")), never("must_differ"));
    assert_eq!(contradiction(equal(), MinGap::new("grade", 0.5)), never("min_gap above 0"));
    assert_eq!(contradiction(equal(), MaxGap::new("grade", -1.0)), never("max_gap below 0"));
    for gap in [0.0, -1.0] {
        assert_eq!(contradiction(equal(), MinGap::new("grade", gap)), [""; 0]);
    }
    assert_eq!(contradiction(equal(), MaxGap::new("grade", 0.0)), [""; 0]);
    assert_eq!(contradiction(equal(), MustDiffer::new("team")), [""; 0]);
    assert_eq!(contradiction(equal(), MustShare::new("grade")), [""; 0]);
    assert_eq!(contradiction(equal(), History::new([("e1", "m1")])), [""; 0]);
}

#[test]
fn the_least_gap_must_not_exceed_the_greatest() {
    let scale = ["AA", "AO", "EO", "HEO"];
    let never = ["no gap is at least 2 (min_gap) and at most 1 (max_gap) on one column"];
    assert_eq!(contradiction(MinGap::new("grade", 2.0), MaxGap::new("grade", 1.0)), never);
    let (least, most) = (MinGap::new("grade", 2.0).scale(scale), MaxGap::new("grade", 1.0));
    assert_eq!(contradiction(least.clone(), most.clone().scale(scale)), never);
    assert_eq!(contradiction(least, most.clone()), [""; 0], "numbers are no labels");
    assert_eq!(contradiction(MinGap::new("grade", 1.0), most.clone()), [""; 0], "exactly 1");
    assert_eq!(contradiction(MinGap::new("years", 2.0), most), [""; 0]);
}
