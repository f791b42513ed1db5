// Builds what the browser needs: one style sheet with its fonts, and two small scripts.
import { readFile, rm } from "node:fs/promises";
import { build } from "esbuild";

const output = "dist/samstyring";

// The dark palette is written once. The reader who lets the machine choose gets the same palette,
// so it is repeated here under the browser's own preference. Paper is always white.
const darkBySystem = {
  name: "dark-by-system",
  setup(esbuild) {
    esbuild.onLoad({ filter: /dark[^/]*\.css$/ }, async ({ path }) => {
      const dark = await readFile(path, "utf8");
      const auto = dark.replaceAll('[data-color-scheme="dark"]', '[data-color-scheme="auto"]');
      return { contents: `@media screen {\n${dark}\n}\n@media screen and (prefers-color-scheme: dark) {\n${auto}\n}\n`, loader: "css" };
    });
  },
};

await rm(output, { recursive: true, force: true });
await build({
  entryPoints: { app: "src/css/app.css" },
  outdir: output,
  bundle: true,
  minify: true,
  target: ["chrome115", "firefox121", "safari17"],
  loader: { ".woff2": "file" },
  assetNames: "fonts/[name]",
  plugins: [darkBySystem],
  logLevel: "warning",
});
await build({
  entryPoints: { app: "src/js/app.js", sort: "src/js/sort.js" },
  outdir: output,
  bundle: true,
  minify: true,
  format: "iife",
  target: ["chrome115", "firefox121", "safari17"],
  legalComments: "inline",
  logLevel: "warning",
});
