//! How well the programme's scores fit how pairs went, beside other ways of scoring the same pairs.

use matchwright_assign::{Monitor, Stage, threads};

use super::choose::parts;
use super::measures::{BINS, Measure, Sums};
use super::scorings::{Scoring, scorings};
use super::{Aspect, Feedback, Labelled};
use crate::dice::Dice;
use crate::error::Error;
use crate::matching::Matcher;
use crate::roster::Roster;

/// What an evaluation is asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct EvaluateOptions {
    /// What went better or worse; where it is not said, the aspect by which most pairs of one mentee differ.
    pub aspect: Option<Aspect>,
    /// How many places of a list count in [`Measure::Ndcg`]; 5 unless said otherwise.
    pub k: usize,
    /// How often mentees are drawn anew for intervals; 1,000 unless said otherwise.
    pub draws: usize,
    /// The seed of these draws.
    pub seed: u64,
}

impl Default for EvaluateOptions {
    fn default() -> Self {
        Self { aspect: None, k: 5, draws: 1_000, seed: 0 }
    }
}

/// How well scores fit how pairs went.
#[derive(Debug, Clone, PartialEq)]
pub struct Evaluation {
    pub(crate) facts: Facts,
    pub(crate) rows: Vec<EvaluationRow>,
    pub(crate) calibration: Vec<CalibrationRow>,
}

/// What an evaluation rests on.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Facts {
    pub(crate) program: String,
    pub(crate) aspect: Aspect,
    pub(crate) k: usize,
    pub(crate) draws: usize,
    pub(crate) pairs: usize,
    pub(crate) mentees: usize,
    pub(crate) comparisons: usize,
    /// Rows about people who are in no table.
    pub(crate) strangers: usize,
}

/// One measure of one way of scoring.
#[derive(Debug, Clone, PartialEq)]
pub struct EvaluationRow {
    /// `current` for the programme; `equal` weights; `by spread`; `greedy`, the programme's scores with the pairs of the
    /// greedy plan first; `random`; and `learned` where weights were.
    pub scoring: &'static str,
    /// What is measured.
    pub measure: Measure,
    /// The value; `None` where there is nothing to measure it by. So are the others.
    pub value: Option<f64>,
    /// The 95 % interval of the value: mentees are drawn anew, with all of their pairs.
    pub interval: Option<(f64, f64)>,
    /// The value less that of the programme.
    pub difference: Option<f64>,
    /// The 95 % interval of the difference, of the same draws.
    pub difference_interval: Option<(f64, f64)>,
}

/// Comparisons of which scores say the same, and how many came true.
#[derive(Debug, Clone, PartialEq)]
pub struct CalibrationRow {
    /// The way of scoring, as in [`EvaluationRow`].
    pub scoring: &'static str,
    /// The chance from which they have the higher score right.
    pub from: f64,
    /// And up to which.
    pub to: f64,
    /// How much these comparisons count: all of a mentee's with n pairs count n − 1.
    pub comparisons: f64,
    /// The mean chance; `None` where there is no comparison. So are the others.
    pub predicted: Option<f64>,
    /// The share that came true.
    pub observed: Option<f64>,
    /// The 95 % interval of that share.
    pub interval: Option<(f64, f64)>,
}

impl Evaluation {
    /// Every measure of every way of scoring, the programme first.
    #[must_use]
    pub fn rows(&self) -> &[EvaluationRow] {
        &self.rows
    }

    /// Whether chances that are made of scores hold.
    #[must_use]
    pub fn calibration(&self) -> &[CalibrationRow] {
        &self.calibration
    }

    /// What went better or worse.
    #[must_use]
    pub fn aspect(&self) -> Aspect {
        self.facts.aspect
    }

    /// One measure of one way of scoring.
    #[must_use]
    pub fn row(&self, scoring: &str, measure: Measure) -> Option<&EvaluationRow> {
        self.rows.iter().find(|row| row.scoring == scoring && row.measure == measure)
    }

