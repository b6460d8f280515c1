/** The bytes of a gzipped and base64-encoded file: what every bundler carries along with no plugin. */
export const inlined = (text) => {
  const gzipped = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  // Not from a `Blob`: jsdom's has no `stream()`.
  const stream = new Response(gzipped).body.pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).arrayBuffer();
};
