// The page that every app shows: the element with its policy and all facts but one, and whatever scripts the host needs.
const facts = () =>
  JSON.stringify({ reason: "changed_mind", purchased_at: new Date(Date.now() - 3600_000), amount_paid: { minor: 4990, currency: "EUR" } });

/** The element as a shop's page has it. */
export const element = () => `<refund-widget policy="/policy.json" lang="en" facts='${facts()}'><a href="/contact">Contact</a></refund-widget>`;

/** The one tag that mounts the widget where it stands. */
export const scriptTag = (address) => `<script src="${address}" data-policy="/policy.json" data-lang="en" data-facts='${facts()}'></script>`;

/** A page with these tags in its head. */
export const page = (head, body = element()) => `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Shop</title>
${head}
</head>
<body>${body}</body>
</html>
`;
