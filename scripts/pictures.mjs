// `npm run pictures`: the pictures of the README and of docs/, from what the demo really prints and writes. Needs Chromium.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { concepts } from './pictures/concepts.mjs';
import { demoAccess } from './pictures/demo-access.mjs';
import { screenshot } from './pictures/screenshot.mjs';

const demo = spawnSync('node', ['packages/integration-tests/dist/demo/main.js', '--json'], {
  encoding: 'utf8',
  stdio: ['ignore', 'pipe', 'inherit'],
  maxBuffer: 2 ** 26,
});
if (demo.stdout === '') throw new Error('The demo has failed: npm run demo');
const { cells, accessReport, checks } = JSON.parse(demo.stdout);
const broken = checks.filter(({ kept }) => !kept).map(({ promise }) => promise);
if (broken.length > 0) throw new Error(`The demo has failed: ${broken.join('; ')}`);

writeFileSync('docs/images/concepts.svg', concepts('en'));
writeFileSync('docs/images/concepts.ja.svg', concepts('ja'));
writeFileSync('docs/images/demo-access.svg', demoAccess(cells, 'branch main'));
const folder = mkdtempSync(join(tmpdir(), 'amplify-secrets-pictures-'));
const page = join(folder, 'report.html');
writeFileSync(page, onlySection(readFileSync(accessReport, 'utf8'), '>branch &quot;main&quot;</h2>'));
screenshot(page, 'docs/images/access-report.png', { width: 1100, height: 894 });
rmSync(folder, { recursive: true });
console.log(`docs/images/access-report.png: ${statSync('docs/images/access-report.png').size} bytes`);

/** The report's page with one of its deployments. */
function onlySection(html, heading) {
  const section = html.match(/<section class="deployment"[\s\S]*?<\/section>/g)?.find((each) => each.includes(heading));
  if (section === undefined) throw new Error(`The report has no ${heading}`);
  return `${html.slice(0, html.indexOf('<body>'))}<body>\n<main>\n${section}\n</main>\n</body>\n</html>\n`;
}
