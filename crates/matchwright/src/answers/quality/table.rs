//! The quality report as a table and as text.

use std::fmt;

use matchwright_tables::{Frame, Values};

use super::{Distribution, OtherPlan, Quality, SideQuality};

/// A line of the report: the metric's name, its value, and what it means.
type Line = (String, Option<f64>, String);

impl Quality {
    /// The report as a long table: `metric`, `value` (none where there is nothing to count), `note`.
    ///
    /// Metrics of a side begin with `mentee_` and `mentor_`, quantiles end in their level in percent (`score_q50`),
    /// and bins in their lower edge in hundredths (`score_bin_45` counts scores from 0.45 up to 0.5).
    #[must_use]
    pub fn frame(&self) -> Frame {
        let lines = self.lines();
        Frame::new([
            ("metric", Values::texts(&lines, |line| &line.0)),
            ("value", Values::numbers(&lines, |line| line.1)),
            ("note", Values::texts(&lines, |line| &line.2)),
        ])
    }

    fn lines(&self) -> Vec<Line> {
        let mut lines = self.plan();
        lines.extend(distribution("score", &self.scores, "scores of the pairs"));
        lines.extend(side("mentee", &self.mentees));
        lines.extend(side("mentor", &self.mentors));
        lines.extend(self.balance());
        let random = format!("mean of {} plans drawn at random", Self::RANDOM_PLANS);
        let greedy = "best pair first, then the rest";
        for (name, plan, note) in
            [("random", &self.random, random.as_str()), ("greedy", &self.greedy, greedy)]
        {
            lines.extend(plan.iter().flat_map(|plan| other(name, plan, self.total, note)));
        }
        lines
    }

    fn plan(&self) -> Vec<Line> {
        let worst = self.worst.as_ref();
        let who = worst.map(|pair| format!("{} and {}", pair.mentee, pair.mentor));
        vec![
            line("pairs", number(self.pairs), "pairs made"),
            line("total", Some(self.total), "sum of the scores"),
            line("mean", self.mean, "mean score of the pairs"),
            line("worst", worst.map(|pair| pair.score), &who.unwrap_or_default()),
            line(
                "blocking_pairs",
                Some(self.blocking_pairs as f64),
                "pairs who may meet, do not, and would both rather",
            ),
        ]
    }

    fn balance(&self) -> [Line; 6] {
        let load = &self.load;
        [
            line("load_mentors", number(load.mentors), "mentors who offer a seat"),
            line("load_idle", number(load.idle), "of them, those who meet nobody"),
            line("load_seats_taken", load.seats_taken, "share of the seats"),
            line("load_max", Some(load.max.into()), "most mentees of one mentor"),
            line("load_mean", load.mean, "mean number of mentees"),
            line("load_gini", load.gini, "0: all are loaded alike; near 1: one has all"),
        ]
    }
}

fn side(noun: &str, side: &SideQuality) -> Vec<Line> {
    let share =
        |name: &str, value: Option<f64>, note: &str| line(&format!("{noun}_{name}"), value, note);
    let named = |name: &str, count, note: &str| share(name, Some(number(count)), note);
    let mut lines = vec![
        named("people", side.people, "people"),
        named("matched", side.matched, "people who meet somebody"),
        named("unmatched", side.unmatched, "people who meet nobody"),
        share("first_choice", side.first_choice, "share of pairs with the first choice"),
        share("top_three", side.top_three, "share of pairs with one of the first three"),
        share("mean_rank", side.mean_rank, "mean rank of the partner"),
        share("mean_gap_to_best", side.mean_gap_to_best, "mean of own best score less the pair's"),
        share("at_own_best", side.at_own_best, "share of pairs at the own best score"),
    ];
    let best = format!("{noun}_best");
    lines.extend(distribution(&best, &side.best_attainable, "best score that each could have"));
    lines
}

