import { describe, expect, it } from 'vitest';
import { typescript } from '../source/source.test.support.js';
import { withScripts } from './package-scripts.js';

const OURS = '"secrets": "amplify-secrets"';
const CHECK = '"secrets:check": "amplify-secrets check"';

describe('withScripts', () => {
  it.each([
    [
      'after others',
      '{\n  "name": "a",\n  "scripts": {\n    "dev": "next dev"\n  },\n  "files": ["a", "b"]\n}\n',
      `{\n  "name": "a",\n  "scripts": {\n    "dev": "next dev",\n    ${OURS},\n    ${CHECK}\n  },\n  "files": ["a", "b"]\n}\n`,
    ],
    ['to none', '{\n\t"name": "a"\n}', `{\n\t"name": "a",\n\t"scripts": {\n\t\t${OURS},\n\t\t${CHECK}\n\t}\n}`],
    ['to an empty object', '{ "scripts": {} }', `{ "scripts": { ${OURS}, ${CHECK} } }`],
    [
      'with CRLF',
      '{\r\n  "scripts": {\r\n    "a": "b"\r\n  }\r\n}\r\n',
      `{\r\n  "scripts": {\r\n    "a": "b",\r\n    ${OURS},\r\n    ${CHECK}\r\n  }\r\n}\r\n`,
    ],
    ['in one line', '{"name":"a"}', `{"name":"a","scripts": {\n    ${OURS},\n    ${CHECK}\n  }}`],
    [
      'beside one of the same name',
      '{ "scripts": { "secrets": "mine" } }',
      `{ "scripts": { "secrets": "mine", ${CHECK} } }`,
    ],
  ])('adds the scripts %s, once, and changes nothing else', (_what, before, after) => {
    expect(withScripts(typescript, before)).toBe(after);
    expect(withScripts(typescript, after)).toBe(after);
    expect(JSON.parse(after)).toMatchObject(JSON.parse(before));
  });

  it.each([['[]'], ['{ "scripts": null }'], ['']])('leaves %j as it is', (text) => {
    expect(withScripts(typescript, text)).toBe(text);
  });
});
