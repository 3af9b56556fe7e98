import { expect, it } from 'vitest';
import { source, typescript } from '../../source/source.test.support.js';
import { branchNames } from './branch-names.js';

it.each([
  ["if (process.env.AWS_BRANCH === 'dev') {}", ['dev']],
  ["const b = process.env.AWS_BRANCH; if ('qa' != b) {}", ['qa']],
  ["switch (branch) { case 'dev': break; case 'qa': break; }", ['dev', 'qa']],
  ["['dev', 'qa'].includes(branch)", ['dev', 'qa']],
  ["const LIST = ['dev'] as const; new Set(LIST).has(branch)", ['dev']],
  ["branch.startsWith('release/')", ['release/1']],
  ["const NAMES = { main: 'a', dev: 'b' }; NAMES[branch]", ['main', 'dev']],
  ["node.tryGetContext('amplify-backend-name') === 'dev'", ['dev']],
  ["typeof x === 'function'; y === ''; z === 'two words'", []],
  ["const a = a; a.includes('x')", ['x']],
  ["export const handler = () => key.startsWith('sk_')", []],
  ["export async function handler() { return process.env.AWS_BRANCH === 'dev'; }", ['dev']],
])('branchNames lists what is compared: %s', (text, names) => {
  expect([...branchNames(typescript, [source(text)])].sort()).toEqual([...names].sort());
});

it('branchNames lists first what is compared with a branch', () => {
  const text = "kind === 'table'; process.env.AWS_BRANCH === 'dev';";
  expect(branchNames(typescript, [source(text)])).toEqual(['dev', 'table']);
});
