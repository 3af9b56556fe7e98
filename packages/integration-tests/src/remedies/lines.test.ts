import { expressionOf, propertyKey, stringLiteral } from '@amplify-secrets/runtime/contract';
import { describe, expect, it } from 'vitest';
import { type Code, codeIn } from './code-in.js';
import { compileErrors } from './compile-lines.js';
import { ODD } from './hostile.js';
import { FILLINGS, NOT_PRINTED } from './lines.js';
import { PART, type PrintedString, printedStrings } from './printed-strings.js';

/** Each part as an identifier. */
function named(text: string): string {
  let count = 0;
  return text.replaceAll(PART, () => `$part${count++}`);
}

const printed = printedStrings()
  .filter(({ file, text }) => text !== '' && !NOT_PRINTED.some((each) => `${file}: ${text}`.startsWith(each)))
  .map((string) => ({ ...string, code: codeIn(named(string.text)) }))
  .filter(({ code }) => code.length > 0);

/** What may fill in a part; undefined where only the code that prints it knows. */
function fillingsOf({ file, text, parts }: PrintedString, index: number): readonly string[] | undefined {
  // Of letters that need no quoting, as the other test holds.
  if (text.split(PART)[index]?.endsWith("'")) return ['my-name'];
  const part = parts[index] ?? '';
  const own = FILLINGS[`${text}: ${part}`] ?? FILLINGS[`${file}: ${part}`];
  if (own !== undefined) return own;
  if (/^stringLiteral\(/.test(part)) return ODD.map(stringLiteral);
  if (/^propertyKey\(/.test(part)) return ODD.map(propertyKey);
  if (/^expressionOf\(/.test(part)) return ODD.map((key) => expressionOf({ key, undeclared: false }));
  return FILLINGS[part];
}

/** Whether its parts are no lines of other messages, which are rows themselves. */
function isOfOwn(string: PrintedString, code: string): boolean {
  return [...code.matchAll(PART_NAME)].every(([, index]) => fillingsOf(string, Number(index))?.length !== 0);
}

const PART_NAME = /\$part(\d+)/g;

describe('F06: every line of TypeScript that is printed', () => {
  it('has a row for each of its parts', () => {
    const without = printed.flatMap((string) =>
      string.code.flatMap(({ code }) =>
        [...code.matchAll(PART_NAME)].flatMap(([, index]) =>
          fillingsOf(string, Number(index)) === undefined ? [`${string.file}: ${string.parts[Number(index)]}`] : [],
        ),
      ),
    );
    expect([...new Set(without)]).toEqual([]);
  });

  it('compiles, whatever the names are', () => {
    const lines = printed.flatMap((string) =>
      string.code
        .filter(({ code }) => isOfOwn(string, code))
        .flatMap(({ kind, code }) =>
          ODD.map((_, index): Code => {
            const filled = code.replaceAll(PART_NAME, (_all, part: string) => {
              const fillings = fillingsOf(string, Number(part)) ?? [];
              return fillings[index % fillings.length] ?? '';
            });
            return { kind, code: filled };
          }),
        ),
    );
    expect(lines.length).toBeGreaterThan(1000);
    expect(compileErrors(lines)).toEqual([]);
  }, 120_000);
});
