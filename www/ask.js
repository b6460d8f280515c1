// Asks for the element's policy, also where a build for bundlers loads the element.

/** What came of asking a policy's address: `{url, status, text, told}`; the status is 0 where there is no answer, and `told` says why. */
export const ask = async (address) => {
  let url = address;
  try {
    url = new URL(address, document.baseURI).href;
    const response = await fetch(url, { headers: { Accept: "application/json" } });
    const { status, headers } = response;
    return { url, status, text: await response.text(), told: `${status} ${headers.get("content-type")}` };
  } catch ({ message }) {
    return { url, status: 0, text: "", told: message };
  }
};