    /// Of labelled pairs, with other ways of scoring them before the usual ones.
    pub(super) fn of(
        (matcher, roster, scores): (&Matcher, &Roster, &crate::scores::Scores),
        labelled: &Labelled,
        first: Vec<Scoring>,
        options: &EvaluateOptions,
        monitor: &Monitor,
    ) -> Result<Self, Error> {
        let program = matcher.program();
        let mut all = scorings((program, roster, scores), labelled, monitor)?;
        all.splice(1..1, first);
        let parts = parts(&(0..labelled.mentees()).collect::<Vec<_>>());
        let sums = threads::map::<_, _, Result<Vec<Sums>, _>>(
            all.iter().collect::<Vec<_>>(),
            |scoring| {
                monitor.check()?;
                Ok::<_, matchwright_assign::Error>(Sums::new(
                    labelled,
                    &scoring.scores,
                    options.k,
                    &parts,
                ))
            },
        )?;
        let drawn = draws(&sums, options, labelled.mentees(), monitor)?;
        let once = vec![1; labelled.mentees()];
        let comparisons =
            (0..labelled.mentees()).map(|mentee| super::comparisons::told(labelled, mentee));
        let facts = Facts {
            program: program.name.clone(),
            aspect: labelled.aspect,
            k: options.k,
            draws: options.draws,
            pairs: labelled.len(),
            mentees: labelled.mentees(),
            comparisons: comparisons.sum(),
            strangers: labelled.strangers,
        };
        let rows = rows(&all, &sums, &drawn, &once);
        Ok(Self { facts, rows, calibration: calibration(&all, &sums, &drawn, &once) })
    }
}

impl Matcher {
    /// Measures how well the programme's scores fit how pairs went, beside equal weights, weights by spread, the greedy
    /// plan and chance.
    ///
    /// O(pairs · log pairs) for each way of scoring, O(pairs) for each draw, and what
    /// [`weights_by_spread`](Self::weights_by_spread) takes.
    ///
    /// ```
    /// use matchwright::assign::Monitor;
    /// use matchwright::criteria::Same;
    /// use matchwright::roster::{Person, Table};
    /// use matchwright::tables::mapping::Mapping;
    /// use matchwright::tuning::{EvaluateOptions, Feedback, Measure};
    /// use matchwright::{Matcher, Program, Roster};
    ///
    /// let program = Program::builder().criterion(1.0, Same::new("site")).build();
    /// let person = |id, site| Person::new(id).text("site", site);
    /// let roster = Roster::builder()
    ///     .mentee(person("e1", "Leeds"))
    ///     .mentor(person("m1", "Leeds"))
    ///     .mentor(person("m2", "York"))
    ///     .build(&program)?;
    /// let said = "mentee_id,mentor_id,fit\ne1,m1,5\ne1,m2,2\n";
    /// let said = Table::from_csv_reader(said.as_bytes(), "feedback.csv")?;
    /// let feedback = Feedback::read(&said, &Mapping::new())?;
    /// let options = EvaluateOptions::default();
    /// let found = Matcher::new(program)?.evaluate(&roster, &feedback, &options, &Monitor::new())?;
    /// let accuracy = found.row("current", Measure::Accuracy).and_then(|row| row.value);
    /// assert_eq!(accuracy, Some(1.0));
    /// # Ok::<(), matchwright::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Input`] where no row of the feedback has an answer about people of the roster, those of
    /// [`scores`](Self::scores) and of [`Scores::check_criteria`](crate::scores::Scores::check_criteria), and
    /// [`Error::Assign`] where the monitor was cancelled.
    pub fn evaluate(
        &self,
        roster: &Roster,
        feedback: &Feedback,
        options: &EvaluateOptions,
        monitor: &Monitor,
    ) -> Result<Evaluation, Error> {
        let scores = self.scores_watched(roster, monitor)?;
        let asked = (self.program(), roster, &scores);
        let labelled = Labelled::new(asked, feedback, options.aspect, monitor)?;
        Evaluation::of((self, roster, &scores), &labelled, Vec::new(), options, monitor)
    }
}

