import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Section } from '../section.js';
import { barChart } from './bar-chart.js';
import { benchmarksPage } from './benchmarks-page.js';
import type { Surroundings } from './surroundings.js';

const DOCS = new URL('../../../../docs/', import.meta.url);

/** Writes docs/benchmarks.md and its plots. Returns what it wrote. */
export function writeDocs(sections: readonly Section[], surroundings: Surroundings): readonly string[] {
  mkdirSync(new URL('benchmarks/', DOCS), { recursive: true });
  const page = new URL('benchmarks.md', DOCS);
  const previous = existsSync(page) ? readFileSync(page, 'utf8') : '';
  writeFileSync(page, benchmarksPage(sections, surroundings, previous));
  const plots = sections.flatMap((section) => section.plots);
  const files = plots.map((plot) => {
    const file = new URL(`benchmarks/${plot.file}.svg`, DOCS);
    writeFileSync(file, barChart(plot));
    return file;
  });
  return [page, ...files].map((url) => fileURLToPath(url));
}
