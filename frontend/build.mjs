// Bundles frontend/ into one stylesheet and one script. The behaviours are in it: all together are smaller than htmx,
// and what a page asks for answers from the first key on, however slow the network.
// Called by hatch_build.py: node build.mjs OUTDIR
import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { notices } from "./notices.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const out = process.argv[2];

mkdirSync(out, { recursive: true });
const result = await build({
  absWorkingDir: here,
  entryPoints: { northing: "main.js" },
  outdir: out,
  bundle: true,
  format: "esm",
  minify: true,
  metafile: true,
  legalComments: "none",
  // The first versions with light-dark() and CSS nesting, which the styles are written in.
  target: ["chrome123", "firefox120", "safari17.5"],
  loader: { ".woff2": "file" },
  entryNames: "[name]-[hash]",
  assetNames: "[name]-[hash]",
});

const written = Object.keys(result.metafile.outputs).map((path) => basename(path));
const entry = (suffix) => written.find((name) => name.startsWith("northing-") && name.endsWith(suffix));
const manifest = { "northing.js": entry(".js"), "northing.css": entry(".css") };

writeFileSync(join(out, "THIRD_PARTY_NOTICES.txt"), notices(result.metafile, here));
// The manifest changes in one step and the files it named go last: a page served meanwhile still finds them.
writeFileSync(join(out, "manifest.json.new"), JSON.stringify(manifest, null, 2) + "\n");
renameSync(join(out, "manifest.json.new"), join(out, "manifest.json"));
const kept = new Set([...written, "manifest.json", "THIRD_PARTY_NOTICES.txt"]);
for (const name of readdirSync(out)) {
  if (!kept.has(name)) rmSync(join(out, name));
}

const bytes = (name) => readFileSync(join(out, name)).length;
for (const name of Object.values(manifest)) console.log(`${name}  ${(bytes(name) / 1024).toFixed(1)} KiB`);
