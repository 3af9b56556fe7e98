// `npm run pictures`: the pictures of the README and of docs/, from what the demo really prints and writes. Needs Chromium.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { concepts } from './pictures/concepts.mjs';
import { demoAccess } from './pictures/demo-access.mjs';
import { screenshot } from './pictures/screenshot.mjs';

const demo = spawnSync('node', ['packages/integration-tests/dist/demo/main.js', '--json'], {
  encoding: 'utf8',
  stdio: ['ignore', 'pipe', 'inherit'],
  maxBuffer: 2 ** 26,
});
if (demo.status !== 0) throw new Error('The demo has failed: npm run demo');
const { cells, accessReport } = JSON.parse(demo.stdout);

writeFileSync('docs/images/concepts.svg', concepts('en'));
writeFileSync('docs/images/concepts.ja.svg', concepts('ja'));
writeFileSync('docs/images/demo-access.svg', demoAccess(cells, 'branch main'));
screenshot(accessReport, 'docs/images/access-report.png', { width: 1100, height: 760 });
console.log(`docs/images: ${readFileSync('docs/images/access-report.png').length} bytes of the report`);
