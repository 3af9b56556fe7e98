import { parseArgs } from 'node:util';
import { OUTPUT_OPTIONS, publish } from '../report/publish.js';
import { processors } from '../report/surroundings.js';
import { textTables } from '../report/tables.js';
import { faultsPage, faultTables } from './faults-page.js';
import { runSubject } from './run-subject.js';
import { SUBJECTS } from './subjects.js';

const SEED = 1;

const { values } = parseArgs({ options: OUTPUT_OPTIONS });
const results = await Promise.all(SUBJECTS.map((subject) => runSubject(subject, SEED)));
const where = `Run on ${new Date().toISOString().slice(0, 10)} with Node.js ${process.versions.node} (${processors()}).`;
publish(
  {
    json: { seed: SEED, subjects: results },
    text: textTables(faultTables(results)),
    docs: { 'benchmarks/faults.md': faultsPage(results, SEED, where) },
  },
  values,
);
