// Opens the results page of a finished run, and the page of its dataset, in a real browser. Fails on: console errors,
// requests to anything but the page, figures that differ from the API's, charts that are not drawn, images that are broken
// or missing, violations found by axe-core in light or dark or at the width of a phone. Leaves screenshots.
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import puppeteer from "puppeteer-core";

const [page, resultsPlace, datasetPlace, out] = process.argv.slice(2);
if (!out) throw new Error("Usage: check.mjs REPORT_OR_URL RESULTS_OR_URL DATASET_OR_URL SCREENSHOT_DIR");
const isUrl = place => /^https?:/.test(place);
const urlOf = place => isUrl(place) ? place : pathToFileURL(place).href;
const results = isUrl(resultsPlace)
  ? await (await fetch(resultsPlace)).json()
  : JSON.parse(readFileSync(resultsPlace, "utf8"));
const datasetUrl = urlOf(isUrl(datasetPlace) ? datasetPlace + results.dataset : datasetPlace);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
mkdirSync(out, { recursive: true });

const problems = [];
const check = (what, found, expected) => {
  if (found !== expected) problems.push(`${what}: expected ${expected}, found ${found}`);
};

async function open(browser, url, { width, dark }) {
  const tab = await browser.newPage();
  await tab.setViewport({ width, height: 900 });
  await tab.emulateMediaFeatures([{ name: "prefers-color-scheme", value: dark ? "dark" : "light" }]);
  tab.on("console", message => {
    if (["error", "warn"].includes(message.type())) problems.push(`console: ${message.text()}`);
  });
  tab.on("pageerror", error => problems.push(`script: ${error.message}`));
  tab.on("request", request => {
    if (request.url() !== url && !request.url().startsWith("data:")) problems.push(`request: ${request.url()}`);
  });
  await tab.goto(url, { waitUntil: "load" });
  return tab;
}

/** Every figure of the page that the API has, too. */
async function compare(tab) {
  // Four decimals; which way a half was rounded is not the question.
  const score = (value, shown) =>
    value == null ? "–" : Math.abs(Number(shown) - value) <= 0.5000001e-4 ? shown : value.toFixed(4);
  const found = await tab.evaluate(() => {
    const cells = row => [...row.cells].map(cell => cell.textContent.trim());
    return {
      columns: cells(document.querySelector(".comparison thead tr")),
      // The accuracy of augmented predictions stands below the other one, after a line break.
      rows: Object.fromEntries([...document.querySelectorAll("tr[data-trial]")].map(row =>
        [row.dataset.trial, [...row.cells].map(cell => cell.firstChild.textContent.trim())])),
      confusion: Object.fromEntries([...document.querySelectorAll("article")].map(article => [
        article.querySelector("h3").id,
        [...article.querySelectorAll(".confusion tbody tr")].map(row => cells(row).slice(1).map(Number)),
      ])),
      classes: Object.fromEntries([...document.querySelectorAll("article")].map(article => [
        article.querySelector("h3").id,
        [...article.querySelectorAll(".classes tbody tr")].map(cells),
      ])),
      epochs: Object.fromEntries([...document.querySelectorAll("[data-chart=epochs]")].map(figure => [
        figure.querySelector("figcaption").id,
        [...figure.querySelectorAll("tbody tr")].map(cells),
      ])),
    };
  });
  check("trials", Object.keys(found.rows).length, results.trials.length);
  const measures = {
    "by-epoch-loss": "loss", "by-epoch-accuracy": "accuracy", "by-epoch-val-loss": "val_loss",
    "by-epoch-val-accuracy": "val_accuracy", "by-epoch-test-loss": "test_loss", "by-epoch-test-accuracy": "test_accuracy",
  };
  let compared = 0;
  results.trials.forEach((trial, i) => {
    const cell = column => found.rows[trial.trial][found.columns.indexOf(column)];
    const scores = { Accuracy: "accuracy", Precision: "precision", Recall: "recall", F1: "f1", "Test loss": "loss" };
    for (const [column, name] of Object.entries(scores)) {
      check(`${trial.trial} ${name}`, cell(column), score(trial.test[name], cell(column)));
      compared++;
    }
    check(`${trial.trial} parameters`, cell("Parameters"), trial.parameters.toLocaleString("en"));
    check(`${trial.trial} confusion`, JSON.stringify(found.confusion[trial.trial]), JSON.stringify(trial.test.confusion));
    trial.test.per_class.forEach((c, at) => {
      const shown = found.classes[trial.trial][at];
      const expected = [c.name, score(c.precision, shown[1]), score(c.recall, shown[2]), score(c.f1, shown[3]),
        c.support.toLocaleString("en")];
      check(`${trial.trial} ${c.name}`, shown.join(" "), expected.join(" "));
      compared += 4;
    });
    compared += trial.test.confusion.flat().length;
    for (const [id, name] of Object.entries(measures)) {
      for (const epoch of trial.history) {
        const shown = found.epochs[id]?.find(cells => cells[0] === String(epoch.epoch))?.[i + 1] ?? "–";
        check(`${trial.trial} ${id} epoch ${epoch.epoch}`, shown, score(epoch[name], shown));
        compared++;
      }
    }
  });
  return compared;
}

