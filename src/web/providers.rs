//! The providers: whose mail it is, what their refusals look like, and what a mail program is set to.

use askama::Template;

use super::cached::{Sheet, Unprinted};
use super::format;
use super::frame::{Frame, Listing};
use super::link::Link;
use super::room::Room;
use super::state::State;
use super::written::Written;
use crate::catalog::{Catalog, Counted, Encryption, Language, Limit, LinkKind, Protocol, Provider, Server};

/// `/{lang}/providers/`
pub fn providers_sheets(state: &State) -> Vec<Sheet> {
    Room::Providers.sheets(state, |catalog, language| {
        let mut providers: Vec<&Provider> = catalog.providers().iter().collect();
        providers.sort_by_key(|provider| provider.name.to_lowercase());
        let link = |provider: &&'_ Provider| path(provider, language);
        let pages = providers.iter().filter_map(|provider| Some((provider.page(language)?, link(provider))));
        pages.map(|(page, path)| Link::new(page, path)).collect()
    })
}

/// `/{lang}/providers/{id}`
pub fn provider_sheets(state: &State) -> Vec<Sheet> {
    let in_language = |&language: &Language| {
        let written = state.catalog.providers().iter().filter(|provider| !provider.pages.is_empty());
        written.map(move |provider| {
            let id = provider.id.clone();
            Sheet::page(path(provider, language), move |state| {
                let provider = state.catalog.provider(&id).ok_or(Unprinted::Gone)?;
                Ok(ProviderPage::new(state, language, provider).ok_or(Unprinted::Gone)?.render()?)
            })
        })
    };
    state.catalog.languages().iter().flat_map(in_language).collect()
}

fn path(provider: &Provider, language: Language) -> String {
    format!("/{language}/providers/{}", provider.id)
}

/// Where a provider's page is, if it has one.
pub fn page_of(id: &str, catalog: &Catalog, language: Language) -> Option<String> {
    let provider = catalog.provider(id).filter(|provider| !provider.pages.is_empty())?;
    Some(path(provider, language))
}

#[derive(Template)]
#[template(path = "provider.html")]
struct ProviderPage<'s> {
    frame: Frame<'s>,
    written: Written<'s>,
    servers: Vec<ServerRow<'s>>,
    limits: Vec<LimitRow<'s>>,
    links: Vec<OwnPage<'s>>,
    /// Errors that are this provider's own.
    own: Vec<Link<'s>>,
    /// Everybody's errors that its replies often lead to.
    general: Vec<Link<'s>>,
}

struct ServerRow<'s> {
    protocol: String,
    /// Its host name in parts, each with its dot: a narrow page breaks the name there.
    labels: Vec<&'s str>,
    port: u16,
    encryption: String,
}

struct LimitRow<'s> {
    what: String,
    value: String,
    plan: Option<&'s str>,
}

/// A page of the provider's own.
struct OwnPage<'s> {
    /// The section that it belongs to; empty where it belongs to none.
    anchor: &'static str,
    name: String,
    url: &'s str,
    host: &'s str,
}

impl<'s> ProviderPage<'s> {
    fn new(state: &'s State, language: Language, provider: &'s Provider) -> Option<Self> {
        let catalog = &state.catalog;
        let frame = Frame::new(state, language, &format!("providers/{}", provider.id), Listing::Listed);
        let frame = frame.below(vec![Room::Providers]);
        let is_own = |id: &String| catalog.entry(id).is_some_and(|entry| entry.providers.contains(&provider.id));
        let own = catalog.entries().iter().filter(|entry| entry.providers.contains(&provider.id));
        let general = provider.errors.iter().filter(|id| !is_own(id)).filter_map(|id| catalog.entry(id));
        let written = Written::new(&frame, catalog, &provider.pages, &provider.sources, &provider.verified)?;
        let teller = Teller { frame: &frame, written: &written };
        Some(Self {
            servers: provider.servers.iter().map(|server| teller.server(server)).collect(),
            limits: provider.limits.iter().map(|limit| teller.limit(limit)).collect(),
            links: provider.links.iter().map(|link| teller.own_page(link)).collect(),
            own: Link::to_all(own, language),
            general: Link::to_all(general, language),
            written,
            frame,
        })
    }

