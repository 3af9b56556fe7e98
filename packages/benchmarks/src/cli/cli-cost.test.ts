import { describe, expect, it } from 'vitest';
import { type CliCost, tableOf, verdictsOf } from './cli-cost.js';
import { withCliSection } from './cli-section.js';

const time = (wall: number) => ({ wall, processor: wall / 2 });

function cost(help: number, list: number): CliCost {
  return { help: time(help), ampxHelp: time(1000), list: time(list), listNearby: time(400) };
}

describe('the cost of the command line', () => {
  it('meets its targets up to half of the time of ampx and two seconds, and misses them beyond', () => {
    expect(verdictsOf(cost(500, 2000)).map(({ isMet }) => isMet)).toEqual([true, true]);
    expect(verdictsOf(cost(501, 2001)).map(({ isMet }) => isMet)).toEqual([false, false]);
  });

  it('is shown as times the help of ampx', () => {
    expect(tableOf(cost(250, 1500)).rows.map(([, times]) => times)).toEqual(['1.00×', '0.25×', '1.50×', '0.40×']);
  });

  it('replaces its section of the page, and nothing else of it', () => {
    const page = '# Benchmarks\n\n## Fleet\n\nA fleet.\n\n## Grants\n\nGrants.\n';
    const once = withCliSection(page, cost(250, 1500), 'Here.');
    expect(once.startsWith(page)).toBe(true);
    expect(withCliSection(once, cost(250, 1500), 'Here.')).toBe(once);
    const between = `${once.replace(/^# Benchmarks\n/, '')}\n## More\n\nMore.\n`;
    expect(withCliSection(between, cost(300, 1500), 'There.')).toMatch(
      /Grants\.\n\n## The command line\n\nThere\.[\s\S]*0\.30×[\s\S]*\n\n## More\n\nMore\.\n$/,
    );
  });
});
