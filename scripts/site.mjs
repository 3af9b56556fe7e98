// `npm run site`: builds the documentation site from the Markdown files and the docstrings, and checks what was built.
import { rmSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { build } from 'vitepress';
import { faultsOf, missingFrom } from './site/check.mjs';
import { writeLlms } from './site/llms.mjs';
import { navigation } from './site/navigation.mjs';
import { stage } from './site/stage.mjs';

const staged = 'docs/.vitepress/pages';
const built = 'docs/.vitepress/dist';
const base = process.env.SITE_BASE ?? '/';
const start = performance.now();

const pages = stage(staged);
if (process.argv.includes('--stage')) {
  console.log(`Wrote ${pages.length} pages. To look at them while you write: npx vitepress dev docs`);
  process.exit();
}
rmSync(built, { recursive: true, force: true });
await build('docs');
writeLlms(pages, { staged, built, base });

const faults = [
  ...faultsOf(built, base),
  ...missingFrom(navigation(), pages).map((route) => `${route}: in no sidebar. Add it to scripts/site/navigation.mjs`),
];
for (const fault of faults) console.error(`✗ ${fault}`);
const seconds = ((performance.now() - start) / 1000).toFixed(1);
console.log(
  faults.length === 0
    ? `✓ ${pages.length} pages in ${seconds} s: links lead to headings, and nothing is loaded from another host. To look at them: npx vitepress preview docs`
    : `✗ ${faults.length} faults in ${pages.length} pages`,
);
process.exitCode = faults.length === 0 ? 0 : 1;
