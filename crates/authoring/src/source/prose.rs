//! Prose beside the sections that a policy lists: is every heading there, and has each section as many paragraphs?
//!
//! A line that is not empty is a paragraph, unless it is the next listed heading. What is written in the paragraphs is
//! nobody's business here.

use refund_policy::value::problem::join;
use refund_policy::{Problem, code};

use super::Section;

/// Where prose differs from the sections that a policy lists.
pub(crate) fn differences(sections: &[Section], prose: &str) -> Vec<Problem> {
    let lines = lines(prose);
    // A section without a heading begins where the one before it has had its paragraphs: they are found together.
    let groups: Vec<&[Section]> = sections.chunk_by(|_, next| !next.headed).collect();
    let places = places(&groups, &lines);
    let opening = groups.first().zip(places.first().and_then(Option::as_ref));
    let opening = opening.and_then(|(group, place)| unlisted_opening(group, place, &lines));
    let others = (0..groups.len()).filter_map(|index| in_group(index, &groups, &places, &lines));
    opening.into_iter().chain(others).collect()
}

/// What differs in the group at this position.
fn in_group(
    index: usize,
    groups: &[&[Section]],
    places: &[Option<Place>],
    lines: &[Line<'_>],
) -> Option<Problem> {
    let group = groups.get(index)?;
    let Some(place) = places.get(index)? else {
        let before = places.iter().take(index).flatten().last();
        return group.first().map(|section| no_heading(section, before, lines));
    };
    let end = match places.get(index + 1) {
        None => lines.len(),
        // Where the next heading was not found, nobody can tell where this section ends.
        Some(next) => next.as_ref()?.heading,
    };
    other_number(group, place, end, lines)
}

/// A line that is not empty.
struct Line<'a> {
    /// Its number in the prose, from 1.
    number: usize,
    text: &'a str,
}

/// Where a group of sections begins, in lines that are not empty.
struct Place {
    heading: usize,
    /// The first paragraph: after its heading, or on the same line.
    first: usize,
}

fn lines(prose: &str) -> Vec<Line<'_>> {
    let lines = prose.lines().enumerate().map(|(index, text)| Line { number: index + 1, text });
    lines.filter(|line| !line.text.trim().is_empty()).collect()
}

