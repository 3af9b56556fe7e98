import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Call, LocalAws, LocalErrorName } from '@amplify-secrets/local';
import { type Deployment, describeDeployment, referencesOf, type SecretSet } from '@amplify-secrets/runtime/contract';
import { loadDeclaration } from '../declaration/load-declaration.js';
import type { Project } from '../declaration/project.js';
import type { Place } from '../deployment/place.js';
import { nameIn } from '../engine/target.js';
import { CliError } from '../errors/cli-error.js';
import type { Deployed } from './describe-call.js';
import { type PutValue, putValues } from './put-values.js';
import type { Seeds } from './seed-file.js';

export const BACKEND_FILE = 'amplify/backend.ts';

export interface LocalOptions {
  readonly project: Project;
  readonly region: string;
  /** @default one that is free */
  readonly port?: number | undefined;
  /** The place of a declaration, whose deployment is synthesised. */
  readonly placeIn: (set: SecretSet) => Place;
  readonly seedsFor: (set: SecretSet) => Seeds;
  readonly onCall: (call: Call, deployed: Deployed) => void;
  /** Ends a synthesis. */
  readonly signal: AbortSignal;
}

/** What was deployed, and with which values. */
export interface DeployedBackend extends Deployed {
  readonly set: SecretSet;
  readonly place: Place;
  readonly deployment: Deployment;
  /** The secrets that had no value before, but for what an earlier deployment has said of them. */
  readonly values: readonly PutValue[];
}

export interface LocalDeployment {
  readonly aws: LocalAws;
  readonly current: () => DeployedBackend;
  /**
   * Deploys the backend as it is by now. What was there stays if that fails.
   *
   * @throws {SynthesisFailedError} When it does not synthesise.
   */
  readonly deploy: () => Promise<DeployedBackend>;
  readonly close: () => Promise<void>;
}

/**
 * Starts a local AWS, and deploys the backend of a project to it.
 *
 * @throws {SynthesisFailedError} When the backend does not synthesise, and every other error of `@amplify-secrets/local`.
 */
export async function startLocalDeployment(options: LocalOptions): Promise<LocalDeployment> {
  const { startLocalAws, synthesize } = await import('@amplify-secrets/local');
  const { project, region, port, placeIn, seedsFor, onCall, signal } = options;
  const shown = new Set<string>();
  let deployed: DeployedBackend | undefined;
  const first = await synthesized();
  const aws = await asCliError(() =>
    startLocalAws({
      region,
      ...(port !== undefined && { port }),
      onCall: (call) => deployed && onCall(call, deployed),
    }),
  );
  try {
    deployed = await load(first);
  } catch (error) {
    await aws.close();
    throw error;
  }
  const state = { current: deployed };
  return {
    aws,
    current: () => state.current,
    deploy: async () => {
      const next = await load(await synthesized());
      const before = state.current;
      deployed = state.current = next;
      rmSync(before.backend.cdkOut, { recursive: true, force: true });
      return next;
    },
    close: aws.close,
  };

  async function synthesized() {
    const set = await loadDeclaration(project.declaration);
    const place = placeIn(set);
    const seeds = seedsFor(set);
    const deployment = deploymentOf(place);
    const backend = await asCliError(() =>
      synthesize({ entry: BACKEND_FILE, deployment, region, cwd: project.folder, signal }),
    );
    return { set, place, seeds, deployment, backend };
  }

  async function load({ set, place, seeds, deployment, backend }: Awaited<ReturnType<typeof synthesized>>) {
    const all = await asCliError(() => putValues(aws, backend, set, place, seeds));
    const values = all.filter(({ key, origin }) => !shown.has(`${origin} ${key}`));
    for (const { key, origin } of values) shown.add(`${origin} ${key}`);
    // A rotation would run functions of the project by itself.
    await asCliError(async () => aws.load({ ...backend, rotations: [] }));
    const references = new Map(referencesOf(set).map((reference) => [nameIn(place, reference).name, reference]));
    return { backend, references, set, place, deployment, values };
  }
}

export function watchedBy({ folder, declaration }: Project): readonly string[] {
  return [join(folder, 'amplify'), declaration];
}

/** What `ampx` would deploy: `sandbox "ana"`. */
export function labelOf({ deployment, place }: Pick<DeployedBackend, 'deployment' | 'place'>): string {
  const label = describeDeployment(deployment);
  return deployment.type === 'sandbox' ? label : `${label}, environment ${place.environment}`;
}

function deploymentOf({ deployment, label }: Place): Deployment {
  if (deployment !== undefined && deployment.namespace !== '') return deployment;
  throw new CliError(
    'DeploymentNeededError',
    `To deploy ${label} the name of its package must be in package.json, and is not.`,
    'Add "name": "my-app" to package.json, as ampx sandbox needs it too.',
  );
}

/** The errors of `@amplify-secrets/local`, which knows no other package of the kit, as the command line prints them. */
async function asCliError<T>(work: () => Promise<T>): Promise<T> {
  const { LOCAL_ERROR_NAMES } = await import('@amplify-secrets/local');
  try {
    return await work();
  } catch (error) {
    const { name, message, resolution } = Object(error) as Partial<CliError>;
    const known: LocalErrorName | undefined = LOCAL_ERROR_NAMES.find((each) => each === name);
    if (known === undefined || resolution === undefined) throw error;
    throw new CliError(known, String(message), resolution);
  }
}