/** A chart is drawn when its canvas has something on it. */
async function countDrawn(tab) {
  return tab.evaluate(() => [...document.querySelectorAll("canvas")].filter(canvas => {
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    return data.some(value => value !== 0);
  }).length);
}

/** The switches of the charts must work from the keyboard. */
async function checkKeyboard(tab) {
  const pixels = () => tab.evaluate(() => document.querySelector("canvas").toDataURL());
  const before = await pixels();
  await tab.focus("#series input");
  await tab.keyboard.press("Space");
  if ((await pixels()) === before) problems.push("keyboard: hiding a trial changed nothing");
  await tab.keyboard.press("Space");
  check("keyboard: showing the trial again", (await pixels()) === before, true);
  await tab.focus("summary");
  await tab.keyboard.press("Enter");
  check("keyboard: the table opens", await tab.$eval("details", details => details.open), true);
}

async function audit(tab, name) {
  await tab.evaluate(() => document.querySelectorAll("details").forEach(details => { details.open = true; }));
  // Through the debugger: the page's own policy would not let it run.
  await tab.evaluate(axe);
  const { violations, passes } = await tab.evaluate(() => globalThis.axe.run(document, {
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
  }));
  for (const violation of violations) {
    problems.push(`axe, ${name}: ${violation.id} (${violation.impact}) ${violation.help}: `
        + violation.nodes.slice(0, 3).map(node => node.html.slice(0, 120)).join(" | "));
  }
  console.log(`axe, ${name}: ${passes.length} rules passed, ${violations.length} violated`);
}

/** What must hold of every page. */
async function inspect(tab, name) {
  const overflow = await tab.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  if (overflow > 0) problems.push(`${name}: the page is ${overflow} pixels wider than the window`);
  const broken = await tab.$$eval("img", all => all.filter(image => image.naturalWidth === 0).length);
  check(`${name}: broken images`, broken, 0);
  await tab.screenshot({ path: `${out}/${name}.png` });
  await tab.screenshot({ path: `${out}/${name}-full.png`, fullPage: true });
}

async function checkRun(browser, view) {
  const tab = await open(browser, urlOf(page), view);
  const charts = await tab.$$eval("canvas", all => all.length);
  check(`${view.name}: charts drawn`, await countDrawn(tab), charts);
  if (charts === 0) problems.push(`${view.name}: there are no charts`);
  await inspect(tab, view.name);
  if (view.name === "light") {
    console.log(`${await compare(tab)} figures compared with the API's`);
    await checkKeyboard(tab);
  }
  await audit(tab, view.name);
  await tab.close();
}

/** The evaluator fetches images when somebody looks at the page for the first time. */
async function checkDataset(browser, view) {
  const name = `dataset-${view.name}`;
  const tab = await open(browser, datasetUrl, view);
  await tab.waitForSelector("main:not([data-live])", { timeout: 30_000 });
  check(`${name}: title`, await tab.$eval("h1", title => title.textContent), `Dataset ${results.dataset}`);
  const rows = await tab.$$eval(".samples tbody tr", all => all.map(row => row.querySelectorAll("img").length));
  if (rows.length < 2) problems.push(`${name}: there are no images before and after augmentation`);
  rows.forEach(images => check(`${name}: images in a row`, images, rows[0]));
  if (!await tab.$(".counts tbody tr")) problems.push(`${name}: there are no classes`);
  await inspect(tab, name);
  await audit(tab, name);
  await tab.close();
}

const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM,
  args: process.getuid() === 0 ? ["--no-sandbox"] : [],
});
try {
  for (const view of [
    { name: "light", width: 1280, dark: false },
    { name: "dark", width: 1280, dark: true },
    { name: "phone", width: 390, dark: false },
  ]) {
    await checkRun(browser, view);
    await checkDataset(browser, view);
  }
} finally {
  await browser.close();
}
for (const problem of problems) console.error(problem);
console.log(problems.length === 0 ? "The pages are as they should be" : `${problems.length} problems`);
process.exit(problems.length === 0 ? 0 : 1);
