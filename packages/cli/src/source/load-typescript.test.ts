import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CliError } from '../errors/cli-error.js';
import { loadTypeScript } from './load-typescript.js';

const WITH_API = 'exports.createSourceFile = () => "parsed"; exports.version = "5.8.3";';
// What TypeScript 7 exports.
const WITHOUT_API = 'exports.version = "7.0.2"; exports.versionMajorMinor = "7.0";';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'amplify-secrets-typescript-'));
  write('package.json', '{}');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(path: string, content: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}

describe('loadTypeScript', () => {
  it("takes the project's own", () => {
    write('node_modules/typescript/index.js', WITH_API);
    expect(loadTypeScript(folder).version).toBe('5.8.3');
  });

  it('takes that of the Amplify command line beside TypeScript 7', () => {
    write('node_modules/typescript/index.js', WITHOUT_API);
    const cli = 'node_modules/@aws-amplify/backend-cli';
    write(`${cli}/index.js`, '');
    write(`${cli}/node_modules/@aws-amplify/backend-deployer/index.js`, '');
    write(`${cli}/node_modules/@aws-amplify/backend-deployer/node_modules/typescript/index.js`, WITH_API);
    expect(loadTypeScript(folder).version).toBe('5.8.3');
  });

  it('refuses a project that has none with a compiler API, with the command that installs one', () => {
    write('node_modules/typescript/index.js', WITHOUT_API);
    expect(() => loadTypeScript(folder)).toThrow(CliError);
    expect(() => loadTypeScript(folder)).toThrow(/must have a TypeScript with a compiler API/);
  });
});
