//! An allocator that grants so many large pieces of memory and then none, for every number of them up to what a call
//! takes.

use std::alloc::{GlobalAlloc, Layout, System};
use std::fmt::Debug;
use std::ptr;
use std::sync::atomic::{AtomicUsize, Ordering};

use matchwright_assign::Error;

struct Refusing;

/// Large pieces that are still granted.
static GRANTED: AtomicUsize = AtomicUsize::new(usize::MAX);
/// Large pieces that were asked for.
static ASKED: AtomicUsize = AtomicUsize::new(0);

/// Bytes of what counts as large in the case at hand: a table of pairs, or a list of many; no list of a few numbers for
/// each row or column.
static LARGE: AtomicUsize = AtomicUsize::new(usize::MAX);

fn is_granted(bytes: usize) -> bool {
    if bytes < LARGE.load(Ordering::Relaxed) {
        return true;
    }
    ASKED.fetch_add(1, Ordering::Relaxed);
    let one_less = |granted: usize| match granted {
        usize::MAX => Some(granted),
        _ => granted.checked_sub(1),
    };
    GRANTED.fetch_update(Ordering::Relaxed, Ordering::Relaxed, one_less).is_ok()
}

// SAFETY: every call is passed on as it is to the allocator of the system, or answered as one that has no memory left.
unsafe impl GlobalAlloc for Refusing {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller's promise about the layout.
        if is_granted(layout.size()) { unsafe { System.alloc(layout) } } else { ptr::null_mut() }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        if !is_granted(layout.size()) {
            return ptr::null_mut();
        }
        // SAFETY: the caller's promise about the layout.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        if !is_granted(size) {
            return ptr::null_mut();
        }
        // SAFETY: the caller's promise about pointer, layout and size.
        unsafe { System.realloc(pointer, layout, size) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        // SAFETY: the caller's promise about pointer and layout.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static REFUSING: Refusing = Refusing;

/// Pieces of a call that are refused one after another; where a search asks for many more, some of the others are too.
const EACH: usize = 40;

/// The numbers of pieces that are granted before one is refused.
fn refusals(pieces: usize) -> impl Iterator<Item = usize> {
    let others = pieces.saturating_sub(EACH);
    // An odd step, so that it is no multiple of what one case of a search asks for.
    (0..pieces.min(EACH)).chain((EACH..pieces).step_by(others.div_ceil(EACH) | 1))
}

/// Refuses each large piece of a call in turn, and then none.
pub(crate) fn check<T: PartialEq + Debug>(
    large: usize,
    name: &str,
    call: impl Fn() -> Result<T, Error>,
) {
    LARGE.store(large, Ordering::Relaxed);
    let expected = call().expect(name);
    let before = ASKED.load(Ordering::Relaxed);
    assert_eq!(call().as_ref(), Ok(&expected), "{name}");
    let pieces = ASKED.load(Ordering::Relaxed) - before;
    println!("{name}: {pieces} large pieces");
    for granted in refusals(pieces) {
        GRANTED.store(granted, Ordering::Relaxed);
        let answer = call();
        GRANTED.store(usize::MAX, Ordering::Relaxed);
        match answer {
            Err(Error::OutOfMemory { bytes }) => assert!(bytes > 0, "{name}"),
            // What did without a piece is as good as what had it.
            Ok(answer) => assert_eq!(answer, expected, "{name}, after {granted}"),
            Err(other) => assert_eq!(Err(other), Ok(&expected), "{name}, after {granted}"),
        }
    }
    assert_eq!(call(), Ok(expected), "{name}, at last");
}

/// Large pieces that were asked for so far.
pub(crate) fn asked() -> usize {
    ASKED.load(Ordering::Relaxed)
}
