// WebKitGTK, driven by its own WebDriver. It knows no headless mode: a display of its own takes its windows.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync } from "node:fs";
import { createServer } from "node:net";
import { createInterface } from "node:readline";
import { setTimeout as wait } from "node:timers/promises";
import { Builder, Capabilities, Key } from "selenium-webdriver";

// Its folder has the machine's name in it.
const BROWSER = readdirSync("/usr/lib").map((machine) => `/usr/lib/${machine}/webkit2gtk-4.1/MiniBrowser`).find(existsSync);
const KEYS = { Tab: Key.TAB, Enter: Key.ENTER, Space: Key.SPACE, ArrowRight: Key.ARROW_RIGHT };

const freePort = async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
};

/** A display; it picks its number itself and tells it. */
const display = async () => {
  const server = spawn("Xvfb", ["-displayfd", "1", "-screen", "0", "1280x1024x24", "-nolisten", "tcp"], { stdio: ["ignore", "pipe", "ignore"] });
  const [number] = await once(createInterface({ input: server.stdout }), "line");
  return { server, name: `:${number}` };
};

const isListening = (url) => fetch(`${url}/status`).then(() => true, () => false);

/** A driver's process on a display, once it answers: `{ url, server }`. */
const listening = async (name) => {
  const port = await freePort();
  const server = spawn("WebKitWebDriver", [`--port=${port}`], { env: { ...process.env, DISPLAY: name }, stdio: "ignore" });
  const url = `http://127.0.0.1:${port}`;
  while (!(await isListening(url))) await wait(50);
  return { url, server };
};

const driver = (session, end) => {
  const type = (text) => session.actions().sendKeys(text).perform();
  const run = (script, argument) => session.executeAsyncScript(`const [argument, done] = arguments; Promise.resolve((${script})(argument)).then(done)`, argument ?? null);
  const picker = () => session.executeScript("return document.querySelector('refund-widget').shadowRoot.querySelector('input[type=file]')");
  return {
    open: (address) => session.get(address),
    reload: () => session.navigate().refresh(),
    press: (key) => type(KEYS[key]),
    type,
    // A full part of a date does not lead to the next one.
    nextPart: "ArrowRight",
    evaluate: (script, argument) => (typeof script === "string" ? session.executeScript(script) : run(script, argument)),
    attach: async (path) => (await picker()).sendKeys(path),
    close: async () => {
      await session.quit();
      end();
    },
  };
};

export const inWebKit = async () => {
  const screen = await display();
  const { url, server } = await listening(screen.name);
  const end = () => [server, screen.server].forEach((process) => process.kill());
  const capabilities = new Capabilities({ browserName: "MiniBrowser", "webkitgtk:browserOptions": { binary: BROWSER, args: ["--automation"] } });
  try {
    const session = await new Builder().usingServer(url).withCapabilities(capabilities).build();
    await session.manage().setTimeouts({ script: 60_000 });
    return driver(session, end);
  } catch (error) {
    end();
    throw error;
  }
};
