import { describe, expect, it } from 'vitest';
import { nextSteps, stepsAfterMigration } from './next-steps.js';
import type { ProposedSecret } from './propose-secrets.js';

const secret = (store: 'amplify' | 'secrets-manager'): ProposedSecret => ({
  key: 'stripe',
  fields: undefined,
  names: {},
  uses: [{ store, name: 'STRIPE', file: 'amplify/backend.ts', line: 3 }],
});
const linesFor = (store: 'amplify' | 'secrets-manager') => {
  const environments = { prod: 'master', dev: '*' };
  const installed = new Set([
    '@amplify-secrets/runtime',
    '@amplify-secrets/backend',
    '@amplify-secrets/cli',
    '@amplify-secrets/local',
  ]);
  return nextSteps('npm', installed, { app: 'shop', environments, secrets: [secret(store)] }, ['stripe']).map(
    ({ line, why }) => `${line}  ${why}`,
  );
};

describe('nextSteps', () => {
  it('sets the value in the sandbox, and in production before its branch is deployed', () => {
    expect(linesFor('amplify')).toEqual([
      'npx amplify-secrets set stripe  in your sandbox',
      'npx ampx sandbox  ',
      'npx amplify-secrets set stripe --env prod  before master is deployed',
    ]);
  });

  it('migrates statements where there may be some, which needs committed files', () => {
    expect(linesFor('secrets-manager')[0]).toBe('npx amplify-secrets migrate  once these files are committed');
  });
});

describe('stepsAfterMigration', () => {
  it('sets what the sandbox lacks, names the statements and the handlers, and looks before it deploys', () => {
    const steps = stepsAfterMigration('pnpm', ['stripe'], ['amplify/backend.ts:9'], ['amplify/fn/handler.ts']);
    expect(steps.map(({ line }) => line)).toEqual([
      'pnpm exec amplify-secrets set stripe',
      'pnpm exec amplify-secrets list',
      '# replace the statements that were left',
      'pnpm exec amplify-secrets migrate',
      '# change the handlers above',
      'pnpm exec amplify-secrets doctor',
      'pnpm exec ampx sandbox',
    ]);
    expect(stepsAfterMigration('npm', [], [], []).map(({ line }) => line)).toEqual([
      'npx amplify-secrets doctor',
      'npx ampx sandbox',
    ]);
  });
});
