import { describe, expect, it } from 'vitest';
import { constantsOf } from './constants.js';
import { source, typescript } from './source.test.support.js';
import { nodesBelow } from './source-file.js';
import { staticStrings } from './static-string.js';

/** What the list in `resources: …` is, with `?` for what is not known. */
function resources(text: string): readonly string[] {
  const file = source(text);
  const reading = { typescript, source: file, constants: constantsOf(typescript, file) };
  const [property] = nodesBelow(file.tree).filter(
    (node) => typescript.isPropertyAssignment(node) && node.name.getText(file.tree) === 'resources',
  );
  if (property === undefined || !typescript.isPropertyAssignment(property)) return expect.fail('no resources');
  return staticStrings(reading, property.initializer).map((each) => ('text' in each ? each.text : '?'));
}

const TABLE = "const SECRETS = { stripe: 'a', 'data-base': `b` } as const;\n";

describe('staticStrings', () => {
  it.each([
    ['members of a table', `${TABLE}f({ resources: [SECRETS.stripe, SECRETS['data-base']] });`, ['a', 'b']],
    ['all values of a table', `${TABLE}f({ resources: Object.values(SECRETS) });`, ['a', 'b']],
    ['a spread of the values', `${TABLE}f({ resources: ['z', ...Object.values(SECRETS)] });`, ['z', 'a', 'b']],
    [
      'a table in a table',
      "const S = { prod: { mail: 'a' }, dev: { mail: 'b' } } as const;\nf({ resources: [S.prod.mail, ...Object.values(S.dev)] });",
      ['a', 'b'],
    ],
    ['a member of an array', "const S = ['a', 'b'] as const;\nf({ resources: [S[1]] });", ['b']],
    ['a list in a table', "const S = { mail: ['a', 'b'] };\nf({ resources: S.mail });", ['a', 'b']],
    ['a table that is frozen', "const S = Object.freeze({ mail: 'a' });\nf({ resources: [S.mail] });", ['a']],
    [
      'a table with a type',
      "const S = { mail: 'a' } satisfies Record<string, string>;\ntype Name = keyof typeof S;\nf({ resources: [S.mail] });",
      ['a'],
    ],
    ['what is taken out of a table', `${TABLE}const { stripe } = SECRETS;\nf({ resources: [stripe] });`, ['a']],
    ['a table in a template', `${TABLE}f({ resources: [\`x:\${SECRETS.stripe}-*\`] });`, ['x:a-*']],
    [
      'names in a function for each',
      `const N = ['a', 'b'];\nf({ resources: N.map((name) => \`x:\${name}-*\`) });`,
      ['x:a-*', 'x:b-*'],
    ],
    [
      'the values of a table in a function for each',
      `${TABLE}f({ resources: Object.values(SECRETS).map((name) => 'x:' + name) });`,
      ['x:a', 'x:b'],
    ],
    ['a table whose members are given away', `${TABLE}g(SECRETS.stripe);\nf({ resources: [SECRETS.stripe] });`, ['a']],
  ])('reads %s', (_, text, expected) => {
    expect(resources(text)).toEqual(expected);
  });

  it.each([
    ['is assigned to', "SECRETS.stripe = 'c';"],
    ['is assigned to with a type', "(SECRETS as Mutable).stripe = 'c';"],
    ['is deleted from', 'delete SECRETS.stripe;'],
    ['is given to a function', 'g(SECRETS);'],
    ['is given to Object.assign', 'Object.assign(SECRETS, others);'],
    ['is given to a variable', 'const other = SECRETS;'],
    ['is given to an object', 'const other = { SECRETS };'],
    ['has a variable of the same name', 'function h() { const SECRETS = {}; }'],
    ['is the name of a parameter', 'function h(SECRETS: Table) {}'],
  ])('does not read a table that %s', (_, line) => {
    expect(resources(`${TABLE}${line}\nf({ resources: [SECRETS.stripe] });`)).toEqual(['?']);
    expect(resources(`${TABLE}${line}\nf({ resources: Object.values(SECRETS) });`)).toEqual(['?']);
  });

  it.each([
    ['has a member that is spread', 'const S = { ...others, mail: "a" };\nf({ resources: [S.mail] });'],
    ['is a let', "let S = { mail: 'a' };\nf({ resources: [S.mail] });"],
    ['has no such member', "const S = { mail: 'a' };\nf({ resources: [S.sms] });"],
    ['is indexed by a variable', "const S = { mail: 'a' };\nf({ resources: [S[name]] });"],
    ['gives an inner table away', "const S = { prod: { mail: 'a' } };\ng(S.prod);\nf({ resources: [S.prod.mail] });"],
    ['is an array that is changed', "const S = ['a'];\nS.sort();\nf({ resources: [S[0]] });"],
  ])('does not read a table that %s', (_, text) => {
    expect(resources(text)).toEqual(['?']);
  });
});
