import { runInNewContext } from 'node:vm';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { propertyKey, stringLiteral } from './source-code.js';

const STRINGS = [
  '',
  'main',
  "fix/don't-retry",
  'a"b',
  `a'b"c`,
  'a\\',
  `\${x}`,
  '`x`',
  'x{1}',
  'a\nb\r\t\0',
  '\u001b[31m',
  '\u007f\u0085\u009b',
  '\u00a0\u2028\u2029\ufeff\u202e\u200b',
  '\ud800',
  'größe',
  '😀',
  '__proto__',
];

describe('F06: stringLiteral', () => {
  it.each(STRINGS)('writes %j as TypeScript that evaluates to it', (value) => {
    const literal = stringLiteral(value);
    expect(ts.transpileModule(literal, { reportDiagnostics: true }).diagnostics).toEqual([]);
    expect(runInNewContext(literal)).toBe(value);
    expect(literal).not.toMatch(/(?! )[\p{C}\p{Z}]/u);
  });
});

describe('F06: propertyKey', () => {
  it.each(STRINGS)('writes %j as a key that evaluates to it', (value) => {
    expect(Object.keys(runInNewContext(`({ ${propertyKey(value)}: 1 })`))).toEqual([value]);
  });
});
