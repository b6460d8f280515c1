import assert from "node:assert/strict";
import { test } from "node:test";
import { looksSecret } from "../../www/widget/secret.js";

test("what looks secret is found", () => {
  for (const [text, secret] of [
    ["Mi contraseña es hunter2!", "password"],
    ["Mot de passe : azerty123", "password"],
    ["CONTRASEÑA: hunter2", "password"],
    ["password=letmein", "password"],
    ["Servidor: raíz, clave: abcd", "password"],
    ["contraseña hunter2", "password"],
    ["Mi contraseña es: secreto", "password"],
    ["Mijn wachtwoord is welkom01", "password"],
    ["tarjeta 4111 1111 1111 1111", "card_number"],
    ["clé sk_live_4eC39HqLyjWDarjtT1", "key"],
    ["aB3dE5gH7jK9mN1pQ3sT5vW7yZ9bC1dE", "key"],
  ]) {
    assert.equal(looksSecret(text), secret, text);
  }
});

test("ordinary messages are left alone", () => {
  for (const text of [
    "He olvidado mi contraseña y no puedo entrar.",
    "Pedido 4111 1111 1111 1112 del 3 de noviembre",
    "Pedido 0000 0000 0000 0000",
    "Order 2026-11-20-000123, tel. +34 600 000 000",
    "https://example.org/pedidos/ABCDEF0123456789abcdef0123456789",
    "La contraseña no funciona",
    "La contraseña es incorrecta y la clave es que nadie responde.",
  ]) {
    assert.equal(looksSecret(text), undefined, text);
  }
});
