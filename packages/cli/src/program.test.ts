import { spawn } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from './commands/commands.js';
import { testProject } from './project.test.support.js';
import { BIN, bareVariables, runCli } from './run-cli.test.support.js';

const { folder } = testProject();
const CANARY = 'canary-0123456789';

/** Prints the URL of each module that is loaded. */
const HOOK = `data:text/javascript,${encodeURIComponent(`
import { register } from 'node:module';
register('data:text/javascript,' + encodeURIComponent(
  "export function load(url, context, next) { process._rawDebug('LOADED ' + url); return next(url, context); }"));
`)}`;

describe('amplify-secrets --help', () => {
  it.each([[['--help']], [['get', '--help']], [['help', 'run']]])(
    'loads the specifications of commands, and neither a body, an SDK, tsx nor a prompt: %j',
    async (words) => {
      const loaded = await modulesOf(words);
      const own = loaded.flatMap((url) => /\/cli\/dist\/(.*)\.js$/.exec(url)?.[1] ?? []);
      const specs = COMMANDS.map(({ spec: { name } }) => `commands/${name}/${name}-spec`);
      const rest = [
        'bin',
        'program',
        'commands/commands',
        'commands/common-options',
        'errors/cli-error',
        'errors/error-page',
        'errors/exit-codes',
        'terminal/print-error',
        'terminal/shown-text',
        'terminal/signals',
        'terminal/terminal',
      ];
      expect(own.sort()).toEqual([...specs, ...rest].sort());
      const packages = loaded.flatMap((url) => /\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(url)?.[1] ?? []);
      expect([...new Set(packages)]).toEqual(['commander']);
    },
  );

  it('prints the help of a command on stdout, with its examples', async () => {
    const { code, stdout, stderr } = await runCli(['get', '--help'], { folder });
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('Usage: amplify-secrets get [options] <secret>');
    expect(stdout).toContain('Examples:\n  amplify-secrets get stripe --env staging');
  });

  it('is what no argument prints', async () => {
    const { code, stdout } = await runCli([], { folder });
    expect(code).toBe(0);
    expect(stdout).toContain('Usage: amplify-secrets');
  });
});

describe('a command line that is not valid', () => {
  it.each([
    [['lst'], 'There is no such command.', 'Did you mean list'],
    [['get', 'stripe', '--enviroment', 'x'], 'There is no option --enviroment.', 'See: npx amplify-secrets get --help'],
    [['get'], 'An argument is missing: secret.', 'See: npx amplify-secrets get --help'],
    [['get', 'stripe', '--env'], 'Option --env needs a value.', 'See: npx amplify-secrets get --help'],
    [['get', 'stripe', CANARY], 'There are too many arguments.', 'See: npx amplify-secrets get --help'],
    [[CANARY], 'There is no such command.', 'See: npx amplify-secrets --help'],
    [['get', 'stripe', `--${CANARY}`], 'There is an unknown option.', 'See: npx amplify-secrets get --help'],
    [['set', 'stripe', '-hunterhunter'], 'There is an unknown option.', 'See: npx amplify-secrets set --help'],
    [['set', 'stripe', '--hunterhunter'], 'There is an unknown option.', 'See: npx amplify-secrets set --help'],
    [['get', 'stripe', '--env', 'staging', '--branch', 'main'], 'and --env is "staging".', 'write: --env prod'],
    [['get', 'stripe', '--identifier', 'ana', '--env', 'prod'], '--identifier names a sandbox', 'Leave it out.'],
    [['check', '--env', 'prod', '--shared'], "--shared is for environments whose store is Amplify's", 'Leave it out.'],
  ])('ends with 2 and says what to write: %j', async (words, message, resolution) => {
    const { code, stdout, stderr } = await runCli(words, { folder });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
    expect(stderr).toContain(resolution);
    expect(stderr).not.toMatch(/0123456789|hunter/);
  });
});

function modulesOf(words: readonly string[]): Promise<readonly string[]> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', HOOK, BIN, ...words], {
      cwd: folder,
      env: bareVariables(),
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let printed = '';
    child.stderr.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
    });
    child.on('error', reject);
    child.on('close', () => resolve([...printed.matchAll(/^LOADED (file:.*)$/gm)].flatMap(([, url]) => url ?? [])));
  });
}
