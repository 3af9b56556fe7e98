import type { Draw } from '../iam-oracle/draw.js';
import { drawBranches, isAllSecretsManager, shuffled } from './draw-environments.js';
import { drawLeaf, drawLetters, drawPattern, drawRawName, oneOf } from './draw-names.js';
import type { DeclaredSet, Grant, Grantee, Place, Project, Target } from './project.js';

const KINDS = ['amplify', 'amplify', 'function', 'alias', 'sibling', 'role', 'policy', 'managed-policy'] as const;
const STACKS = ['root', 'nested', 'nested', 'other nested', 'other root'] as const;

/** Two to six grantees and one that is granted nothing. */
export function drawGrantees(draw: Draw): Grantee[] {
  const grantees: Grantee[] = [];
  for (let index = 1 + draw.whole(5); index >= 0; index -= 1) {
    const stack = draw.pick(STACKS);
    const kind = draw.pick(KINDS);
    const id = `g${index}`;
    const owner = grantees.find((grantee) => grantee.stack === stack && grantee.kind !== 'sibling');
    if (kind === 'sibling' && owner !== undefined) grantees.push({ id, kind, stack, roleOf: owner.id });
    else grantees.push({ id, kind: kind === 'sibling' ? 'function' : kind, stack });
  }
  return [...grantees, { id: 'bystander', kind: 'function', stack: draw.pick(STACKS) }];
}

type Granting = Pick<Project, 'deployment' | 'place' | 'sets' | 'grantees'>;

export function drawGrants(draw: Draw, project: Granting): Grant[] {
  const grantees = project.grantees.filter(({ id }) => id !== 'bystander');
  const grants = grantees.flatMap((grantee) => {
    // One grant of one target, or several grants of several targets.
    const [most, each] = draw.chance(0.4) ? [1, 1] : [4, 3];
    return draw.times(1, most, () => drawGrant(draw, project, grantee.id, each));
  });
  // There are many, each of which must occur in every proof.
  grants.push(...draw.times(0, 4, () => drawMistake(draw, project, oneOf(draw, grantees).id)));
  // Grants to one grantee need not follow each other.
  return shuffled(draw, grants);
}

function drawGrant(draw: Draw, { deployment, place, sets }: Granting, grantee: string, most: number): Grant {
  const access = draw.pick(['read', 'read', 'write', 'read and write'] as const);
  const text = draw.chance(0.25);
  const targets = draw.times(1, most, () => (text ? drawText(draw, place) : drawTarget(draw, oneOf(draw, sets))));
  return {
    grantee,
    access,
    targets,
    ...((text || draw.chance(0.2)) && { branches: drawBranches(draw, deployment) }),
    ...(draw.chance(0.2) && { batch: draw.chance(0.5) }),
  };
}

function drawTarget(draw: Draw, set: DeclaredSet): Target {
  const kind = draw.whole(20);
  const deep = isAllSecretsManager(set) && draw.chance(0.5) ? draw.pick(['x/', 'x@y/']) : '';
  if (kind < 2) {
    // Two sets may not have one secret, and in Amplify's store nothing but the leaf tells them apart.
    return { kind: 'named', set: set.app, leaf: `${deep}${drawLeaf(draw)}_of_${set.app}` };
  }
  if (kind < 7) return { kind: 'pattern', set: set.app, pattern: deep + drawPattern(draw) };
  if (kind < 9 || set.secrets.length === 0) return { kind: 'all', set: set.app };
  return { kind: 'secret', set: set.app, key: oneOf(draw, set.secrets).key };
}

function drawText(draw: Draw, place: Place): Target {
  const kind = draw.whole(8);
  if (kind < 4) return { kind: 'name', name: drawRawName(draw) };
  if (kind < 6) {
    return {
      kind: 'raw pattern',
      pattern: draw.pick(['shared/mail-*', 'myapp/*', 'a/*/stripe', '/rooted/*', 'legacy/S*y']),
    };
  }
  const { partition, region, account } = draw.chance(0.5) ? place : { ...place, account: '999988887777' };
  const elsewhere = draw.chance(0.5) && partition === 'aws' ? 'ap-southeast-2' : region;
  // Six letters of one case would be refused, as a part of the name.
  const arn = `arn:${partition}:secretsmanager:${elsewhere}:${account}:secret:arns/${drawRawName(draw)}-${drawLetters(draw, 5)}Z`;
  return { kind: 'arn', arn };
}

/** Parts that are no tokens must be as in the ARN of one secret. */
const PARTIAL_ARNS = [
  'arn:aws:secretsmanager:<region>:*:secret:legacy/mail',
  'arn:aws:secretsmanager:*:<account>:secret:legacy/mail',
  'arn:<partition>:secretsmanager:*:*:secret:legacy/mail',
  'arn:<partition>:secretsmanager:<region>:<account>:*:mail',
  'arn:*:secretsmanager:<region>:<account>:secret:legacy/mail',
  'arn:<partition>:secretsmanager:<region>::secret:legacy/mail',
  'arn:<partition>:*:<region>:<account>:secret:legacy/mail',
];

