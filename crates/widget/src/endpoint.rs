//! Where the page lets a request go. An address that is none is told when it is read, and not when the shopper has written.

/// The way that a request goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Endpoint<'a> {
    /// The page names none: the shopper writes a mail, copies the text or saves it.
    None,
    /// The page names one that nothing can be sent to, which is a slip; for the shopper it is as none.
    Unusable(&'a str),
    /// A mailbox: a `mailto:` address.
    Mail(&'a str),
    /// An address to which it is posted.
    Post(&'a str),
}

impl<'a> Endpoint<'a> {
    /// Reads what the page says.
    pub fn read(address: &'a str) -> Endpoint<'a> {
        let address = address.trim();
        match scheme(address) {
            _ if address.is_empty() => Endpoint::None,
            Some(scheme) if scheme.eq_ignore_ascii_case("mailto") => Endpoint::Mail(address),
            Some(scheme) if ["http", "https"].iter().any(|http| scheme.eq_ignore_ascii_case(http)) => {
                // A browser takes any number of slashes, and those that lean back, before the host.
                let after = address.get(scheme.len() + 1..).unwrap_or_default();
                let is_relative = !after.starts_with(['/', '\\']);
                Endpoint::posted(address, is_relative || has_host(after))
            }
            Some(_) => Endpoint::Unusable(address),
            None => {
                let is_absolute =
                    ["//", "\\\\", "/\\", "\\/"].iter().any(|slashes| address.starts_with(slashes));
                Endpoint::posted(address, !is_absolute || has_host(address))
            }
        }
    }

    fn posted(address: &'a str, is_usable: bool) -> Endpoint<'a> {
        if is_usable { Endpoint::Post(address) } else { Endpoint::Unusable(address) }
    }

    /// Whether it can be posted to.
    pub fn is_post(self) -> bool {
        matches!(self, Endpoint::Post(_))
    }
}

/// What stands before the first colon, where that is a scheme (RFC 3986, section 3.1).
fn scheme(address: &str) -> Option<&str> {
    let (scheme, _) = address.split_once(':')?;
    let mut letters = scheme.chars();
    let is_scheme = letters.next().is_some_and(|first| first.is_ascii_alphabetic())
        && letters.all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '+' | '-' | '.'));
    is_scheme.then_some(scheme)
}

/// Whether a host stands behind the slashes that a URL parser would take (WHATWG, URL, "host parsing").
fn has_host(after_scheme: &str) -> bool {
    let rest = after_scheme.trim_start_matches(['/', '\\']);
    let authority = rest.split(['/', '\\', '?', '#']).next().unwrap_or_default();
    let host_and_port = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let (host, port) = match host_and_port.strip_prefix('[') {
        Some(_) => host_and_port.split_once(']').unwrap_or_default(),
        None => host_and_port.split_once(':').unwrap_or((host_and_port, "")),
    };
    let port = port.trim_start_matches(':');
    let is_port = port.is_empty() || port.parse::<u16>().is_ok();
    let is_forbidden =
        |letter: char| letter.is_whitespace() || letter.is_control() || "<>^|%\"`{}".contains(letter);
    !host.trim_start_matches('[').is_empty() && !host.contains(is_forbidden) && is_port
}
