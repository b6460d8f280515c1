/** The bytes of a gzipped and base64-encoded file: what every bundler carries along with no plugin. */
export const inlined = (text) => {
  const gzipped = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  const stream = new Blob([gzipped]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).arrayBuffer();
};
