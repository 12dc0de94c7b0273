//! A criterion that is a Python function of two frames.
//!
//! A function of two tables is asked once, for everybody, and what it said is kept. One that takes a block
//! is asked for the values of some mentees with all mentors at a time; what it said is kept while it fits
//! into [`KEPT`]; beyond that the oldest blocks are forgotten, and asked for again when somebody looks.
//! Work runs on threads of its own, without the interpreter; a thread that needs a block attaches for as
//! long as the function runs.

use std::collections::{HashMap, VecDeque};
use std::fmt;
use std::ops::Range;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use matchwright::assign::{Monitor, check_memory};
use matchwright::criteria::{Criterion, Evaluator};
use matchwright::roster::{Read, Roster};
use numpy::ndarray::Array2;
use numpy::{PyArray2, PyArrayMethods};
use pyo3::prelude::*;

use crate::errors;

/// Values in a block: small enough that a function's intermediate results stay in the megabytes, and
/// large enough that calling it costs nothing beside what it does.
const BLOCK: usize = 1 << 20;

/// Values that are kept: 256 MiB of them, which is all of 8,000 mentees and as many mentors.
const KEPT: usize = 1 << 26;

/// What went wrong in a function while people were scored, and who is to be told at once.
#[derive(Default)]
pub(crate) struct Failure {
    error: Mutex<Option<PyErr>>,
    monitor: Mutex<Option<Arc<Monitor>>>,
}

impl Failure {
    /// From now on a failure cancels this work.
    pub(crate) fn cancels(&self, monitor: &Arc<Monitor>) {
        *locked(&self.monitor) = Some(Arc::clone(monitor));
    }

    /// The first error, once.
    pub(crate) fn take(&self) -> Option<PyErr> {
        locked(&self.error).take()
    }

    fn tell(&self, error: PyErr) {
        locked(&self.error).get_or_insert(error);
        if let Some(monitor) = locked(&self.monitor).as_ref() {
            monitor.cancel();
        }
    }

    fn is_there(&self) -> bool {
        locked(&self.error).is_some()
    }
}

/// A function bound to two tables: `blocks(first, last, mentors)` gives the values of these rows of
/// the mentees' table with so many mentors, as an array of 32-bit floats.
pub(crate) struct Function {
    asked: Arc<Asked>,
    /// Whether it is asked once, for everybody.
    is_whole: bool,
}

impl Function {
    pub(crate) fn new(blocks: Py<PyAny>, is_whole: bool, failure: Arc<Failure>) -> Self {
        let asked = Arc::new(Asked { blocks, failure, known: Mutex::default() });
        Self { asked, is_whole }
    }
}

impl fmt::Debug for Function {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Function")
    }
}

impl Criterion for Function {
    /// The function reads the frames by itself.
    fn reads(&self) -> Vec<Read> {
        Vec::new()
    }

    fn compile(&self, roster: &Roster) -> Box<dyn Evaluator> {
        let (mentees, mentors) = (roster.mentees().rows(), roster.mentors().rows());
        let (at_once, most) = (BLOCK / mentors.len().max(1), mentees.len().max(1));
        if self.is_whole {
            // Threads that need the same block at once might each ask for it.
            self.asked.block(0..mentees.len(), mentors.len());
        }
        Box::new(Rows {
            asked: Arc::clone(&self.asked),
            mentees: mentees.to_vec(),
            mentors: mentors.to_vec(),
            height: if self.is_whole { most } else { at_once.clamp(1, most) },
        })
    }
}

struct Rows {
    asked: Arc<Asked>,
    /// The row of each mentee and of each mentor in the table they came from.
    mentees: Vec<usize>,
    mentors: Vec<usize>,
    /// Rows of a block.
    height: usize,
}

impl Evaluator for Rows {
    fn values(&self, mentee: usize, mentors: Range<usize>, out: &mut [f32]) {
        let row = self.mentees[mentee];
        let first = row - row % self.height;
        let rows = first..(first + self.height).min(self.mentees.len());
        let block = self.asked.block(rows, self.mentors.len());
        let values = block.as_ref().and_then(|block| block.rows().into_iter().nth(row - first));
        for (value, &column) in out.iter_mut().zip(&self.mentors[mentors]) {
            let known = values.and_then(|values| values.get(column).copied());
            *value = known.unwrap_or(f32::NAN);
        }
    }
}

/// A function and what it has said.
struct Asked {
    blocks: Py<PyAny>,
    failure: Arc<Failure>,
    known: Mutex<Known>,
}

/// Blocks by their first row.
#[derive(Default)]
struct Known {
    blocks: HashMap<usize, Arc<Array2<f32>>>,
    /// The oldest first.
    order: VecDeque<usize>,
}

impl Asked {
    /// The values of a block; `None` where the function has failed.
    fn block(&self, rows: Range<usize>, mentors: usize) -> Option<Arc<Array2<f32>>> {
        if let Some(block) = self.known(rows.start) {
            return Some(block);
        }
        if self.failure.is_there() {
            return None;
        }
        // Nobody waits for the interpreter while holding the lock.
        let asked = Python::attach(|py| {
            // Another thread may have asked while this one waited for the interpreter.
            self.known(rows.start).map_or_else(|| self.ask(py, &rows, mentors), Ok)
        });
        asked.map_err(|error| self.failure.tell(error)).ok()
    }

    fn known(&self, first: usize) -> Option<Arc<Array2<f32>>> {
        locked(&self.known).blocks.get(&first).cloned()
    }

    fn ask(
        &self,
        py: Python<'_>,
        rows: &Range<usize>,
        mentors: usize,
    ) -> PyResult<Arc<Array2<f32>>> {
        let values = self.blocks.bind(py).call1((rows.start, rows.end, mentors))?;
        check_memory::<f32>(rows.len(), mentors)
            .map_err(|error| errors::from_assign(py, &error))?;
        let values = values.cast_into::<PyArray2<f32>>()?.try_readonly()?.as_array().to_owned();
        let values = Arc::new(values);
        locked(&self.known).keep(rows.start, Arc::clone(&values));
        Ok(values)
    }
}

impl Known {
    fn keep(&mut self, first: usize, block: Arc<Array2<f32>>) {
        let most = (KEPT / block.len().max(1)).max(1);
        if self.blocks.insert(first, block).is_none() {
            self.order.push_back(first);
        }
        while self.order.len() > most {
            if let Some(oldest) = self.order.pop_front() {
                self.blocks.remove(&oldest);
            }
        }
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
