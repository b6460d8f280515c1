//! Where requests go.

use refund_widget::effect::Effect;
use refund_widget::endpoint::Endpoint;
use refund_widget::message::Message;

use crate::support::Widget;

#[test]
fn an_endpoint_is_posted_to() {
    for address in [
        "/contact",
        "contact",
        "contact.php?a=b",
        "https://shop.example/contact",
        "HTTPS://shop.example",
        "http://localhost:8080",
        "//shop.example/contact",
        "https://user@shop.example",
        "http://[::1]:9200/x",
        "https:/shop.example",
        "https:contact",
        " https://shop.example ",
        "https://例え.テスト/",
        "?form",
        "../a:b",
    ] {
        assert!(Endpoint::read(address).is_post(), "{address}: {:?}", Endpoint::read(address));
    }
}

#[test]
fn a_mailbox_is_written_to() {
    for address in ["mailto:help@shop.example", "MAILTO:help@shop.example?cc=desk@shop.example"] {
        assert!(matches!(Endpoint::read(address), Endpoint::Mail(_)), "{address}");
    }
}

#[test]
fn what_is_no_address_is_told_at_once() {
    assert_eq!([Endpoint::read(""), Endpoint::read("  ")], [Endpoint::None; 2]);
    for address in [
        "https://",
        "http:/x y",
        "https:///",
        "http://:80",
        "https://shop.example:port",
        "https://shop.example:99999",
        "javascript:alert(1)",
        "ftp://shop.example",
        "data:text/plain,x",
        "//",
        "https://shop example/",
        "https://?x",
        "http://[]/",
        "https://a<b/",
        "//exa mple",
    ] {
        assert!(matches!(Endpoint::read(address), Endpoint::Unusable(_)), "{address}");
        let mut widget = Widget::start("iptv-subscription", "{}");
        let told = widget.happens(Message::Endpoint(address.to_owned()));
        assert!(
            matches!(&told[..], [Effect::TellError { code, .. }] if code == "endpoint_unusable"),
            "{address}: {told:?}"
        );
        // The shopper is offered the other ways, and Send is none.
        assert!(!widget.state.way().is_post());
    }
}
