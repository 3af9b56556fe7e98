import { drawFrom } from '../iam-oracle/draw.js';
import { errorOf } from './declared-access.js';
import { drawProject } from './draw-project.js';
import { evaluateProject, isKept, type Pair } from './evaluate-project.js';
import type { Kit } from './kit.js';
import type { Project } from './project.js';

/** A promise that was not kept: a pair, or a grant or a synthesis that did not end as the declaration says. */
export interface Broken {
  /** Draws the project again: `drawProject(drawFrom(seed))`. */
  readonly seed: number;
  readonly project: Project;
  readonly pair?: Pair;
  readonly error?: unknown;
}

export interface Proof {
  readonly projects: number;
  readonly pairs: number;
  readonly allowed: number;
  /** How often each feature of projects and requests occurred: a proof about similar projects would say little. */
  readonly met: Readonly<Record<string, number>>;
  readonly broken: Broken | undefined;
}

export interface ProveOptions {
  readonly seed: number;
  readonly pairs: number;
  /**
   * Whether the synthesis must also refuse what only its end can refuse. A mutant without that end is to be noticed by what it grants.
   * @default true
   */
  readonly refusals?: boolean;
  /** Called after each project. */
  readonly progress?: (proof: Proof) => void;
}

/** Requests per grantee, at most: a sample of those drawn, which leaves time for more projects. */
const MOST = 300;

/** Evaluates generated projects until there are that many pairs or one is not as promised. Project n has the seed + n. */
export function prove(kit: Kit, { seed, pairs, refusals = true, progress }: ProveOptions): Proof {
  const met: Record<string, number> = {};
  const proof = { projects: 0, pairs: 0, allowed: 0, met, broken: undefined as Broken | undefined };
  const count = (feature: string) => {
    met[feature] = (met[feature] ?? 0) + 1;
  };
  while (proof.pairs < pairs && proof.broken === undefined) {
    const own = seed + proof.projects;
    const draw = drawFrom(own);
    const { refused, ...drawn } = drawProject(draw);
    const project = { ...drawn, ...(refusals && refused !== undefined && { refused }) };
    proof.projects += 1;
    for (const feature of featuresOf(project)) count(feature);
    try {
      for (const pair of evaluateProject(kit, project, draw, MOST)) {
        proof.pairs += 1;
        if (pair.promised) proof.allowed += 1;
        count(`${pair.request.action} ${pair.promised ? 'allowed' : 'denied'}`);
        if (!isKept(pair)) {
          proof.broken = { seed: own, project, pair };
          break;
        }
      }
    } catch (error) {
      proof.broken = { seed: own, project, error };
    }
    progress?.(proof);
  }
  return proof;
}

export function reasonOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}

function featuresOf(project: Project): readonly string[] {
  const { deployment, sets, grantees, grants, place, pinned, inContext } = project;
  const features = [
    `deployment ${deployment.type}`,
    `partition ${place.partition}`,
    pinned ? 'pinned' : 'any place',
    inContext ? 'in context' : 'given deployment',
    ...grantees.map(({ kind }) => `grantee ${kind}`),
    ...grants.flatMap(({ targets }) => targets.map(({ kind }) => `target ${kind}`)),
    ...grants.flatMap(({ mistake }) => (mistake === undefined ? [] : [`mistake ${mistake}`])),
    ...(project.refused === undefined ? [] : [`refused in the template: ${project.refused.error}`]),
    ...(sets.some(({ secrets }) => secrets.length > 100) ? ['over 100 secrets'] : []),
    ...(/^pr-\d+$/.test(deployment.name) ? ['preview'] : []),
    ...(sets.some(({ secrets }) => secrets.some(({ encryptionKey }) => encryptionKey)) ? ['key in a definition'] : []),
    ...(grants.some(({ encryptionKey }) => encryptionKey) ? ['key in a grant'] : []),
    ...grants.flatMap(({ targets }) =>
      targets.flatMap((target) => ('imported' in target ? [`imported ${target.imported}`] : [])),
    ),
    ...(deployment.namespace === 'pipeline' ? ['stage'] : []),
    ...(deployment.namespace.startsWith('@') ? ['scoped package'] : []),
    ...(grants.some((grant) => errorOf(project, grant) === 'BranchUnmatchedError') ? ['unmatched'] : []),
  ];
  return [...new Set(features)];
}
