// Lighthouse on the pages of a running dashboard: its desktop settings, three runs of each page, medians.
// node audit.mjs ADDRESS EMAIL PASSWORD; SIGHTLINE_CHROMIUM names a browser that is elsewhere.
import { launch } from "chrome-launcher";
import lighthouse, { desktopConfig } from "lighthouse";

const RUNS = 3;
const GOALS = { performance: 95, accessibility: 100, "best-practices": 95 };

const [address, email, password] = process.argv.slice(2);

async function signIn() {
  const answer = await fetch(`${address}/api/v1/session`, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Sightline": "1" },
    body: JSON.stringify({ email, password }),
  });
  if (!answer.ok) {
    throw new Error(`cannot sign in: ${await answer.text()}`);
  }
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0])
    .join("; ");
}

async function ask(path, cookie) {
  const answer = await fetch(`${address}/api/v1${path}`, { headers: { Cookie: cookie } });
  if (!answer.ok) {
    throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  }
  return answer.json();
}

async function pages(cookie) {
  const until = new Date();
  const window = `from=${new Date(until - 7 * 86_400_000).toISOString()}&until=${until.toISOString()}`;
  const { models } = await ask(`/models?${window}`, cookie);
  const { inferences } = await ask(`/inferences?limit=1&has_image=true&${window}`, cookie);
  const { project, version } = models[0];
  const { inference_id, occurred_at } = inferences[0];
  return [
    ["sign in", "/sign-in", null],
    ["overview", "/", cookie],
    ["models", "/models", cookie],
    ["one model", `/models/${project}/${version}`, cookie],
    ["inferences", "/inferences", cookie],
    ["one inference", `/inferences/view?${new URLSearchParams({ inference: inference_id, at: occurred_at })}`, cookie],
    ["devices", "/devices", cookie],
    ["alerts", "/alerts", cookie],
    ["new alert rule", "/alerts/rules/new", cookie],
    ["settings", "/settings", cookie],
  ];
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

const cookie = await signIn();
const chrome = await launch({
  chromePath: process.env.SIGHTLINE_CHROMIUM ?? "/usr/bin/chromium",
  chromeFlags: ["--headless=new", "--no-sandbox"],
});
let isGood = true;
try {
  console.log("| page | performance | accessibility | best practices | largest paint, s | blocked, ms | moved |");
  console.log("| --- | ---: | ---: | ---: | ---: | ---: | ---: |");
  for (const [name, path, as] of await pages(cookie)) {
    const results = [];
    for (let run = 0; run < RUNS; run++) {
      const { lhr } = await lighthouse(
        address + path,
        {
          port: chrome.port,
          logLevel: "error",
          onlyCategories: Object.keys(GOALS),
          extraHeaders: as === null ? {} : { Cookie: as },
        },
        desktopConfig,
      );
      results.push(lhr);
    }
    const score = (category) => Math.round(100 * median(results.map((lhr) => lhr.categories[category].score)));
    const figure = (audit) => median(results.map((lhr) => lhr.audits[audit].numericValue));
    const scores = Object.keys(GOALS).map(score);
    console.log(
      `| ${name} | ${scores.join(" | ")} | ${(figure("largest-contentful-paint") / 1000).toFixed(2)} ` +
        `| ${figure("total-blocking-time").toFixed(0)} | ${figure("cumulative-layout-shift").toFixed(3)} |`,
    );
    isGood &&= Object.values(GOALS).every((goal, i) => scores[i] >= goal);
    for (const audit of Object.values(results[0].audits)) {
      const isAsked = ["accessibility", "best-practices"].some((category) =>
        results[0].categories[category].auditRefs.some((ref) => ref.id === audit.id && ref.weight > 0),
      );
      if (isAsked && audit.score !== null && audit.score < 1) {
        console.log(`  ${name}: ${audit.id}: ${audit.title}`);
      }
    }
  }
} finally {
  chrome.kill();
}
console.log(
  `\nGoals: performance ${GOALS.performance}, accessibility ${GOALS.accessibility}, ` +
    `best practices ${GOALS["best-practices"]}: ${isGood ? "met" : "MISSED"}`,
);
// Not 1, which is what an error ends with.
process.exit(isGood ? 0 : 3);
