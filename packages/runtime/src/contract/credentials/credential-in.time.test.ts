import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { credentialIn } from './credential-in.js';

/** Every regular expression of the rules, with the file it stands in. */
const patterns = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  .flatMap((file) => patternsIn(file).map((pattern) => [file, pattern] as const));

function patternsIn(file: string): string[] {
  const text = readFileSync(join(import.meta.dirname, file), 'utf8');
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) found.push(node.text.slice(1, node.text.lastIndexOf('/')));
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true));
  return found;
}

/**
 * An upper bound of the ways in which an expression is tried at one character: each length of each repetition, with each of the next.
 * Unlimited where a repetition is.
 */
function waysOf(pattern: string): number {
  const tokens = pattern.match(/\\.|\[(?:\\.|[^\]])*\]|\(\?(?::|<?[=!])|\{\d+(?:,\d*)?\}|[\s\S]/g) ?? [];
  const alternatives = (): number => {
    let sum = 0;
    let product = 1;
    for (let token = tokens.shift(); token !== undefined && token !== ')'; token = tokens.shift()) {
      if (token === '|') {
        sum += product;
        product = 1;
      } else product *= repeated(token.startsWith('(') ? alternatives() : 1);
    }
    return sum + product;
  };
  const repeated = (ways: number): number => {
    const [, least, comma, most] = /^\{(\d+)(,?)(\d*)\}$/.exec(tokens[0] ?? '') ?? [];
    if (least !== undefined) tokens.shift();
    else if (tokens[0] === '?') return tokens.shift() ? 1 + ways : 0;
    else if (tokens[0] === '*' || tokens[0] === '+') return Number.POSITIVE_INFINITY;
    else return ways;
    const end = comma === '' ? Number(least) : most === '' ? Number.POSITIVE_INFINITY : Number(most);
    if (end === Number.POSITIVE_INFINITY) return end;
    let sum = 0;
    for (let times = Number(least); times <= end; times++) sum += ways ** times;
    return sum;
  };
  return alternatives();
}

describe('F08: credentialIn, on values of 200 kB', () => {
  it.each([
    ['ab|c', 2],
    ['a{2,4}b?', 6],
    ['(?:a|b){2}[*+]\\+', 4],
    ['(?:a{1,3}){2}', 9],
    ['a+', Number.POSITIVE_INFINITY],
    ['(?=[ab]{3,})c', Number.POSITIVE_INFINITY],
  ])('counts the ways of %s', (pattern, ways) => {
    expect(waysOf(pattern)).toBe(ways);
  });

  it('tries few ways at each character: no regular expression has a part of unlimited length', () => {
    expect(patterns.length).toBeGreaterThan(150);
    const slow = patterns.map(([file, pattern]) => [file, pattern, waysOf(pattern)] as const);
    expect(slow.filter(([, , ways]) => ways > 25_000)).toEqual([]);
  });

  const LENGTH = 200_000;

  it.each([
    ...[
      'a',
      'A',
      'Ab',
      'a.',
      '1',
      'eyJ',
      'a:',
      '://',
      'a://',
      '${',
      '=',
      'a=',
      'token=',
      'password=',
      'login a ',
      '@',
      '[',
      '{"a":',
    ],
    ...[
      'sk-',
      'sk_',
      'eyJ-',
      '.eyJ',
      'LS0tLS1CRUdJTi',
      '-----BEGIN ',
      'AKIA',
      'Bearer ',
      '/x',
      'a-',
      'a b ',
      '"',
      '\\',
      'AAAA',
    ],
  ])('ends for %s, repeated', (part) => {
    const value = part.repeat(LENGTH / part.length);
    for (const end of ['', '!', '9a', '@']) expect(() => credentialIn('SESSION_SECRET', value + end)).not.toThrow();
  });
});
