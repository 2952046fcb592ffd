// The pages for Maven: `node pages.mjs build FOLDER` and `node pages.mjs test FOLDER`. Does again only what its inputs ask for,
// because a build of the whole house passes here each time.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { checkWeight } from "./weight.mjs";

const INSTALLED_FROM = ["package.json", "package-lock.json"];
const BUILT_FROM = [...INSTALLED_FROM, "index.html", "vite.config.ts", "tsconfig.json", "public", "app"];

function main([task, folder]) {
  unlessDone("node_modules/.installed-from", INSTALLED_FROM, () => npm("ci", "--no-audit", "--no-fund", "--loglevel=error"));
  if (task === "build" && folder !== undefined) {
    // The stamp stands outside of the folder, because everything in there is served.
    unlessDone(join(folder, "../../../.pages-built-from"), BUILT_FROM, () => npm("run", "build", "--", "--outDir", folder));
  } else if (task === "test" && folder !== undefined) {
    npm("run", "check");
    npm("test");
    checkWeight(folder);
  } else {
    throw new Error("usage: node pages.mjs build FOLDER | test FOLDER");
  }
}

/** Does the work unless the stamp says that it was done from the same inputs. */
function unlessDone(stamp, inputs, work) {
  const fingerprint = fingerprintOf(inputs);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === fingerprint) {
    return;
  }
  work();
  writeFileSync(stamp, fingerprint);
}

function fingerprintOf(paths) {
  const hash = createHash("sha256");
  for (const path of paths.flatMap(filesIn)) {
    hash.update(path).update("\0").update(readFileSync(path)).update("\0");
  }
  return hash.digest("hex");
}

function filesIn(path) {
  return statSync(path).isDirectory()
    ? readdirSync(path)
        .sort()
        .flatMap((name) => filesIn(join(path, name)))
    : [path];
}

function npm(...command) {
  const { status, error } = spawnSync("npm", command, { stdio: "inherit" });
  if (error !== undefined || status !== 0) {
    console.error(`npm ${command.join(" ")} failed${error === undefined ? "" : `: ${error.message}`}`);
    process.exit(1);
  }
}

main(process.argv.slice(2));
