// A portal of its own on a free port, and Chromium to visit it with.
import { spawn } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const axeSource = readFileSync(join(root, "tests/browser/node_modules/axe-core/axe.min.js"), "utf8");
const shots = join(root, "target", "browser");

/** Starts the built program; resolves to its address and a way to stop it. */
export async function startPortal() {
  const port = await freePort();
  const program = spawn(join(root, "target/debug/mailclinic"), ["serve", "--listen", `127.0.0.1:${port}`], { stdio: "ignore" });
  const address = `http://127.0.0.1:${port}`;
  for (let tries = 0; tries < 200; tries += 1) {
    try {
      if ((await fetch(`${address}/readyz`)).ok) return { address, stop: () => program.kill() };
    } catch {
      await new Promise((later) => setTimeout(later, 50));
    }
  }
  throw new Error("the portal did not become ready");
}

function freePort() {
  return new Promise((found) => {
    const probe = createServer();
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => found(port));
    });
  });
}

/** The pages of the rooms that the portal has, to be looked at: the list that each opens with, and the first page of it. */
export async function roomViews(address, language) {
  const linksAfter = async (mark, path) => {
    const [, after = ""] = (await (await fetch(`${address}/${language}/${path}`)).text()).split(mark);
    return [...after.matchAll(/href="\/\w\w\/([^"#?]+)"/g)].map(([, link]) => link);
  };
  const rooms = await linksAfter('id="rooms"', "");
  const pages = await Promise.all(rooms.map(async (room) => (await linksAfter('class="cards"', room))[0]));
  return [...new Set([...rooms, ...pages.filter(Boolean)])];
}

/** Chromium, as it runs on a machine without a screen. */
export function startBrowser() {
  mkdirSync(shots, { recursive: true });
  const args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync"];
  return chromium.launch({ executablePath: "/usr/bin/chromium", args });
}

/** What the accessibility audit finds on a page, a line each. Needs a context that bypasses the page's CSP. */
export async function audit(page) {
  await page.evaluate(axeSource);
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const { violations } = await page.evaluate((runOnly) => window.axe.run(document, { runOnly }), tags);
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 160)}`);
}

/** Keeps a picture of the page among the artefacts. */
export function keepPicture(page, name) {
  return page.screenshot({ path: join(shots, `${name}.png`), fullPage: true });
}
