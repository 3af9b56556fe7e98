import { describe, expect, it } from 'vitest';
import type { Section } from '../section.js';
import { benchmarksPage } from './benchmarks-page.js';

const section: Section = {
  id: 'calls',
  title: 'Calls that reach the store',
  tables: [{ title: 'Calls', columns: ['', 'cold'], rows: [['ours', '1']] }],
  verdicts: [
    { what: 'Cold', target: '1 call', measured: '1', isMet: true },
    { what: 'Size', target: '24 kB', measured: '30 kB', isMet: false },
  ],
  notes: ['A note.'],
  plots: [{ file: 'calls', title: 'Plotted', bars: [] }],
  data: {},
};
const surroundings = { date: '2026-11-20', machine: 'a machine', load: '0.1', versions: { 'Node.js': '22.23.3' } };

describe('benchmarksPage', () => {
  const page = benchmarksPage([section], surroundings);

  it('shows for every target whether it was met', () => {
    expect(page).toContain('| Cold | 1 call | 1 | met |');
    expect(page).toContain('| Size | 24 kB | 30 kB | **missed** |');
    expect(page).toContain('1 of 2 are met.');
  });

  it('shows tables, plots and notes, and when and where they were measured', () => {
    expect(page).toContain('| ours | 1 |');
    expect(page).toContain('![Plotted](benchmarks/calls.svg)');
    expect(page).toContain('- A note.');
    expect(page).toContain('2026-11-20: a machine; load average 0.1');
  });

  it('ends with links to the pages about the fleet and the faults', () => {
    expect(page).toMatch(/\n## Fleet\n\n\[.+\]\(benchmarks\/fleet\.md\)[\s\S]+\(benchmarks\/faults\.md\).*\n$/);
  });

  it('keeps the fleet section of the previous page, and nothing else of it', () => {
    const before = `# Benchmarks\n\nold numbers\n\n## Fleet\n\nTen thousand containers.\n`;
    const after = benchmarksPage([section], surroundings, before);
    expect(after.endsWith('## Fleet\n\nTen thousand containers.\n')).toBe(true);
    expect(after).not.toContain('old numbers');
    expect(benchmarksPage([section], surroundings, after)).toBe(after);
  });
});
