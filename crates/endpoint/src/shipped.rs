//! The five policies that this project ships: the one list of them, for the endpoint and the command line.

use refund_policy::Policy;

use crate::error::Error;

/// The id and the document of each shipped policy.
pub const SHIPPED: [(&str, &str); 5] = [
    ("passport-forms", include_str!("../../../policies/passport-forms/policy.json")),
    ("smm-services", include_str!("../../../policies/smm-services/policy.json")),
    ("iptv-subscription", include_str!("../../../policies/iptv-subscription/policy.json")),
    ("module-support", include_str!("../../../policies/module-support/policy.json")),
    ("sms-and-payments", include_str!("../../../policies/sms-and-payments/policy.json")),
];

/// The document of a shipped policy.
pub fn shipped(id: &str) -> Option<&'static str> {
    SHIPPED.into_iter().find(|(shipped, _)| *shipped == id).map(|(_, document)| document)
}

/// The shipped policies, read and compiled.
pub(crate) struct Policies(Vec<Policy>);

impl Policies {
    pub(crate) fn read() -> Result<Policies, Error> {
        SHIPPED.into_iter().map(|(id, document)| read(id, document)).collect::<Result<_, _>>().map(Policies)
    }

    pub(crate) fn find(&self, id: &str) -> Option<&Policy> {
        self.0.iter().find(|policy| policy.document.id == id)
    }

    pub(crate) fn ids(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|policy| policy.document.id.as_str())
    }
}

fn read(id: &str, document: &str) -> Result<Policy, Error> {
    let json = refund_policy::parse(document.as_bytes()).map_err(|problem| Error::policy(id, problem))?;
    Policy::read(&json, &refund_native::find_zone).map_err(|problem| Error::policy(id, problem))
}