/// Where the groups begin, each heading being looked for after the last that was found.
fn places(groups: &[&[Section]], lines: &[Line<'_>]) -> Vec<Option<Place>> {
    let mut from = 0;
    let place = |group: &&[Section]| {
        let section = group.first()?;
        let place = match section.headed {
            true => find(&section.name, from, lines)?,
            false => Place { heading: 0, first: 0 },
        };
        from = place.heading + usize::from(section.headed);
        Some(place)
    };
    groups.iter().map(place).collect()
}

/// The first line that is the heading or, where none is, the first that begins with it.
fn find(name: &str, from: usize, lines: &[Line<'_>]) -> Option<Place> {
    let name = bare(name);
    let later = || lines.iter().enumerate().skip(from).map(|(index, line)| (index, bare(line.text)));
    let alone = later().find(|(_, text)| *text == name).map(|(heading, _)| (heading, heading + 1));
    let run_in = || later().find(|(_, text)| begins_with(text, &name)).map(|(heading, _)| (heading, heading));
    let (heading, first) = alone.or_else(run_in).filter(|_| !name.is_empty())?;
    Some(Place { heading, first })
}

/// A heading without pictures and marks in front and without a colon behind, its spaces single.
fn bare(text: &str) -> String {
    let text = text.trim_start_matches(|symbol: char| !symbol.is_alphanumeric());
    let text = text.trim_end_matches(|symbol: char| symbol == ':' || symbol.is_whitespace());
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a line begins with these whole words.
fn begins_with(text: &str, words: &str) -> bool {
    text.strip_prefix(words).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

fn no_heading(section: &Section, before: Option<&Place>, lines: &[Line<'_>]) -> Problem {
    let later = lines.iter().skip(before.map_or(0, |place| place.heading + 1));
    let texts: Vec<String> = later.map(|line| bare(line.text)).collect();
    let after = before.and_then(|place| lines.get(place.heading));
    let after = after.map_or(String::new(), |line| format!(" after line {}", line.number));
    let message = format!("the prose has no heading `{}`{after}", section.name);
    differs(&join(&section.pointer, "section"), message)
        .suggest(&bare(&section.name), texts.iter().map(String::as_str))
}

/// Another number of paragraphs than the last section of a group should have.
fn other_number(group: &[Section], place: &Place, end: usize, lines: &[Line<'_>]) -> Option<Problem> {
    let (last, others) = group.split_last()?;
    let count = |section: &Section| section.paragraphs as usize;
    let first = place.first + others.iter().map(count).sum::<usize>();
    let found = end.saturating_sub(first);
    if found == count(last) && first <= end {
        return None;
    }
    let line = lines.get(first.min(end.saturating_sub(1))).map_or(0, |line| line.number);
    let message = format!(
        "`{}`, from line {line} on, has {} and not {}",
        last.name,
        paragraphs(found),
        last.paragraphs
    );
    Some(differs(&join(&last.pointer, "paragraphs"), message))
}

/// Paragraphs before the first heading that no section stands for.
fn unlisted_opening(group: &[Section], place: &Place, lines: &[Line<'_>]) -> Option<Problem> {
    let (section, line) = (group.first()?, lines.get(place.heading)?);
    if !section.headed || place.heading == 0 {
        return None;
    }
    let found = paragraphs(place.heading);
    let message = format!("the prose has {found} before `{}` on line {}", section.name, line.number);
    let hint = "list them as a first section, under a name of your own and with `\"heading\": false`";
    Some(differs(&section.pointer, message).hint(hint))
}

fn paragraphs(count: usize) -> String {
    format!("{count} paragraph{}", if count == 1 { "" } else { "s" })
}

fn differs(pointer: &str, message: String) -> Problem {
    Problem::of(code::SOURCE_DIFFERS, pointer, message)
}

#[cfg(test)]
mod tests {
    use super::{bare, differences};
    use crate::source::Section;

    /// A shop's terms, with an opening, a heading of its own line, one with a picture, one run in, and an end.
    const PROSE: &str = "We want you to be glad.

📦 Returns:
- Within ten days.
- Unworn.

2) Repairs

Free for a year.
• Lost parcels: tell us, and we look for them.
Thank you for reading.
Come again.
";

    /// A section by its name and its number of paragraphs; `~` says that it has no heading.
    fn section(index: usize, (name, paragraphs): &(&str, u32)) -> Section {
        Section {
            name: name.trim_start_matches('~').to_owned(),
            paragraphs: *paragraphs,
            headed: !name.starts_with('~'),
            idle: Vec::new(),
            pointer: format!("/{index}"),
        }
    }

    fn told(sections: &[(&str, u32)]) -> Vec<String> {
        let sections: Vec<Section> =
            sections.iter().enumerate().map(|(index, one)| section(index, one)).collect();
        differences(&sections, PROSE).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn all_that_is_listed_is_found() {
        let sections = [("~Opening", 1), ("Returns", 2), ("2) Repairs", 1), ("Lost parcels", 1), ("~End", 2)];
        assert_eq!(told(&sections), Vec::<String>::new());
    }

    #[test]
    fn another_number_of_paragraphs_is_told_with_its_line() {
        let sections = [("~Opening", 1), ("Returns", 3), ("2) Repairs", 1), ("Lost parcels", 3)];
        assert_eq!(
            told(&sections),
            ["`Returns`, from line 4 on, has 2 paragraphs and not 3 at /1/paragraphs"]
        );
        let sections = [("~Opening", 1), ("Returns", 2), ("2) Repairs", 1), ("Lost parcels", 1), ("~End", 1)];
        assert_eq!(told(&sections), ["`End`, from line 11 on, has 2 paragraphs and not 1 at /4/paragraphs"]);
        let sections = [("~Opening", 1), ("Returns", 2), ("2) Repairs", 1), ("Lost parcels", 4), ("~End", 2)];
        assert_eq!(told(&sections), ["`End`, from line 12 on, has 0 paragraphs and not 2 at /4/paragraphs"]);
    }

    #[test]
    fn a_heading_that_is_not_there_is_told_and_hides_no_other() {
        let sections = [("~Opening", 1), ("Retturns", 2), ("2) Repairs", 2), ("Lost parcels", 3)];
        let expected = [
            "the prose has no heading `Retturns` after line 1 at /1/section (did you mean `Returns`?)",
            "`2) Repairs`, from line 9 on, has 1 paragraph and not 2 at /2/paragraphs",
        ];
        assert_eq!(told(&sections), expected);
    }

    #[test]
    fn headings_are_looked_for_in_order() {
        let sections = [("~Opening", 1), ("2) Repairs", 1), ("Returns", 2), ("Lost parcels", 3)];
        let expected = [
            "`Opening`, from line 1 on, has 4 paragraphs and not 1 at /0/paragraphs",
            "the prose has no heading `Returns` after line 7 at /2/section",
        ];
        assert_eq!(told(&sections), expected);
    }

    #[test]
    fn an_opening_that_no_section_stands_for_is_told() {
        let told = told(&[("Returns", 2), ("2) Repairs", 1), ("Lost parcels", 3)]);
        assert_eq!(told.len(), 1);
        assert!(
            told[0].starts_with("the prose has 1 paragraph before `Returns` on line 3 at /0"),
            "{told:?}"
        );
    }

    #[test]
    fn a_word_is_no_heading_because_it_begins_like_one() {
        let told = told(&[("~Opening", 1), ("Return", 8)]);
        assert!(told[0].contains("no heading `Return`"), "{told:?}");
    }

    #[test]
    fn marks_in_front_and_a_colon_behind_are_no_part_of_a_heading() {
        assert_eq!(bare("⏱\u{fe0f} Délais de\u{a0} traitement\u{a0}: "), "Délais de traitement");
        assert_eq!(bare("¿Cómo contactarnos?"), "Cómo contactarnos?");
        assert_eq!(bare("— * —"), "");
    }
}
