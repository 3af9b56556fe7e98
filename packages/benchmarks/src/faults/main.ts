import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { textTable } from '../report/text-table.js';
import { faultByFault, faultsPage, faultTotals } from './faults-page.js';
import { runSubject } from './run-subject.js';
import { SUBJECTS } from './subjects.js';

const SEED = 1;
const DOCS = new URL('../../../../docs/benchmarks/', import.meta.url);

const { values } = parseArgs({
  options: { json: { type: 'boolean', default: false }, 'write-docs': { type: 'boolean', default: false } },
});
const results = await Promise.all(SUBJECTS.map((subject) => runSubject(subject, SEED)));
if (values.json) process.stdout.write(`${JSON.stringify({ seed: SEED, subjects: results })}\n`);
else {
  for (const table of [faultTotals(results), faultByFault(results)]) {
    process.stdout.write(`\n${table.title}\n${textTable(table)}\n`);
  }
}
if (values['write-docs']) {
  const model = cpus()[0]?.model.trim() ?? 'unknown';
  const where = `Run on ${new Date().toISOString().slice(0, 10)} with Node.js ${process.versions.node} (${cpus().length} × ${model}).`;
  mkdirSync(DOCS, { recursive: true });
  writeFileSync(new URL('faults.md', DOCS), faultsPage(results, SEED, where));
}
