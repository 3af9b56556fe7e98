import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { type LocalAws, startLocalAws } from '@amplify-secrets/local';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { register } from './register.js';
import { runCli } from './run-cli.js';

let aws: LocalAws;
beforeAll(async () => {
  aws = await startLocalAws();
});
afterAll(() => aws.close());

interface Proposal {
  readonly variables: readonly { readonly name: string; readonly to: string; readonly secret?: string }[];
  readonly secrets: readonly { readonly secret: string; readonly state: string }[];
}

const LOGIN_OF_CONTAINER = ['POSTGRES_USER', 'POSTGRES_PASSWORD', 'POSTGRES_DB'];
const variables = Object.fromEntries(
  readFileSync('.env.example', 'utf8')
    .split('\n')
    .map((line) => /^(\w+)=(.*)$/.exec(line))
    .filter((match) => match !== null)
    .map(([, name = '', value = '']) => [name, value]),
);

describe('amplify-secrets import', () => {
  it.each(['README.md', 'README.ja.md'])('proposes the places that the table of %s has', async (page) => {
    const printed = await runCli(aws, ['import', '.env.example', '--json']);
    const proposal: Proposal = JSON.parse(printed.slice(printed.indexOf('{'), printed.lastIndexOf('}') + 1));
    const proposed = proposal.variables
      .filter(({ name }) => !LOGIN_OF_CONTAINER.includes(name))
      .map(({ name, to, secret }) => [name, secret ?? to]);
    const places = Object.fromEntries(placesIn(page));
    expect(Object.keys(places).sort()).toEqual(Object.keys(variables).sort());
    // The number of processes is not needed any more.
    expect(proposed).toEqual(
      proposed.map(([name = '']) => [name, name === 'GUNICORN_WORKERS' ? 'parameter' : places[name]]),
    );
    expect(proposal.secrets.filter(({ state }) => state === 'declared')).toHaveLength(3);
  });

  it('shows no value in its output, or in the arguments of a process', async () => {
    const { DB_PASSWORD = '', AUTH0_CLIENT_SECRET = '', FLASK_SECRET_KEY = '' } = variables;
    const seen = new Set<string>();
    const watch = setInterval(() => {
      for (const line of commandLines()) seen.add(line);
    }, 20);
    const output = await register(aws, variables);
    clearInterval(watch);
    const printed = [output, ...seen].join('\n');
    if (existsSync('/proc')) expect(printed).toMatch(/amplify-secrets.import/);
    for (const value of [DB_PASSWORD, AUTH0_CLIENT_SECRET, FLASK_SECRET_KEY]) expect(printed).not.toContain(value);
  });
});

/** `['DB_USER', 'db']`, `['GUNICORN_BIND', 'parameter']`, of the first table with variables. */
function placesIn(page: string): readonly (readonly [string, string])[] {
  const rows = readFileSync(page, 'utf8')
    .split('\n')
    .filter((line) => /^\| `[A-Z0-9_]+`/.test(line));
  return rows.flatMap((row) => {
    const [, names = '', place = ''] = row.split(' | ').length > 2 ? ['', ...row.split(' | ')] : [];
    const secret = /papyrus\/prd\/(\w+)/.exec(place)?.[1];
    const target = secret ?? (/parameter|パラメータ/.test(place) ? 'parameter' : 'nowhere');
    return [...names.matchAll(/`([A-Z0-9_]+)`/g)].map(([, name = '']) => [name, target] as const);
  });
}

function commandLines(): readonly string[] {
  // Other systems than Linux have no such folder.
  if (!existsSync('/proc')) return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', '.');
      } catch {
        return '';
      }
    });
}
