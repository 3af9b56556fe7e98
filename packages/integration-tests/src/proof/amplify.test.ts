import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SecretGrantee } from '@amplify-secrets/backend';
import { loadBackend } from '@amplify-secrets/local';
import { defineBackend, defineFunction } from '@aws-amplify/backend';
import { Stage } from 'aws-cdk-lib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { drawFrom } from '../iam-oracle/draw.js';
import { repositoryRoot } from '../repository.js';
import { promisedTo } from './declared-access.js';
import { drawProject } from './draw-project.js';
import { drawRequests } from './draw-requests.js';
import { evaluateRequests, isKept } from './evaluate-project.js';
import { KIT } from './kit.js';
import { makeFunction } from './make-grantee.js';
import type { Project } from './project.js';
import { showBroken } from './show-broken.js';
import { acceptMistakes, grantAll } from './synthesize-project.js';

// Sandboxes of a scoped and an unusual package, a pipeline's stage, branches of each kind.
const SEEDS = [2, 17, 4, 14, 23, 24];

// defineBackend bundles from the working directory and writes types below it.
const before = process.cwd();
const environment = { ...process.env };
const directory = mkdtempSync(join(tmpdir(), 'proof-amplify-'));

beforeAll(() => {
  symlinkSync(join(repositoryRoot, 'node_modules'), join(directory, 'node_modules'));
  for (const file of ['package.json', 'package-lock.json']) writeFileSync(join(directory, file), '{}');
  writeFileSync(join(directory, 'handler.ts'), 'export const handler = async () => {};');
});
beforeEach(() => process.chdir(directory));
afterEach(() => {
  process.chdir(before);
  process.env = { ...environment };
});
afterAll(() => rmSync(directory, { recursive: true }));

/** The project as Amplify's own functions: the first is bundled by Amplify, the others are custom functions. */
function synthesizeAmplify(project: Project, outdir: string) {
  const { deployment, place } = project;
  process.env.CDK_OUTDIR = outdir;
  process.env.CDK_CONTEXT_JSON = JSON.stringify({
    'amplify-backend-type': deployment.type,
    'amplify-backend-namespace': deployment.namespace,
    'amplify-backend-name': deployment.name,
  });
  const entry = join(directory, 'handler.ts');
  const backend = defineBackend(
    Object.fromEntries(
      project.grantees.map(({ id }, index) => [
        id,
        index === 0 ? defineFunction({ name: id, entry }) : defineFunction((scope) => makeFunction(scope, id)),
      ]),
    ),
  );
  acceptMistakes(KIT, backend.stack);
  const resources: Readonly<Record<string, unknown>> = backend;
  grantAll(KIT, project, backend.stack, (id) => resources[id] as SecretGrantee);
  Stage.of(backend.stack)?.synth();
  return loadBackend(outdir, { account: place.account, region: place.region });
}

describe('a generated project in a real Amplify backend', () => {
  it.each(SEEDS.map((seed) => [seed]))('allows exactly what it declares: seed %i', (seed) => {
    const draw = drawFrom(seed);
    const drawn = drawProject(draw);
    // Amplify makes each function with its own role, for any account and region, in its own context.
    const grantees = drawn.grantees.map(({ id }) => ({ id, kind: 'amplify' as const, stack: 'nested' as const }));
    const project = { ...drawn, grantees, pinned: false, inContext: true };
    const backend = synthesizeAmplify(project, join(directory, `cdk.out-${seed}`));

    let pairs = 0;
    for (const grantee of grantees) {
      const requests = drawRequests(draw, project, promisedTo(project, grantee), 400);
      for (const pair of evaluateRequests(backend, project, grantee, requests)) {
        if (!isKept(pair)) expect.fail(showBroken({ seed, project, pair }));
        pairs += 1;
      }
    }
    expect(pairs).toBeGreaterThan(300);
  });
});
