import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { nodeBinaries, thisNode } from './cold-start/node-binaries.js';
import { measureSections, SECTION_IDS, type SectionId } from './measure-sections.js';
import { barChart } from './report/bar-chart.js';
import { benchmarksPage } from './report/benchmarks-page.js';
import { OUTPUT_OPTIONS, progressFromNow, publish } from './report/publish.js';
import { surroundingsOf } from './report/surroundings.js';
import { terminalReport } from './report/terminal-report.js';
import { startStoreProcess } from './store/store-process.js';

const PAGE = new URL('../../../docs/benchmarks.md', import.meta.url);

const { values } = parseArgs({
  options: { ...OUTPUT_OPTIONS, quick: { type: 'boolean', default: false }, only: { type: 'string' } },
});
if (values['write-docs'] && (values.quick || values.only !== undefined)) {
  throw new Error('--write-docs needs a whole run: leave out --quick and --only.');
}
const ids = values.only === undefined ? SECTION_IDS : values.only.split(',').map(sectionId);
const progress = progressFromNow();

const nodes = values.quick ? [thisNode] : nodeBinaries(progress);
const surroundings = surroundingsOf(nodes, new Date());
const store = await startStoreProcess();
try {
  const context = { store: store.addresses, nodes, isQuick: values.quick, random: Math.random, progress };
  const sections = await measureSections(ids, context);
  progress('done');
  const plots = sections.flatMap((section) => section.plots);
  publish(
    {
      json: {
        ...surroundings,
        isQuick: values.quick,
        sections: sections.map(({ id, verdicts, data }) => ({ id, verdicts, data })),
      },
      text: terminalReport(sections, surroundings),
      docs: {
        'benchmarks.md': benchmarksPage(sections, surroundings, existsSync(PAGE) ? readFileSync(PAGE, 'utf8') : ''),
        ...Object.fromEntries(plots.map((plot) => [`benchmarks/${plot.file}.svg`, barChart(plot)])),
      },
    },
    values,
  );
} finally {
  await store.close();
}

function sectionId(name: string): SectionId {
  const id = SECTION_IDS.find((known) => known === name);
  if (id === undefined) throw new Error(`--only must be one of ${SECTION_IDS.join(', ')}, and got "${name}".`);
  return id;
}