    /// The provider's own pages that belong to a section.
    fn links_of(&self, anchor: &str) -> Vec<&OwnPage<'s>> {
        self.links.iter().filter(|link| link.anchor == anchor).collect()
    }
}

/// Puts a provider's facts into words.
struct Teller<'a, 's> {
    frame: &'a Frame<'s>,
    written: &'a Written<'s>,
}

impl Teller<'_, '_> {
    fn server<'p>(&self, server: &'p Server) -> ServerRow<'p> {
        let protocol = match server.protocol {
            Protocol::Imap => "server-imap",
            Protocol::Pop3 => "server-pop3",
            Protocol::Smtp => "server-smtp",
        };
        let encryption = match server.encryption {
            Encryption::Tls => "server-tls",
            Encryption::Starttls => "server-starttls",
            Encryption::None => "server-no-encryption",
        };
        ServerRow {
            protocol: self.frame.say(protocol),
            labels: server.host.split_inclusive('.').collect(),
            port: server.port,
            encryption: self.frame.say(encryption),
        }
    }

    fn limit<'p>(&self, limit: &'p Limit) -> LimitRow<'p> {
        let number = usize::try_from(limit.value).unwrap_or(usize::MAX);
        let number = format::number(number, self.frame.language);
        let value = match limit.what {
            Counted::MessageSize | Counted::AttachmentSize => self.frame.say_with("size-megabytes", &[("n", &number)]),
            Counted::MailboxSize => self.frame.say_with("size-gigabytes", &[("n", &number)]),
            _ => number,
        };
        LimitRow { what: self.frame.say(counted(limit.what)), value, plan: limit.plan.as_deref() }
    }

    fn own_page<'p>(&self, link: &'p crate::catalog::Link) -> OwnPage<'p> {
        let (name, anchor) = kind(link.kind);
        let anchor = if self.written.page.section(anchor).is_some() { anchor } else { "" };
        OwnPage { anchor, name: self.frame.say(name), url: &link.url, host: host(&link.url) }
    }
}

fn counted(what: Counted) -> &'static str {
    match what {
        Counted::MessageSize => "limit-message-size",
        Counted::AttachmentSize => "limit-attachment-size",
        Counted::MailboxSize => "limit-mailbox-size",
        Counted::RecipientsPerMessage => "limit-recipients-per-message",
        Counted::RecipientsPerHour => "limit-recipients-per-hour",
        Counted::RecipientsPerDay => "limit-recipients-per-day",
        Counted::MessagesPerMinute => "limit-messages-per-minute",
        Counted::MessagesPerHour => "limit-messages-per-hour",
        Counted::MessagesPerDay => "limit-messages-per-day",
        Counted::Connections => "limit-connections",
    }
}

/// What a page of the provider's own is called, and the section that it belongs to.
fn kind(kind: LinkKind) -> (&'static str, &'static str) {
    match kind {
        LinkKind::Postmaster => ("link-postmaster", "admin"),
        LinkKind::Delisting => ("link-delisting", "admin"),
        LinkKind::FeedbackLoop => ("link-feedback-loop", "admin"),
        LinkKind::AppPasswords => ("link-app-passwords", "settings"),
        LinkKind::Settings => ("link-settings", "settings"),
        LinkKind::Limits => ("link-limits", "limits"),
        LinkKind::Support => ("link-support", ""),
        LinkKind::Status => ("link-status", ""),
    }
}

/// `https://postmaster.google.com/x` → `postmaster.google.com`
fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split('/').next().unwrap_or(rest)
}

#[cfg(test)]
mod tests {
    use super::host;

    #[test]
    fn a_link_shows_whose_site_it_leads_to() {
        assert_eq!(host("https://postmaster.google.com/v2?x=/"), "postmaster.google.com");
        assert_eq!(host("example.org"), "example.org");
    }
}
