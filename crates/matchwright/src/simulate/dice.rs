//! Draws from lists in which some things are more popular than others.

use crate::dice;

/// A seeded stream of random numbers.
pub(super) struct Dice {
    even: dice::Dice,
    /// The chance of drawing by Zipf's law instead of evenly.
    popularity: f64,
}

impl Dice {
    pub(super) fn new(seed: u64, popularity: f64) -> Self {
        Self { even: dice::Dice::new(seed), popularity }
    }

    /// A whole number below `bound`; 0 where that is 0.
    pub(super) fn below(&mut self, bound: usize) -> usize {
        self.even.below(bound)
    }

    /// Whether something happens that has this chance, from 0 to 1.
    pub(super) fn chance(&mut self, chance: f64) -> bool {
        self.even.unit() < chance
    }

    /// A position of a list that starts with what is most popular.
    pub(super) fn popular(&mut self, list: &Zipf) -> usize {
        let length = list.len();
        if !self.chance(self.popularity) {
            return self.below(length);
        }
        let drawn = self.even.unit() * list.0.last().copied().unwrap_or_default();
        list.0.partition_point(|&sum| sum <= drawn).min(length.saturating_sub(1))
    }

    /// `count` distinct positions of a list, or all that there are. Every other one is drawn as if the
    /// list began at `shift`: what is popular in one department.
    pub(super) fn several(&mut self, list: &Zipf, count: usize, shift: usize) -> Vec<usize> {
        let length = list.len();
        let mut drawn: Vec<usize> = Vec::with_capacity(count);
        while drawn.len() < count.min(length) {
            let shift = if drawn.len().is_multiple_of(2) { shift } else { 0 };
            let position = (self.popular(list) + shift) % length;
            if !drawn.contains(&position) {
                drawn.push(position);
            }
        }
        drawn
    }

    /// Puts a list into random order.
    pub(super) fn shuffle<T>(&mut self, list: &mut [T]) {
        self.even.shuffle(list);
    }
}

/// Positions of which the k-th has a chance in proportion to 1/k: the sums of the chances.
pub(super) struct Zipf(Vec<f64>);

impl Zipf {
    pub(super) fn new(length: usize) -> Self {
        let mut sum = 0.0;
        let next = |position| {
            sum += 1.0 / (position + 1) as f64;
            sum
        };
        Self((0..length).map(next).collect())
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stream_is_the_same_everywhere() {
        let mut dice = Dice::new(23, 0.5);
        let list = Zipf::new(10);
        let drawn: Vec<usize> = (0..12).map(|_| dice.popular(&list)).collect();
        assert_eq!(drawn, [7, 1, 6, 7, 0, 9, 5, 4, 1, 0, 2, 7]);
    }

    #[test]
    fn the_first_is_drawn_as_often_as_its_chance_says() {
        for (popularity, expected) in [(0.0, 0.25), (1.0, 0.48), (0.5, 0.365)] {
            let (mut dice, list) = (Dice::new(5, popularity), Zipf::new(4));
            let first = (0..20_000).filter(|_| dice.popular(&list) == 0).count();
            assert!((first as f64 / 20_000.0 - expected).abs() < 0.01, "{popularity}: {first}");
        }
    }

    #[test]
    fn more_than_there_is_cannot_be_drawn() {
        let mut drawn = Dice::new(1, 1.0).several(&Zipf::new(3), 9, 1);
        drawn.sort_unstable();
        assert_eq!(drawn, [0, 1, 2]);
    }
}
