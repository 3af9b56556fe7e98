import { stripVTControlCharacters, styleText } from 'node:util';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { table } from './table.js';

const rows = [
  ['secret', 'state'],
  ['stripe', 'set'],
  ['秘密', 'missing'],
];

describe('table', () => {
  it('aligns columns by what a terminal shows, wide characters and colours too', () => {
    expect(table(rows)).toBe('secret  state\nstripe  set\n秘密    missing');
    const red = styleText('red', 'a', { validateStream: false });
    expect(
      table([
        [red, 'b'],
        ['ccc', 'd'],
      ]),
    ).toBe(`${red}    b\nccc  d`);
  });

  it('has a line for each row where there is no terminal, however long', () => {
    expect(table([['a'.repeat(500), 'b']]).split('\n')).toHaveLength(1);
  });

  it('wraps a cell in colour without losing a character, and keeps the colour within the cell', () => {
    const cell = `${styleText('yellow', 'only in staging', { validateStream: false })} or so`;
    const printed = table([['slackToken', cell]], 18);
    expect(
      stripVTControlCharacters(printed)
        .split('\n')
        .map((line) => line.slice(10).trim())
        .join('')
        .replaceAll(' ', ''),
    ).toBe('onlyinstagingorso');
    expect(Math.max(...printed.split('\n').map((line) => stringWidth(line)))).toBeLessThanOrEqual(18);
  });

  it('becomes lines of titles and cells where its columns do not fit', () => {
    const wide = [
      ['secret', 'prod', 'staging'],
      ['stripe', 'missing', 'set'],
      ['slackToken', 'set', 'missing'],
    ];
    expect(table(wide, 20)).toBe(
      'secret: stripe\nprod: missing\nstaging: set\n\nsecret: slackToken\nprod: set\nstaging: missing',
    );
    expect(table(wide, 30)).toContain('secret');
    expect(table(wide, 30)).not.toContain('secret:');
  });

  it('stays within a narrow terminal, and loses nothing', () => {
    const printed = table([['shop/production/stripe-webhook-secret', 'missing']], 30);
    expect(Math.max(...printed.split('\n').map((line) => stringWidth(line)))).toBeLessThanOrEqual(30);
    expect(printed.replace(/\s/g, '')).toContain('missing');
    expect(printed.replace(/missing|\s/g, '')).toBe('shop/production/stripe-webhook-secret');
  });
});
