// The demo shop as browsers see it, and what its policies forbid there: each browser reports that by itself, from its first byte.
import { once } from "node:events";
import { createServer, request as ask } from "node:http";

const REPORTS = "/reports";

/** A server before the shop's that adds where to report to; `violations` is what came. */
export const watched = async (shop) => {
  const violations = [];
  const server = createServer((request, response) => {
    if (request.url === REPORTS) return reported(request, response);
    const outgoing = ask(new URL(request.url, shop), { method: request.method, headers: request.headers });
    request.pipe(outgoing);
    outgoing.once("error", () => response.destroy());
    outgoing.once("response", (answer) => {
      const policy = answer.headers["content-security-policy"];
      response.writeHead(answer.statusCode, { ...answer.headers, "content-security-policy": `${policy}; report-uri ${REPORTS}` });
      answer.pipe(response);
    });
  });
  const reported = async (request, response) => {
    const { "csp-report": report } = JSON.parse(Buffer.concat(await request.toArray()));
    violations.push(`${report["effective-directive"] ?? report["violated-directive"]}: ${report["blocked-uri"]}`);
    response.writeHead(204).end();
  };
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const stop = () => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${server.address().port}`, violations, stop };
};
