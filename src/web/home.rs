//! The home page: the paste box first, then the other ways in.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

use super::cached::Sheet;
use super::frame::{Frame, Listing};
use super::language;
use super::link::Link;
use super::room::Room;
use super::state::State;
use crate::catalog::{Catalog, Entry, Sample};

/// What people ask most, until the portal has counted it itself: from the questions in support forums, ru and en.
const ASKED: [&str; 8] = [
    "user-unknown",
    "mailbox-full",
    "spam-content",
    "ip-blocked",
    "sending-disabled",
    "client-cannot-connect",
    "authentication-failed",
    "message-too-large",
];
/// Examples to try with one press.
const EXAMPLES: usize = 4;

/// `/`: to the reader's language.
pub async fn front_page(request: HttpRequest, state: web::Data<State>) -> HttpResponse {
    let language = language::of_request(&request, &state);
    HttpResponse::Found()
        .insert_header((header::LOCATION, format!("/{language}/")))
        .insert_header((header::VARY, "accept-language, cookie"))
        .insert_header((header::CACHE_CONTROL, "private, no-cache"))
        .finish()
}

/// `/{lang}/`
pub fn home_sheets(state: &State) -> Vec<Sheet> {
    let sheet = |&language: &_| {
        Sheet::page(format!("/{language}/"), move |state| {
            Ok(HomePage::new(state, Frame::new(state, language, "", Listing::Listed)).render()?)
        })
    };
    state.catalog.languages().iter().map(sheet).collect()
}

#[derive(Template)]
#[template(path = "home.html")]
struct HomePage<'s> {
    frame: Frame<'s>,
    examples: Vec<Example<'s>>,
    asked: Vec<Link<'s>>,
    ways: Vec<Way>,
    /// A number that exists, to show what one looks like.
    number: u32,
}

struct Example<'s> {
    title: &'s str,
    text: &'s str,
}

/// A way in beside the paste box: a room.
struct Way {
    name: String,
    about: String,
    path: String,
}

impl Way {
    fn new(frame: &Frame, room: Room, catalog: &Catalog) -> Self {
        let word = room.word();
        Self {
            name: frame.say(&format!("home-way-{word}")),
            about: frame.count(&format!("home-way-{word}-about"), room.len(catalog)),
            path: room.path(frame.language),
        }
    }
}

impl<'s> HomePage<'s> {
    fn new(state: &'s State, frame: Frame<'s>) -> Self {
        let language = frame.language;
        let entries: Vec<&Entry> = ASKED.iter().filter_map(|id| state.catalog.entry(id)).collect();
        let example = |entry: &&'s Entry| {
            let sample = entry.samples.iter().find(|sample| is_short(sample))?;
            Some(Example { title: &entry.article(language)?.title, text: &sample.text })
        };
        Self {
            examples: entries.iter().filter_map(example).take(EXAMPLES).collect(),
            asked: Link::to_all(entries, language),
            ways: Room::open(&state.catalog).map(|room| Way::new(&frame, room, &state.catalog)).collect(),
            number: state.catalog.entries().first().map_or(0, |entry| entry.number),
            frame,
        }
    }
}

/// An example stands in the page as a button's value: a whole message would weigh it down.
fn is_short(sample: &Sample) -> bool {
    !sample.hidden && sample.text.len() < 400
}
