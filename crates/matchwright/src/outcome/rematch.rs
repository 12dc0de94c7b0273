//! A match after an earlier one: what people were told is kept, as far as it is worth it.

use std::sync::Arc;

use matchwright_assign::{Options, Solution, WarmStart, assign, cost_limit};

use super::promise::{Prices, Promise, kept};
use super::{Outcome, Pair};
use crate::error::{Error, Finding, Findings};
use crate::matching::{Earlier, Found, Keep, Matcher, Standing, Terms};
use crate::program::{Level, Program};
use crate::roster::Roster;
use crate::scores::{GRID, Scores, Told};

/// A search for a price ends after so many solves: with half as many, halving alone finds it.
const MOST_SOLVES: usize = 96;

impl Matcher {
    /// Matches the people of now, and keeps what the people of an earlier outcome were told: as [`Keep`] says,
    /// and the rest is the best plan on these terms. People are recognised by their ids.
    ///
    /// A told pair can be kept where both are still there, no rule, requirement or floor forbids them to meet,
    /// nobody is pinned to somebody else, and the mentor offers a seat. Where a mentor has fewer seats than
    /// such pairs, as many as there are seats can be kept, and the best plan decides which.
    ///
    /// With [`Keep::Told`] and [`Keep::Price`] the plan is proven to be the best, as that of any match. With
    /// [`Keep::AtMost`] it is proven where the best plan at some price of breaking a pair breaks just as many
    /// as are allowed. Otherwise the outcome has the status [`Bounded`](super::Status::Bounded) and says how
    /// much better a plan can be at most: [`Outcome::bound`]. Keeping comes first: where fewer people can meet
    /// because of it, fewer meet. A price leaves the programme's objective first: as many pairs as possible.
    ///
    /// ```
    /// use matchwright::assign::Options;
    /// use matchwright::criteria::Same;
    /// use matchwright::roster::Person;
    /// use matchwright::{Keep, Matcher, Program, Roster};
    ///
    /// let program = Program::builder().criterion(1.0, Same::new("site")).build();
    /// let person = |id: &str, site: &str| Person::new(id).text("site", site);
    /// let before = Roster::builder()
    ///     .mentee(person("e1", "York"))
    ///     .mentor(person("m1", "Leeds"))
    ///     .build(&program)?;
    /// // Somebody joins who fits e1's mentor better, and a mentor whom e1 would fit.
    /// let now = Roster::builder()
    ///     .mentee(person("e1", "York"))
    ///     .mentee(person("e2", "Leeds"))
    ///     .mentor(person("m1", "Leeds"))
    ///     .mentor(person("m2", "York"))
    ///     .build(&program)?;
    /// let matcher = Matcher::new(program)?;
    /// let told = matcher.run(&before)?;
    /// let again = |keep| matcher.rematch(&told, &now, keep, &Options::default());
    /// assert_eq!(again(Keep::Told)?.summary().total, 0.0);
    /// assert_eq!(again(Keep::AtMost(1))?.summary().total, 2.0);
    /// // Breaking the pair gains 2, which is not worth 3.
    /// assert_eq!(again(Keep::Price(3.0))?.summary().total, 0.0);
    /// # Ok::<(), matchwright::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`run_with`](Self::run_with), and [`Error::Input`] where the price is not a number from 0 to 1,000.
    pub fn rematch(
        &self,
        previous: &Outcome,
        roster: &Roster,
        keep: Keep,
        options: &Options,
    ) -> Result<Outcome, Error> {
        let terms = Terms::new(earlier(previous), keep)?;
        refuse(self.program(), keep).into_result(())?;
        // Where all that was told is decided, little is left to start from.
        let is_decided = matches!(keep, Keep::Told | Keep::AtMost(0));
        let options = if is_decided { options.clone() } else { previous.warm(roster, options) };
        self.run_on(roster, Some(&terms), &options)
    }
}

fn earlier(previous: &Outcome) -> Earlier {
    let pair = |pair: &Pair| (pair.mentee().to_owned(), pair.mentor().to_owned());
    Earlier {
        mentees: previous.roster().mentees().ids().to_vec(),
        pairs: previous.pairs().iter().map(pair).collect(),
    }
}

/// What no programme of a kind can promise.
fn refuse(program: &Program, keep: Keep) -> Findings {
    let levels = &program.objective;
    let has_lowest = levels.has(Level::Worst) || levels.has(Level::Leximin);
    let message = match keep {
        Keep::AtMost(1..) if program.assignment().is_none() => {
            "a number of pairs that may be broken is for programmes whose objective is participation or total, \
             without minimums, quotas and priority: keep all that was told, or set a price"
        }
        Keep::Price(_) if program.has_one_population() => {
            "peers keep all that they were told, or nothing: a price is for mentees and mentors"
        }
        Keep::Price(_) if levels.is_stable() => {
            "a stable plan has no total that a price could be of"
        }
        Keep::Price(_) if has_lowest => {
            "a price is of the total score, and worst and leximin look at single pairs: keep all that was told"
        }
        _ => return Findings::default(),
    };
    let mut findings = Findings::default();
    findings.push(Finding::new(message).column("keep").code("bad_keep"));
    findings
}

