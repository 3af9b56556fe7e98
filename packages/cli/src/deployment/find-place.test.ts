import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineSecrets, textSecret } from '@amplify-secrets/runtime';
import { secretSetOf } from '@amplify-secrets/runtime/contract';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../commands/commands.js';
import { findPlace, type PlaceDefaults, type PlaceOptions } from './find-place.js';
import { commandLine, commonOptions } from './place-flags.js';

const secrets = { token: textSecret() };
const defaults: PlaceDefaults = { packageName: 'shop-web', userName: 'ana', appId: undefined, production: undefined };
const environments = {
  prod: 'main',
  staging: ['staging', 'release/*'],
  preview: { branches: 'pr-*', store: 'amplify' as const },
};
const ofOneApp = { prod: { branches: 'main', appId: 'd1' }, dev: '*' };

function place(
  options: PlaceOptions,
  given: Partial<PlaceDefaults> = {},
  declared: Parameters<typeof defineSecrets>[0]['environments'] = environments,
) {
  const set = secretSetOf(defineSecrets({ app: 'shop', environments: declared, secrets }));
  if (set === undefined) throw new Error('defineSecrets returns a set.');
  return findPlace(set, options, { ...defaults, ...given });
}

describe('findPlace', () => {
  it('is the sandbox of ampx without an option', () => {
    expect(place({})).toMatchObject({
      environment: 'sandbox',
      store: 'amplify',
      deployment: { type: 'sandbox', namespace: 'shop-web', name: 'ana' },
      folders: [expect.stringMatching(/^\/amplify\/shopweb\/ana-sandbox-[0-9a-f]{10}$/), '/amplify/shared/shop-web'],
      isProduction: false,
    });
    expect(place({ identifier: 'bea' }).label).toBe('sandbox "bea"');
  });

  it('finds the environment of a branch', () => {
    expect(place({ branch: 'release/2' })).toMatchObject({
      environment: 'staging',
      store: 'secrets-manager',
      folders: [],
    });
    expect(() => place({ branch: 'feature' })).toThrow(expect.objectContaining({ name: 'BranchUnmatchedError' }));
  });

  it('needs the app of a branch where an environment is of one app, rather than find another environment', () => {
    expect(() => place({ branch: 'main' }, {}, ofOneApp)).toThrow(
      expect.objectContaining({ name: 'DeploymentNeededError' }),
    );
    expect(place({ branch: 'main', appId: 'd1' }, {}, ofOneApp).environment).toBe('prod');
    expect(place({ branch: 'main' }, { appId: 'd2' }, ofOneApp).environment).toBe('dev');
  });

  it.each<[PlaceOptions, Partial<PlaceDefaults>]>([
    [{ env: 'preview' }, {}],
    [{ env: 'preview' }, { appId: 'd1' }],
    [{ env: 'preview', shared: true }, {}],
    [{ branch: 'pr-7' }, {}],
    [{}, { packageName: undefined }],
  ])('needs the deployment of values that are Amplify’s own: %j, %j', (options, given) => {
    expect(() => place(options, given)).toThrow(
      expect.objectContaining({ name: 'DeploymentNeededError', exitCode: 2 }),
    );
  });

  it('reads and writes what is shared alone with --shared', () => {
    expect(place({ env: 'preview', shared: true, appId: 'd1' })).toMatchObject({
      folders: ['/amplify/shared/d1'],
      writeFolder: '/amplify/shared/d1',
      isShared: true,
    });
  });

  it.each<[PlaceOptions, readonly string[] | undefined, boolean]>([
    [{ env: 'prod' }, undefined, true],
    [{ env: 'staging' }, undefined, false],
    [{ env: 'prod' }, ['staging'], false],
    [{ env: 'staging' }, ['staging'], true],
  ])('takes %j for production as the guard does, or as %j says', (options, production, expected) => {
    expect(place(options, { production }).isProduction).toBe(expected);
  });

  it('takes an environment for production by its branch', () => {
    expect(place({ env: 'customers' }, {}, { customers: 'main', dev: '*' }).isProduction).toBe(true);
  });
});

describe('commandLine', () => {
  it.each<[PlaceOptions, string]>([
    [{ env: 'staging' }, 'npx amplify-secrets set token --env staging'],
    [{ branch: 'release/2' }, 'npx amplify-secrets set token --env staging'],
    [{ identifier: 'bea' }, 'npx amplify-secrets set token --identifier bea'],
    [{ branch: 'pr-7', appId: 'd1' }, 'npx amplify-secrets set token --branch pr-7 --app-id d1'],
    [{ env: 'preview', shared: true, appId: 'd1' }, 'npx amplify-secrets set token --env preview --shared --app-id d1'],
  ])('leads to the same place: %j', (options, line) => {
    expect(commandLine(place(options), 'set', 'token')).toBe(line);
  });

  it('makes every command about one place that a message shows', () => {
    const aboutOnePlace = COMMANDS.filter(({ spec: { name, options } }) => 'env' in options && name !== 'local');
    const sources = fileURLToPath(new URL('../', import.meta.url));
    const written = readdirSync(sources, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !/-spec\.ts$|\.test\./.test(file))
      .flatMap((file) =>
        readFileSync(join(sources, file), 'utf8')
          .split('\n')
          .map((line) => `${file}: ${line.trim()}`),
      )
      .filter((line) => !/: (\*|\/\/|\/\*\*)/.test(line))
      // What the reader has to fill in is not known here.
      .filter((line) => !/<environment>/.test(line))
      // With the project's own package manager: before there is a declaration, and for the sandbox after a migration.
      .filter((line) => !line.startsWith('engine/next-steps.ts: '))
      .filter((line) => aboutOnePlace.some(({ spec }) => new RegExp(`amplify-secrets ${spec.name}\\b`).test(line)));
    expect(written).toEqual([
      // A script of package.json, for any place.
      "engine/package-scripts.ts: 'secrets:check': 'amplify-secrets check',",
      // The title of the files that `export` writes, by which it knows them again.
      "commands/export/export.ts: const WRITTEN_BY = 'written by amplify-secrets export';",
    ]);
  });

  it('repeats the options of every command as they were given', () => {
    const given = { declaration: 'my app/secrets.ts', profile: 'work', region: undefined };
    expect(commandLine(place({ env: 'staging' }, { commonOptions: commonOptions(given) }), 'restore', 'token')).toBe(
      "npx amplify-secrets restore token --env staging --declaration 'my app/secrets.ts' --profile work",
    );
  });
});
