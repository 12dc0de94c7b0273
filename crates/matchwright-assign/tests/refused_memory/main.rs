//! Whichever table or long list of a call the memory is refused for: the call ends with the error that says so, and the
//! next one works.

#![expect(clippy::expect_used, reason = "a test stops where a promise is broken")]

mod answers;
mod assignments;
mod circles;
mod costs;
mod levels;
mod pairing;
mod refusing;
mod stable;

// One test, so that nothing else asks for memory meanwhile.
#[test]
fn a_refusal_is_an_error() {
    let before = refusing::asked();
    for all in
        [assignments::all, answers::all, levels::all, pairing::all, stable::all, circles::all]
    {
        all();
    }
    assert!(refusing::asked() - before > 100, "too few pieces are large");
}
