import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SecretGrantee } from '@amplify-secrets/backend';
import { type Backend, loadBackend } from '@amplify-secrets/local';
import { NestedStack, Stack } from 'aws-cdk-lib';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import { amplifyApp } from './amplify-app.js';
import { declare, keyIn, targetIn } from './declare.js';
import { errorOf } from './declared-access.js';
import type { Kit } from './kit.js';
import { makeGrantee } from './make-grantee.js';
import type { Access, Grant, Project } from './project.js';

/** A project's grants, called as its author would. Throws UnexpectedOutcome when one works, or fails, against its declaration. */
export function grantAll(kit: Kit, project: Project, stack: Stack, granteeOf: (id: string) => SecretGrantee): void {
  const sets = new Map(project.sets.map((set) => [set.app, declare(kit, set)]));
  const calls: Record<Access, Kit['grantSecretRead']> = {
    read: kit.grantSecretRead,
    write: kit.grantSecretWrite,
    'read and write': kit.grantSecretReadWrite,
  };
  for (const grant of project.grants) {
    const { branches, batch, encryptionKey } = grant;
    const outcome = errorNameOf(() =>
      calls[grant.access](
        granteeOf(grant.grantee),
        grant.targets.map((target) => targetIn(kit, sets, target, { stack, place: project.place })),
        {
          ...(branches !== undefined && { branches }),
          ...(batch !== undefined && { batch }),
          ...(encryptionKey !== undefined && { encryptionKey: keyIn(encryptionKey, stack) }),
          ...(!project.inContext && { deployment: project.deployment }),
        },
      ),
    );
    const expected = errorOf(project, grant);
    if (outcome !== expected) throw new UnexpectedOutcome(grant, expected, outcome);
  }
}

export class UnexpectedOutcome extends Error {
  readonly grant: Grant;
  constructor(grant: Grant, expected: string | undefined, outcome: string | undefined) {
    super(`a grant ${outcome === undefined ? 'worked' : `threw ${outcome}`}, not ${expected ?? 'worked'}`);
    this.name = 'UnexpectedOutcome';
    this.grant = grant;
  }
}

function errorNameOf(call: () => void): string | undefined {
  try {
    call();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.name : String(error);
  }
}

/** Synthesises a project as plain CDK stacks with Amplify's context, and reads the templates as AWS would. */
export function synthesizeProject(kit: Kit, project: Project): Backend {
  const { deployment, place, pinned } = project;
  const outdir = mkdtempSync(join(tmpdir(), 'proof-'));
  try {
    const app = amplifyApp(project.inContext ? deployment : undefined, outdir);
    const props = pinned ? { env: { account: place.account, region: place.region } } : {};
    const root = new Stack(app, 'amplify', props);
    const stacks = {
      root,
      nested: new NestedStack(root, 'function'),
      'other nested': new NestedStack(root, 'data'),
      'other root': new Stack(app, 'other', props),
    };
    for (const stack of [root, stacks['other root']]) acceptMistakes(kit, stack);
    const roles = new Map<string, IRole>();
    const grantees = new Map<string, SecretGrantee>();
    for (const each of project.grantees) {
      const made = makeGrantee(stacks[each.stack], each, roles.get(each.roleOf ?? ''));
      roles.set(each.id, made.role);
      grantees.set(each.id, made.grantee);
    }
    grantAll(kit, project, root, (id) => {
      const grantee = grantees.get(id);
      if (grantee === undefined) throw new Error(`no grantee ${id}`);
      return grantee;
    });
    silently(() => app.synth());
    return loadBackend(outdir, { account: place.account, region: place.region });
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

/** Throws UnexpectedOutcome unless the synthesis refuses the project's grant that only its end can refuse. */
export function refuse(kit: Kit, { refused, ...project }: Project): void {
  if (refused === undefined) return;
  const { error: expected, ...grant } = refused;
  const outcome = errorNameOf(() => void synthesizeProject(kit, { ...project, grants: [grant] }));
  if (outcome !== expected) throw new UnexpectedOutcome(grant, expected, outcome);
}

/** Generated projects share secrets as no author would; the proof is about what they are granted. */
export function acceptMistakes(kit: Kit, stack: Stack): void {
  const findings = ['SecretOfAnotherEnvironment', 'ProductionSecretInPreview', 'SharedSecretWritten'] as const;
  const accept = findings.map((finding) => ({ finding, at: stack.node.id, reason: 'Generated.' }));
  kit.configureGuard(stack, { accept });
}

/** Under Amplify the kit prints its notes to standard error; those of thousands of generated projects would hide everything else. */
export function silently<T>(call: () => T): T {
  const { write } = process.stderr;
  process.stderr.write = () => true;
  try {
    return call();
  } finally {
    process.stderr.write = write;
  }
}