/// What draws of mentees make of each way of scoring: the measures, and the shares that came true.
type Drawn = Vec<Vec<([Option<f64>; 5], [Option<f64>; BINS])>>;

fn draws(
    sums: &[Sums],
    options: &EvaluateOptions,
    mentees: usize,
    monitor: &Monitor,
) -> Result<Drawn, Error> {
    monitor.begin(Stage::Outcome, options.draws);
    let draw = |number: usize| {
        monitor.check()?;
        monitor.advance(1);
        let mut dice = Dice::of_draw(options.seed, number as u64);
        let mut times = vec![0; mentees];
        (0..mentees).for_each(|_| times[dice.below(mentees)] += 1);
        let measured = sums.iter().map(|sums| {
            let seen = sums.bins_of(&times).map(|[all, _, seen]| (all > 0.0).then(|| seen / all));
            (sums.measured(&times), seen)
        });
        Ok::<_, matchwright_assign::Error>(measured.collect())
    };
    Ok(threads::map::<_, _, Result<Drawn, _>>(0..options.draws, draw)?)
}

fn rows(all: &[Scoring], sums: &[Sums], drawn: &Drawn, once: &[u32]) -> Vec<EvaluationRow> {
    let measured: Vec<[Option<f64>; 5]> = sums.iter().map(|sums| sums.measured(once)).collect();
    let less = |own: Option<f64>, other: Option<f64>| Some(own? - other?);
    let row =
        |(at, scoring): (usize, &Scoring), (place, measure): (usize, Measure)| EvaluationRow {
            scoring: scoring.name,
            measure,
            value: measured[at][place],
            interval: middle(drawn.iter().filter_map(|draw| draw[at].0[place])),
            difference: less(measured[at][place], measured[0][place]).filter(|_| at > 0),
            difference_interval: middle(
                drawn.iter().filter_map(|draw| less(draw[at].0[place], draw[0].0[place])),
            )
            .filter(|_| at > 0),
        };
    let each = || Measure::ALL.into_iter().enumerate();
    let of = |scoring| each().map(move |measure| row(scoring, measure));
    all.iter().enumerate().flat_map(of).collect()
}

fn calibration(all: &[Scoring], sums: &[Sums], drawn: &Drawn, once: &[u32]) -> Vec<CalibrationRow> {
    let mut rows = Vec::with_capacity(all.len() * BINS);
    for (at, scoring) in all.iter().enumerate() {
        for (bin, [count, said, seen]) in sums[at].bins_of(once).into_iter().enumerate() {
            let of = |sum: f64| (count > 0.0).then(|| sum / count);
            rows.push(CalibrationRow {
                scoring: scoring.name,
                from: 0.5 + bin as f64 / (2 * BINS) as f64,
                to: 0.5 + (bin + 1) as f64 / (2 * BINS) as f64,
                comparisons: count,
                predicted: of(said),
                observed: of(seen),
                interval: middle(drawn.iter().filter_map(|draw| draw[at].1[bin])),
            });
        }
    }
    rows
}

/// The middle 95 % of what was drawn.
fn middle(drawn: impl Iterator<Item = f64>) -> Option<(f64, f64)> {
    let mut drawn: Vec<f64> = drawn.collect();
    drawn.sort_by(f64::total_cmp);
    let last = drawn.len().checked_sub(1)?;
    let at = |share: f64| {
        let place = share * last as f64;
        let (low, part) = (place.floor() as usize, place.fract());
        drawn[low] + part * (drawn[(low + 1).min(last)] - drawn[low])
    };
    Some((at(0.025), at(0.975)))
}
