import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as secretsManager from '@aws-sdk/client-secrets-manager';
import * as ssm from '@aws-sdk/client-ssm';

export const SHELLS = ['bash', 'sh'] as const;

// Keeps the words that it was called with, and what is in the files that they name.
const RECORDER = `#!${process.execPath}
const fs = require('node:fs');
const [, self, ...words] = process.argv;
const files = {};
for (const word of words) {
  const file = /fileb?:\\/\\/(.*)$/s.exec(word)?.[1];
  if (file !== undefined) files[file] = fs.readFileSync(file).toString('base64');
}
fs.appendFileSync(__dirname + '/calls', JSON.stringify({ words: [require('node:path').basename(self), ...words], files }) + '\\n');
if (words.includes('describe-stacks')) console.log('arn:of:the role');
`;

export interface Call {
  readonly words: readonly string[];
  /** In base64. */
  readonly files: Readonly<Record<string, string>>;
}

/** The commands in what was printed: each ends its line. */
export function commandsIn(printed: string): readonly string[] {
  return printed.split('\n').flatMap((line) => /(?:^|: |^\s+)((?:aws|npx|npm|node|eval) .*)$/.exec(line)?.[1] ?? []);
}

/**
 * Runs what was printed in a folder with these files, where `aws`, `npx` and `npm` only record how they were called. What else the
 * commands leave in the folder, they should not have done.
 */
export function runPrinted(
  shell: (typeof SHELLS)[number],
  commands: readonly string[],
  files: Readonly<Record<string, Buffer>>,
) {
  const folder = mkdtempSync(join(tmpdir(), 'remedies-'));
  const bin = mkdtempSync(join(tmpdir(), 'remedies-bin-'));
  try {
    for (const name of ['aws', 'npx', 'npm']) {
      writeFileSync(join(bin, name), RECORDER);
      chmodSync(join(bin, name), 0o755);
    }
    writeFileSync(join(bin, 'calls'), '');
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
    const env = { PATH: `${bin}:${process.env.PATH}`, HOME: folder };
    // As in a terminal, where bash replaces what follows an exclamation mark.
    const history = shell === 'bash' ? 'set -o history -o histexpand\n' : '';
    const { status, stderr } = spawnSync(shell, ['-e'], {
      input: `${history}${commands.join('\n')}\n`,
      cwd: folder,
      env,
      encoding: 'utf8',
    });
    const lines = readFileSync(join(bin, 'calls'), 'utf8').split('\n').filter(Boolean);
    const calls = lines.map((line): Call => JSON.parse(line));
    return { status, stderr, calls, left: readdirSync(folder).filter((name) => !(name in files)) };
  } finally {
    rmSync(folder, { recursive: true });
    rmSync(bin, { recursive: true });
  }
}

/** Does in the local AWS what the AWS CLI would do for a call. */
export async function replay({ words, files }: Call): Promise<unknown> {
  const [program, service, operation = '', ...rest] = words;
  const modules = { secretsmanager: secretsManager, ssm } as Record<string, object>;
  const module = program === 'aws' && service !== undefined ? modules[service] : undefined;
  if (module === undefined) throw new Error(`nothing replays ${words.join(' ')}`);
  const input: Record<string, unknown> = {};
  let region: string | undefined;
  for (let index = 0; index < rest.length; index++) {
    const [, option = '', joined] = /^--([a-z-]+)(?:=(.*))?$/s.exec(rest[index] ?? '') ?? [];
    const value = joined ?? rest[++index] ?? '';
    if (option === 'region') region = value;
    else if (!['query', 'profile', 'output'].includes(option)) input[pascal(option)] = read(value, files);
  }
  const Client = (
    module as Record<string, new (options: object) => { send(command: unknown): Promise<unknown>; destroy(): void }>
  )[service === 'ssm' ? 'SSMClient' : 'SecretsManagerClient'];
  const Command = (module as Record<string, new (input: object) => unknown>)[`${pascal(operation)}Command`];
  if (Client === undefined || Command === undefined) throw new Error(`unknown: ${words.join(' ')}`);
  const client = new Client(region === undefined ? {} : { region });
  return client.send(new Command(input)).finally(() => client.destroy());
}

function read(value: string, files: Call['files']): unknown {
  const [, binary, file] = /^file(b?):\/\/(.*)$/s.exec(value) ?? [];
  if (file !== undefined) {
    const content = Buffer.from(files[file] ?? '', 'base64');
    return binary ? content : content.toString('utf8');
  }
  const [, key, values] = /^Key=([^,]*),Values=(.*)$/.exec(value) ?? [];
  return key === undefined ? value : [{ Key: key, Values: [values] }];
}

function pascal(words: string): string {
  return words.replace(/(?:^|-)([a-z])/g, (_all, letter: string) => letter.toUpperCase());
}