/// The plan of a match on terms, and at which prices it was found. The scores are told of them.
pub(super) fn solve(
    matcher: &Matcher,
    roster: &Roster,
    scores: &mut Scores,
    standing: &Standing,
    terms: &Terms,
    options: &Options,
) -> Result<(Promise, Found), Error> {
    let mut promise = Promise { terms: terms.clone(), prices: None };
    if matcher.program().assignment().is_none() {
        scores.tell(promise.told(matcher.program(), standing));
        return Ok((promise, matcher.find(roster, scores, options)?));
    }
    let need = promise.need(standing);
    let mut search = Search { matcher, roster, scores, standing, options: options.clone() };
    let may_break = matches!(terms.keep, Keep::AtMost(_)) && need < standing.most();
    let found = if may_break { search.within(need)? } else { None };
    promise.prices = found.as_ref().map(|found| found.prices);
    let told = promise.told(matcher.program(), standing);
    let solution = match found {
        Some(found) => {
            search.scores.tell(told);
            found.solution
        }
        None => search.solved(told)?,
    };
    Ok((promise, Found::Assignment(solution)))
}

/// Looks for the lowest price at which enough of what was told is kept.
struct Search<'a> {
    matcher: &'a Matcher,
    roster: &'a Roster,
    scores: &'a mut Scores,
    standing: &'a Standing,
    options: Options,
}

/// The best plan at some prices.
struct AtPrices {
    solution: Solution,
    prices: Prices,
    /// Told pairs that it keeps.
    kept: usize,
    /// What it is worth without them, in points.
    worth: i128,
}

impl Search<'_> {
    /// The plan that keeps `need` told pairs, or as few more as the search finds; `None` where it was stopped
    /// before there was one.
    fn within(&mut self, need: usize) -> Result<Option<AtPrices>, Error> {
        let free = self.at(Prices::default())?;
        if free.kept >= need {
            return Ok(Some(free));
        }
        // No two totals differ by more.
        let all = self.standing.above_all();
        let kept = self.at(Prices { told: all, every: 0 })?;
        if kept.kept >= need {
            return self.between(free, kept, need).map(Some);
        }
        // Keeping so much costs pairs. A pair that is kept takes the places of two others at most.
        let [free, kept] = [0, all + 2 * i64::from(GRID)].map(|told| Prices { told, every: all });
        let limit = cost_limit(self.scores.mentees(), self.scores.mentors());
        if self.matcher.program().objective.is_total() || kept.told + 2 * all >= limit {
            return Ok(None);
        }
        let (free, kept) = (self.at(free)?, self.at(kept)?);
        if kept.kept < need { Ok(None) } else { self.between(free, kept, need).map(Some) }
    }

    /// Looks between a price that is too low and one that is high enough: where the lines cross on which what
    /// the two plans are worth lies, as the price rises. No price below that is high enough.
    fn between(
        &mut self,
        mut low: AtPrices,
        mut high: AtPrices,
        need: usize,
    ) -> Result<AtPrices, Error> {
        for solve in 0..MOST_SOLVES {
            let prices = (low.prices.told, high.prices.told);
            if high.kept == need || prices.1 - prices.0 <= 1 || self.is_stopped() {
                break;
            }
            let cross = (low.worth - high.worth) / (high.kept - low.kept) as i128;
            let middle = i128::from(prices.0.midpoint(prices.1));
            let next = if solve % 4 == 3 { middle } else { cross };
            let next = next.clamp(i128::from(prices.0) + 1, i128::from(prices.1) - 1);
            let found = self.at(Prices { told: next as i64, every: high.prices.every })?;
            if found.kept >= need {
                high = found;
            } else {
                low = found;
            }
        }
        Ok(high)
    }

    fn at(&mut self, prices: Prices) -> Result<AtPrices, Error> {
        let told = self.standing.priced(prices.told, prices.every);
        let solution = self.solved(told.clone())?;
        let kept = kept(&told, &solution);
        let worth = -solution.total() - i128::from(prices.told) * kept as i128;
        Ok(AtPrices { solution, prices, kept, worth })
    }

    /// The best plan where the solver sees what was told; the next one starts from it.
    fn solved(&mut self, told: Told) -> Result<Solution, Error> {
        self.scores.tell(told);
        let pinned = self.matcher.pinned(self.roster, self.scores)?;
        let problem = self.matcher.problem(self.roster, self.scores, &pinned);
        let solution = assign(&problem, &self.options)?;
        self.options.warm_start = Some(Arc::new(WarmStart::new(&solution)));
        Ok(solution)
    }

    fn is_stopped(&self) -> bool {
        self.options.monitor.as_ref().is_some_and(|monitor| monitor.is_stopped())
    }
}
