// The licence texts of every package that esbuild's metafile says is in the bundle.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

const RULE = "=".repeat(78);

export function notices(metafile, root) {
  const inputs = Object.values(metafile.outputs).flatMap((output) => Object.keys(output.inputs));
  const packages = [...new Set(inputs.map(packageOf).filter(Boolean))].sort();
  const parts = packages.map((name) => notice(join(root, "node_modules", name)));
  return ["Northing's pages are built with the packages below.", ...parts].join(`\n\n${RULE}\n`) + "\n";
}

function packageOf(path) {
  return path.match(/node_modules\/((?:@[^/]+\/)?[^/]+)\//)?.[1];
}

function notice(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = existsSync(folder) && readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file ? readFileSync(join(folder, file), "utf8").trim() : `Licence: ${license}`;
  return `${name} ${version}\n\n${text}`;
}
