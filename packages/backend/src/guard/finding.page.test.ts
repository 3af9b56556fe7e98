import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FINDING_NAMES } from './finding.js';

const page = readFileSync(join(import.meta.dirname, '../../../../docs/guard.md'), 'utf8');
// Findings are the headings of one word.
const sections = page.split(/^## (?=\w+$)/m).slice(1);

describe('docs/guard.md', () => {
  it('has a heading and a row of the table for every finding, in the order of FINDING_NAMES', () => {
    expect(sections.map((section) => section.slice(0, section.indexOf('\n')))).toEqual(FINDING_NAMES);
    expect([...page.matchAll(/^\| \[(\w+)\]\(#(\w+)\)/gm)].map(([, name, link]) => [name, link])).toEqual(
      FINDING_NAMES.map((name) => [name, name.toLowerCase()]),
    );
  });

  it.each(FINDING_NAMES.map((name, index) => [name, sections[index] ?? '']))(
    'says of %s why, what to write, and how to accept it',
    (name, section) => {
      expect(section).toMatch(/An error|A warning/);
      if (name === 'AcceptanceStale') return;
      expect(section).toContain('](https://');
      expect(section).toMatch(new RegExp(`\\{ finding: '${name}', at: '[^']+', reason: '[^']+'`));
    },
  );
});
