// What a person does: paste, read the verdict, switch the language, open the article, copy the note.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { audit, keepPicture, roomViews, startBrowser, startPortal } from "./portal.mjs";

const BOUNCE = `Это письмо создано автоматически сервером Mail.Ru, отвечать на него не нужно.

К сожалению, Ваше письмо не может быть доставлено одному или нескольким получателям:

  anna@mail.ru
    SMTP error from remote mail server after RCPT TO:<anna@mail.ru>:
    host mxs.mail.ru [94.100.180.31]: 550 Message was not accepted -- invalid mailbox. Local mailbox anna@mail.ru is unavailable: user not found
`;
const LANGUAGES = {
  ru: { no: /^Нет/, other: "English", otherNo: /^No/, otherLanguage: "en", copied: "ru" },
  en: { no: /^No/, other: "Русский", otherNo: /^Нет/, otherLanguage: "ru", copied: "en" },
};
const SIZES = { phone: { width: 360, height: 640 }, desktop: { width: 1280, height: 900 } };

let portal;
let browser;
before(async () => { [portal, browser] = await Promise.all([startPortal(), startBrowser()]); });
after(async () => { await browser?.close(); portal?.stop(); });

async function visit(path, options, look) {
  const context = await browser.newContext({ bypassCSP: true, ...options });
  try {
    const page = await context.newPage();
    await page.goto(portal.address + path);
    await look(page, context);
  } finally {
    await context.close();
  }
}

async function paste(page, text) {
  await page.fill("#paste", text);
  await Promise.all([page.waitForURL("**/diagnose"), page.click("form.paste button[type=submit]")]);
}

for (const [language, words] of Object.entries(LANGUAGES)) {
  for (const javaScriptEnabled of [true, false]) {
    const how = `${language}, ${javaScriptEnabled ? "with" : "without"} script`;

    test(`a bounce is pasted and explained, the language switched, the article opened (${how})`, async () => {
      await visit(`/${language}/`, { viewport: SIZES.phone, javaScriptEnabled }, async (page) => {
        await paste(page, BOUNCE);
        assert.match(await page.textContent("#verdict dd"), words.no);
        assert.match(await page.textContent("#proof mark"), /user not found/);
        assert.ok((await page.locator("#steps li").count()) > 0);
        await page.click(`button.switch:has-text("${words.other}")`);
        await page.waitForURL(`**/${words.otherLanguage}/diagnose`);
        assert.match(await page.textContent("#verdict dd"), words.otherNo);
        assert.match(await page.textContent("#proof mark"), /user not found/);
        await page.click("#verdict .odds a");
        // The article of the error in general, or that of Mail.ru's own.
        await page.waitForURL(new RegExp(`/${words.otherLanguage}/errors/(mailru-)?user-unknown$`));
        await page.click(`a.switch:has-text("${language === "ru" ? "Русский" : "English"}")`);
        await page.waitForURL(new RegExp(`/${language}/errors/(mailru-)?user-unknown$`));
        assert.equal(await page.getAttribute("html", "lang"), language);
      });
    });
  }

  test(`the verdict is read on a small phone without scrolling (${language})`, async () => {
    await visit(`/${language}/`, { viewport: SIZES.phone }, async (page) => {
      await paste(page, BOUNCE);
      const strip = await page.locator("#verdict .strip").boundingBox();
      assert.ok(strip.y + strip.height <= SIZES.phone.height, `the strip ends at ${strip.y + strip.height}`);
      const sideways = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.equal(sideways, 0);
    });
  });

  test(`the note is copied, without anybody's address in it (${language})`, async () => {
    await visit(`/${language}/`, { viewport: SIZES.desktop, permissions: ["clipboard-read", "clipboard-write"] }, async (page) => {
      await paste(page, BOUNCE);
      await page.locator("#handover .tools button").first().click();
      await page.goto(`${portal.address}/${language}/`);
      await page.focus("#paste");
      await page.keyboard.press("Control+V");
      const copied = await page.inputValue("#paste");
      assert.match(copied, /a…@mail\.ru/);
      assert.doesNotMatch(copied, /anna@/);
    });
  });

  test(`a file is uploaded and read (${language})`, async () => {
    await visit(`/${language}/`, { viewport: SIZES.desktop }, async (page) => {
      await page.setInputFiles("#file", { name: "bounce.eml", mimeType: "message/rfc822", buffer: Buffer.from(BOUNCE) });
      await Promise.all([page.waitForURL("**/diagnose"), page.click("form.paste button[type=submit]")]);
      assert.match(await page.textContent("#verdict dd"), words.no);
    });
  });

  for (const [size, viewport] of Object.entries(SIZES)) {
    for (const colorScheme of ["light", "dark"]) {
      test(`the audit finds nothing (${language}, ${size}, ${colorScheme})`, async () => {
        const paths = ["", "errors/user-unknown", "codes/550", "errors/no-such-page", "diagnose"];
        for (const path of new Set([...paths, ...await roomViews(portal.address, language)])) {
          await visit(`/${language}/${path}`, { viewport, colorScheme }, async (page) => {
            const name = path.replaceAll("/", "-") || "home";
            await keepPicture(page, `${name}-${language}-${size}-${colorScheme}`);
            assert.deepEqual(await audit(page), [], path);
          });
        }
        for (const [name, text] of Object.entries({ result: BOUNCE, unknown: "Хм, qwerty zxcvb", empty: "" })) {
          await visit(`/${language}/`, { viewport, colorScheme }, async (page) => {
            await page.evaluate((value) => { document.getElementById("paste").value = value; }, text);
            await Promise.all([page.waitForURL("**/diagnose"), page.click("form.paste button[type=submit]")]);
            await keepPicture(page, `${name}-${language}-${size}-${colorScheme}`);
            assert.deepEqual(await audit(page), [], name);
          });
        }
      });
    }
  }
}

test("the keyboard reaches the paste box and skips to the content", async () => {
  await visit("/en/errors/", { viewport: SIZES.desktop }, async (page) => {
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
  });
  await visit("/en/", { viewport: SIZES.desktop }, async (page) => {
    await page.keyboard.press("/");
    assert.equal(await page.evaluate(() => document.activeElement.id), "paste");
  });
});
