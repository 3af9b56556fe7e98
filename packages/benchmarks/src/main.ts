import { parseArgs } from 'node:util';
import { nodeBinaries, thisNode } from './cold-start/node-binaries.js';
import { measureSections, SECTION_IDS, type SectionId } from './measure-sections.js';
import { surroundingsOf } from './report/surroundings.js';
import { terminalReport } from './report/terminal-report.js';
import { writeDocs } from './report/write-docs.js';
import { startStoreProcess } from './store/store-process.js';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    only: { type: 'string' },
    'write-docs': { type: 'boolean', default: false },
  },
});
if (values['write-docs'] && (values.quick || values.only !== undefined)) {
  throw new Error('The page holds a whole run: leave out --quick and --only.');
}
const ids = values.only === undefined ? SECTION_IDS : values.only.split(',').map(sectionId);
const begun = performance.now();
const progress = (text: string) =>
  process.stderr.write(`${((performance.now() - begun) / 1_000).toFixed(0).padStart(4)} s  ${text}\n`);

const nodes = values.quick ? [thisNode] : nodeBinaries(progress);
const surroundings = surroundingsOf(nodes, new Date());
const store = await startStoreProcess();
try {
  const context = { store: store.addresses, nodes, isQuick: values.quick, random: Math.random, progress };
  const sections = await measureSections(ids, context);
  progress('done');
  process.stdout.write(
    values.json
      ? `${JSON.stringify({ ...surroundings, isQuick: values.quick, sections: sections.map(({ id, verdicts, data }) => ({ id, verdicts, data })) })}\n`
      : `${terminalReport(sections, surroundings)}\n`,
  );
  if (values['write-docs']) for (const file of writeDocs(sections, surroundings)) progress(`wrote ${file}`);
} finally {
  await store.close();
}

function sectionId(text: string): SectionId {
  const id = SECTION_IDS.find((known) => known === text);
  if (id === undefined) throw new Error(`There is no part "${text}". The parts: ${SECTION_IDS.join(', ')}.`);
  return id;
}