/** Grants that must be refused, whatever else is right: each would reach further than it says, or into no environment. */
function drawMistake(draw: Draw, { sets }: Granting, grantee: string): Grant {
  const set = oneOf(draw, sets).app;
  const everywhere = { branches: ['sandbox', '*', 'pr-*', 'stage:*', 'standalone:*'] };
  const arn = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:';
  const [targets, mistake, options] = draw.pick<[Target, string, Pick<Grant, 'branches'>]>([
    [{ kind: 'name', name: 'upwork-oauth-tokens' }, 'GrantBranchesMissingError', {}],
    [{ kind: 'arn', arn: `${arn}legacy-AbC123` }, 'GrantBranchesMissingError', {}],
    [{ kind: 'raw pattern', pattern: 'shared/*' }, 'GrantBranchesMissingError', {}],
    [{ kind: 'raw pattern', pattern: '*' }, 'SecretPatternInvalidError', everywhere],
    [{ kind: 'raw pattern', pattern: '*/prod/stripe' }, 'SecretPatternInvalidError', everywhere],
    [{ kind: 'raw pattern', pattern: '/*' }, 'SecretPatternInvalidError', everywhere],
    [{ kind: 'name', name: 'stripe-??????' }, 'SecretNameInvalidError', everywhere],
    [{ kind: 'name', name: 'prod/$' + '{aws:username}' }, 'SecretNameInvalidError', everywhere],
    [{ kind: 'name', name: 'a:b' }, 'SecretNameInvalidError', everywhere],
    [{ kind: 'name', name: 'a\nb' }, 'SecretNameInvalidError', everywhere],
    [{ kind: 'name', name: '' }, 'SecretNameInvalidError', everywhere],
    [{ kind: 'arn', arn: `${arn}legacy-*` }, 'GrantTargetInvalidError', everywhere],
    [{ kind: 'arn', arn: `${arn}legacy-??????` }, 'GrantTargetInvalidError', everywhere],
    [{ kind: 'arn', arn: `${arn}legacy` }, 'GrantTargetInvalidError', everywhere],
    [{ kind: 'arn', arn: `${arn.replace('123456789012', '*')}legacy-AbC123` }, 'GrantTargetInvalidError', everywhere],
    [{ kind: 'arn', arn: `${arn.replace('us-east-1', '*')}legacy-AbC123` }, 'GrantTargetInvalidError', everywhere],
    [{ kind: 'pattern', set, pattern: 'git?ub-*' }, 'SecretPatternInvalidError', {}],
    [{ kind: 'pattern', set, pattern: '/github-*' }, 'SecretPatternInvalidError', {}],
    [{ kind: 'pattern', set, pattern: '' }, 'SecretPatternInvalidError', {}],
    [{ kind: 'pattern', set, pattern: '$' + '{aws:username}-*' }, 'SecretPatternInvalidError', {}],
    [{ kind: 'name', name: 'legacy', imported: 'by name' }, 'GrantBranchesMissingError', {}],
    [{ kind: 'name', name: 'legacy-*', imported: 'by name' }, 'SecretNameInvalidError', everywhere],
    [{ kind: 'name', name: 'legacy-*', imported: 'by partial ARN' }, 'SecretNameInvalidError', everywhere],
    [{ kind: 'named', set, leaf: 'github-*' }, 'SecretNameInvalidError', {}],
    [{ kind: 'arn', arn: `${arn}xyz-google` }, 'GrantTargetInvalidError', everywhere],
    [{ kind: 'arn', arn: `${arn}mail-202411`, imported: 'by ARN' }, 'GrantTargetInvalidError', everywhere],
    [{ kind: 'arn', arn: `${arn.replace('us-east-1', '')}legacy-AbC123` }, 'GrantTargetInvalidError', everywhere],
    [{ kind: 'arn', arn: `${arn}undefined/mail-AbC123` }, 'SecretNameInvalidError', everywhere],
    [{ kind: 'name', name: 'undefined/stripe' }, 'SecretNameInvalidError', everywhere],
    [{ kind: 'name', name: 'null/stripe', imported: 'by name' }, 'SecretNameInvalidError', everywhere],
    [{ kind: 'raw pattern', pattern: 'NaN/*' }, 'SecretPatternInvalidError', everywhere],
    [{ kind: 'pattern', set, pattern: 'github-undefined-*' }, 'SecretPatternInvalidError', {}],
    [{ kind: 'named', set, leaf: 'github-undefined' }, 'SecretNameInvalidError', {}],
    ...PARTIAL_ARNS.map((each): [Target, string, Pick<Grant, 'branches'>] => [
      { kind: 'partial ARN', arn: each },
      'GrantTargetInvalidError',
      everywhere,
    ]),
  ]);
  return { grantee, access: 'read', targets: [targets], ...options, mistake };
}
