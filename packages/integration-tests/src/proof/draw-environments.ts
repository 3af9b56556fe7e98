import type { Deployment } from '@amplify-secrets/local';
import type { Draw } from '../iam-oracle/draw.js';
import { drawLetters, oneOf } from './draw-names.js';
import type { DeclaredEnvironment, DeclaredSet } from './project.js';
import { isLike } from './wildcard.js';

const NAMES = ['prod', 'prod2', 'pro', 'staging', 'dev', 'preview', 'prod-eu', 'p'];
const BRANCHES = [
  'main',
  'Main',
  'mainline',
  'release/1.2',
  'release/1-hotfix',
  'feature/checkout',
  'feature-checkout',
  'pr-7',
  'pr-77',
  'pr-7x',
  'pr-',
  'dev',
  'sandbox',
  'stage',
  'standalone',
];
const EXACT = [
  'main',
  'Main',
  'pr-7',
  'dev',
  'release/1.2',
  'sandbox',
  'stage:beta',
  'standalone:acme',
  'standalone:main',
];
const GLOBS = [
  'release/*',
  '*-hotfix',
  'Release/*',
  'feature*',
  'm*n',
  'ma*',
  '*in',
  'pr-*',
  'pr-7*',
  'p*',
  '*7',
  'stage:*',
  'stage:b*',
  'standalone:*',
  'standalone:*e',
  '*',
];
export const APP_IDS = ['d1a2b3c4', 'd1a2b3c5'];

export function drawDeployment(draw: Draw): Deployment {
  const kind = draw.whole(20);
  if (kind < 10) return { type: 'branch', namespace: oneOf(draw, APP_IDS), name: drawBranch(draw) };
  if (kind < 15) {
    const namespace = draw.pick(['my-app', '@acme/web', 'acme.web_2', 'shared', `a${drawLetters(draw, 100)}`]);
    return {
      type: 'sandbox',
      namespace,
      name: draw.pick(['jan', 'Jan', 'jan.doe', 'x_y', 'main', '東京-1', drawLetters(draw, 60)]),
    };
  }
  return kind < 17
    ? { type: 'standalone', namespace: draw.pick(['acme', 'main', 'Acme', 'me']), name: 'backend' }
    : { type: 'standalone', namespace: 'pipeline', name: draw.pick(['beta', 'gamma', 'b']) };
}

function drawBranch(draw: Draw): string {
  return draw.chance(0.1) ? `feature/${drawLetters(draw, 70)}` : oneOf(draw, BRANCHES);
}

/** Environments of which every entry can match something; most match the deployment, a few do not. */
export function drawEnvironments(draw: Draw, deployment: Deployment): DeclaredEnvironment[] {
  const names = shuffled(draw, NAMES).slice(0, 1 + draw.whole(5));
  const written: { pattern: string; appId: string | undefined }[] = [];
  const environments = names.flatMap((name, index): DeclaredEnvironment[] => {
    const appId = draw.chance(0.25) ? oneOf(draw, APP_IDS) : undefined;
    const last = index === names.length - 1 && draw.chance(0.7) ? ['*'] : [];
    const own = draw.chance(0.3) && deployment.type === 'branch' && isPattern(deployment.name) ? [deployment.name] : [];
    const drawn = draw.times(1, 3, () => oneOf(draw, draw.chance(0.4) ? EXACT : GLOBS));
    const branches = [...own, ...drawn, ...last].filter((pattern) => {
      if (appId !== undefined && pattern.includes(':')) return false;
      if (written.some((earlier) => hides(earlier, { pattern, appId }))) return false;
      written.push({ pattern, appId });
      return true;
    });
    if (branches.length === 0) return [];
    const store = draw.chance(0.3) ? draw.pick(['amplify', 'secrets-manager'] as const) : undefined;
    return [{ name, branches, ...(appId !== undefined && { appId }), ...(store !== undefined && { store }) }];
  });
  const store = draw.pick(['amplify', 'secrets-manager'] as const);
  if (draw.chance(0.4))
    environments.splice(draw.whole(environments.length + 1), 0, { name: 'sandbox', branches: [], store });
  return environments;
}

/** Whether `later`, written behind `earlier`, could match nothing, which is another mistake and not tested here. */
function hides(
  earlier: { readonly pattern: string; readonly appId: string | undefined },
  later: { readonly pattern: string; readonly appId: string | undefined },
): boolean {
  if (earlier.appId !== undefined && earlier.appId !== later.appId) return false;
  if (!later.pattern.includes('*')) return earlier.pattern === later.pattern;
  const [one, other] = [earlier, later].map(({ pattern }) => /^\w+:/.exec(pattern)?.[0]);
  if (one !== other) return false;
  const forPreviews = /^pr-[0-9*]*$/.test(later.pattern) && !earlier.pattern.startsWith('pr-');
  return !forPreviews && isLike(earlier.pattern, later.pattern);
}

/** Branches of a grant: often such that the deployment is one of them. */
export function drawBranches(draw: Draw, deployment: Deployment): string[] {
  const { type, namespace, name } = deployment;
  const own =
    type === 'sandbox'
      ? 'sandbox'
      : type === 'branch'
        ? name
        : namespace === 'pipeline'
          ? `stage:${name}`
          : `standalone:${namespace}`;
  const some = draw.times(1, 3, () => oneOf(draw, draw.chance(0.5) ? [...EXACT, 'sandbox'] : GLOBS));
  return draw.chance(0.6) && (type !== 'branch' || isPattern(own)) ? [...some, own] : some;
}

/** Whether the branch can be written as a pattern. */
function isPattern(branch: string): boolean {
  return /^[\w./-]+$/.test(branch) && !branch.startsWith('-');
}

export function shuffled<T>(draw: Draw, list: readonly T[]): T[] {
  return list
    .map((item) => ({ item, at: draw.whole(2 ** 30) }))
    .sort((one, other) => one.at - other.at)
    .map(({ item }) => item);
}

/** Whether a leaf may have characters that Amplify's store refuses. */
export function isAllSecretsManager({ environments }: Pick<DeclaredSet, 'environments'>): boolean {
  return (
    environments.some(({ name, store }) => name === 'sandbox' && store === 'secrets-manager') &&
    environments.every(({ store }) => store !== 'amplify')
  );
}
