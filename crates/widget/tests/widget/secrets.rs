//! What looks secret.

use refund_widget::secret::{Secret, looks_secret};

#[test]
fn what_looks_secret_is_found() {
    for (text, secret) in [
        ("Mi contraseña es hunter2!", Secret::Password),
        ("Mot de passe : azerty123", Secret::Password),
        ("CONTRASEÑA: hunter2", Secret::Password),
        ("password=letmein", Secret::Password),
        ("Servidor: raíz, clave: abcd", Secret::Password),
        ("contraseña hunter2", Secret::Password),
        ("Mi contraseña es: secreto", Secret::Password),
        ("Mijn wachtwoord is welkom01", Secret::Password),
        ("Mein Passwort ist geheim01", Secret::Password),
        ("tarjeta 4111 1111 1111 1111", Secret::CardNumber),
        ("clé sk_live_4eC39HqLyjWDarjtT1", Secret::Key),
        ("aB3dE5gH7jK9mN1pQ3sT5vW7yZ9bC1dE", Secret::Key),
        ("-----BEGIN RSA PRIVATE KEY-----", Secret::Key),
    ] {
        assert_eq!(looks_secret(text), Some(secret), "{text}");
    }
}

#[test]
fn ordinary_messages_are_left_alone() {
    for text in [
        "He olvidado mi contraseña y no puedo entrar.",
        "Pedido 4111 1111 1111 1112 del 3 de noviembre",
        "Pedido 0000 0000 0000 0000",
        "Order 2026-11-20-000123, tel. +34 600 000 000",
        "https://example.org/pedidos/ABCDEF0123456789abcdef0123456789",
        "La contraseña no funciona",
        "La contraseña es incorrecta y la clave es que nadie responde.",
        "Istanbul, İzmir: İstanbul'da",
        "",
    ] {
        assert_eq!(looks_secret(text), None, "{text}");
    }
}
