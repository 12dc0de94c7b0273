//! The little of SVG that the charts need, with everything in it escaped.

use std::fmt::{Display, Write};

use askama::filters::{Escaper, Html};
use matchwright_tables::plain;

/// Units along the width of every chart: as many as a small phone has pixels.
pub(in crate::report) const WIDTH: f64 = 360.0;

/// A chart on its way. Writing to a `String` cannot fail.
pub(in crate::report) struct Svg(String);

/// Where a text ends or begins.
#[derive(Clone, Copy)]
pub(in crate::report) enum Anchor {
    Start,
    Middle,
    End,
}

impl Svg {
    /// A chart that says what it shows; `name` is its own on the page.
    pub(in crate::report) fn new(name: &str, height: f64, title: &str, description: &str) -> Self {
        let mut svg = Self(format!(
            "<svg class=\"chart\" viewBox=\"0 0 {WIDTH} {}\" role=\"img\" \
             aria-labelledby=\"{name}-title {name}-desc\"><title id=\"{name}-title\">",
            short(height)
        ));
        svg.text(title);
        let _ = write!(svg.0, "</title><desc id=\"{name}-desc\">");
        svg.text(description);
        svg.0.push_str("</desc>");
        svg
    }

    /// A rectangle; one without an area is left out.
    pub(in crate::report) fn rect(&mut self, class: &str, [x, y, width, height]: [f64; 4]) {
        if width > 0.0 && height > 0.0 {
            let [x, y, width, height] = [x, y, width, height].map(short);
            let at = format!("x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"");
            let _ = write!(self.0, "<rect class=\"{class}\" {at}/>");
        }
    }

    pub(in crate::report) fn line(&mut self, class: &str, [x1, y1, x2, y2]: [f64; 4]) {
        let [x1, y1, x2, y2] = [x1, y1, x2, y2].map(short);
        let at = format!("x1=\"{x1}\" y1=\"{y1}\" x2=\"{x2}\" y2=\"{y2}\"");
        let _ = write!(self.0, "<line class=\"{class}\" {at}/>");
    }

    pub(in crate::report) fn dot(&mut self, class: &str, [x, y, radius]: [f64; 3]) {
        let [x, y, radius] = [x, y, radius].map(short);
        let _ = write!(self.0, "<circle class=\"{class}\" cx=\"{x}\" cy=\"{y}\" r=\"{radius}\"/>");
    }

    /// A path, in units of its own where it is moved and stretched.
    pub(in crate::report) fn path(&mut self, class: &str, transform: &str, steps: &str) {
        if !steps.is_empty() {
            let at = if transform.is_empty() {
                String::new()
            } else {
                format!(" transform=\"{transform}\"")
            };
            let _ = write!(self.0, "<path class=\"{class}\"{at} d=\"{steps}\"/>");
        }
    }

    /// A short text.
    pub(in crate::report) fn label(
        &mut self,
        [x, y]: [f64; 2],
        anchor: Anchor,
        text: impl Display,
    ) {
        let anchor = match anchor {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        };
        let [x, y] = [x, y].map(short);
        let _ = write!(self.0, "<text x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\">");
        self.text(&text.to_string());
        self.0.push_str("</text>");
    }

    pub(in crate::report) fn done(mut self) -> String {
        self.0.push_str("</svg>");
        self.0
    }

    fn text(&mut self, text: &str) {
        let _ = Html.write_escaped_str(&mut self.0, &plain(text));
    }
}

/// A number with at most one decimal.
pub(in crate::report) fn short(number: f64) -> String {
    let text = format!("{number:.1}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}