fn distribution(name: &str, scores: &Distribution, of: &str) -> Vec<Line> {
    let quantiles = Distribution::LEVELS.iter().enumerate().map(|(at, level)| {
        let (name, note) = (format!("{name}_q{:02.0}", 100.0 * level), format!("quantile of {of}"));
        line(&name, scores.quantiles.get(at).copied(), &note)
    });
    let bins = scores.histogram.iter().enumerate().map(|(bin, &count)| {
        let edge = bin * 100 / Distribution::BINS;
        line(&format!("{name}_bin_{edge:02}"), Some(count as f64), &format!("count of {of}"))
    });
    quantiles.chain(bins).collect()
}

fn other(name: &str, plan: &OtherPlan, total: f64, note: &str) -> [Line; 4] {
    let named = |suffix: &str, value, note: &str| line(&format!("{name}_{suffix}"), value, note);
    [
        named("pairs", Some(plan.pairs), note),
        named("total", Some(plan.total), note),
        named("highest_total", Some(plan.highest_total), "the highest total of these"),
        named("gain", Some(total - plan.total), "what the plan's total is above that"),
    ]
}

fn line(metric: &str, value: impl Into<Option<f64>>, note: &str) -> Line {
    (metric.to_owned(), value.into(), note.to_owned())
}

fn number(count: usize) -> f64 {
    count as f64
}

impl fmt::Display for Quality {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "pairs             {}, total score {:.6}, mean {}",
            self.pairs,
            self.total,
            shown(self.mean)
        )?;
        if let Some(worst) = &self.worst {
            writeln!(
                f,
                "worst pair        {} and {}, {:.3}",
                worst.mentee, worst.mentor, worst.score
            )?;
        }
        writeln!(f, "scores            {}", quantiles(&self.scores))?;
        for (noun, side) in [("mentee", &self.mentees), ("mentor", &self.mentors)] {
            write_side(f, noun, side)?;
        }
        let load = &self.load;
        writeln!(
            f,
            "load              idle {} of {}, most {}, mean {}, Gini {}",
            load.idle,
            load.mentors,
            load.max,
            shown(load.mean),
            shown(load.gini)
        )?;
        writeln!(f, "blocking pairs    {}", self.blocking_pairs)?;
        for (noun, plan) in [("random", &self.random), ("greedy", &self.greedy)] {
            let Some(plan) = plan else { continue };
            let gain = self.total - plan.total;
            writeln!(
                f,
                "{noun} matching   {:.1} pairs, total {:.6}; the plan has {gain:+.6}",
                plan.pairs, plan.total
            )?;
        }
        Ok(())
    }
}

fn write_side(f: &mut fmt::Formatter<'_>, noun: &str, side: &SideQuality) -> fmt::Result {
    writeln!(f, "{noun}s           {} of {} meet somebody", side.matched, side.people)?;
    writeln!(
        f,
        "  choices         first {}, one of three {}, mean rank {}",
        percent(side.first_choice),
        percent(side.top_three),
        side.mean_rank.map_or_else(none, |rank| format!("{rank:.2}"))
    )?;
    writeln!(f, "  best they could {}", quantiles(&side.best_attainable))?;
    writeln!(
        f,
        "  gap to own best mean {}, none for {}",
        shown(side.mean_gap_to_best),
        percent(side.at_own_best)
    )
}

/// `lowest 0.1, middle half 0.2 to 0.3, median 0.25, highest 0.4`.
fn quantiles(scores: &Distribution) -> String {
    match scores.quantiles[..] {
        [low, _, quarter, half, three, _, high] => format!(
            "{low:.3} to {high:.3}, median {half:.3}, middle half {quarter:.3} to {three:.3}"
        ),
        _ => none(),
    }
}

fn shown(value: Option<f64>) -> String {
    value.map_or_else(none, |value| format!("{value:.3}"))
}

fn percent(share: Option<f64>) -> String {
    share.map_or_else(none, |share| format!("{:.1} %", 100.0 * share))
}

fn none() -> String {
    "–".to_owned()
}
