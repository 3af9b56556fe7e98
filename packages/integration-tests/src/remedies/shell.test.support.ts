import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as secretsManager from '@aws-sdk/client-secrets-manager';
import * as ssm from '@aws-sdk/client-ssm';

export const SHELLS = ['bash', 'sh'] as const;

// Keeps the words that it was called with, and what is in the files that they name. In sh, which starts in a tenth of the time of Node.js.
const RECORDER = `#!/bin/sh
set -e
calls="\${0%/*}/calls"
printf '>%s\\0' "\${0##*/}" >>"$calls"
for word do
  printf '=%s\\0' "$word" >>"$calls"
  case $word in
    *file://* | *fileb://*)
      content=$(base64 <"\${word#*://}")
      printf '@%s\\0%s\\0' "\${word#*://}" "$content" >>"$calls"
      ;;
  esac
done
case " $* " in *' describe-stacks '*) echo 'arn:of:the role' ;; esac
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
  const bin = programs();
  try {
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
    const calls = recorded(readFileSync(join(bin, 'calls'), 'utf8'));
    return { status, stderr, calls, left: readdirSync(folder).filter((name) => !(name in files)) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

let folderOfPrograms: string | undefined;

/** The folder of the programs that record, once for all commands. */
function programs(): string {
  if (folderOfPrograms !== undefined) return folderOfPrograms;
  const bin = mkdtempSync(join(tmpdir(), 'remedies-bin-'));
  for (const name of ['aws', 'npx', 'npm']) writeFileSync(join(bin, name), RECORDER, { mode: 0o755 });
  process.on('exit', () => rmSync(bin, { recursive: true, force: true }));
  folderOfPrograms = bin;
  return bin;
}

/** Each entry ends in a null: a program, a word, or a file with its content after it. */
function recorded(text: string): readonly Call[] {
  const calls: { words: string[]; files: Record<string, string> }[] = [];
  const entries = text.split('\0').slice(0, -1);
  for (let index = 0; index < entries.length; index++) {
    const [kind, rest] = [entries[index]?.[0], entries[index]?.slice(1) ?? ''];
    const call = calls.at(-1);
    if (kind === '>') calls.push({ words: [rest], files: {} });
    else if (kind === '=') call?.words.push(rest);
    else if (call !== undefined) call.files[rest] = (entries[++index] ?? '').replaceAll('\n', '');
  }
  return calls;
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
