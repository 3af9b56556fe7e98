import type { Stack } from 'aws-cdk-lib';
import type { Access } from '../statements/access.js';
import { type Match, matchArn } from '../templates/patterns.js';
import {
  ACCESSES,
  matchActions,
  opposite,
  possibleAction,
  type SecretService,
  strongestMatch,
  touchesSecrets,
  waysTo,
} from '../templates/secret-actions.js';
import type { Statement } from '../templates/statement.js';
import type { AttachedStatement } from '../templates/statements-in.js';
import { keyUsesOf } from './key-statements.js';
import type { SecretNames } from './secret-names.js';
import { type StatementIndex, statementIndex } from './statement-index.js';

/** `maybe`: under a condition, or depending on something that only the deployment knows. */
export type Verdict = 'yes' | 'maybe' | 'no';

export interface Evaluation {
  readonly verdicts: Readonly<Record<Access, Verdict>>;
  /** The statements behind the verdicts, each with only its actions and resources that are about this secret. */
  readonly statements: readonly Statement[];
}

/** What each principal can do to one secret, by the statements of the templates alone. */
export interface AccessEvaluator {
  /** Those with any statement about secrets. */
  readonly principals: readonly string[];
  /** `arnIn`: the secret's ARN in the template of a stack. */
  evaluate(principal: string, service: SecretService, arnIn: (stack: Stack) => string): Evaluation;
}

export function accessEvaluator(attached: readonly AttachedStatement[], nameIn: SecretNames): AccessEvaluator {
  const own = new Map<
    string,
    Map<Stack, { readonly index: StatementIndex; readonly keys: Map<string, Statement[]> }>
  >();
  for (const { statement, stack, principals } of attached) {
    const uses = keyUsesOf(statement);
    const touches = touchesSecrets(statement);
    if (!touches && uses.length === 0) continue;
    for (const principal of principals) {
      const byStack = own.get(principal) ?? new Map();
      const { index, keys } = byStack.get(stack) ?? {
        index: statementIndex((arn) => nameIn(stack, arn)),
        keys: new Map(),
      };
      if (touches) index.add(statement);
      for (const arn of uses) keys.set(arn, [...(keys.get(arn) ?? []), statement]);
      own.set(principal, byStack.set(stack, { index, keys }));
    }
  }
  return {
    principals: [...own.keys()].sort(),
    evaluate(principal, service, arnIn) {
      const ways = ACCESSES.map((access) => waysTo(service, access));
      const found: Found[] = [];
      const keyed: Statement[] = [];
      for (const [stack, { index, keys }] of own.get(principal) ?? []) {
        const arn = arnIn(stack);
        found.push(...index.about(arn).map((statement) => ({ statement, arn })));
        keyed.push(...(keys.get(arn) ?? []));
      }
      const [read = 'no', write = 'no'] = ways.map((actions) =>
        strongest(actions.map((action) => verdictOf(found, action))),
      );
      const about = found.flatMap(({ statement, arn }) => narrowed(statement, ways.flat(), arn));
      return { verdicts: { read, write }, statements: about.length === 0 ? [] : [...about, ...keyed] };
    },
  };
}

interface Found {
  readonly statement: Statement;
  readonly arn: string;
}

/** A Deny that certainly applies takes precedence over every Allow; one that may apply makes an Allow uncertain. */
function verdictOf(found: readonly Found[], action: string): Verdict {
  const verdicts = { Allow: 'no', Deny: 'no' } as Record<Statement['effect'], Verdict>;
  for (const { statement, arn } of found) {
    const { effect, condition } = statement;
    if (verdicts[effect] === 'yes') continue;
    const covered = matchActions(statement, action);
    if (covered === 'none') continue;
    const match = strongestMatch(requestedArns(action, arn).map((each) => matchStatement(statement, each)));
    if (match === 'all' && covered === 'all' && condition === undefined) verdicts[effect] = 'yes';
    else if (match !== 'none') verdicts[effect] = 'maybe';
  }
  const { Allow, Deny } = verdicts;
  if (Deny === 'yes') return 'no';
  return Deny === 'maybe' && Allow === 'yes' ? 'maybe' : Allow;
}

/** `GetParametersByPath` is authorised on the requested path, which may be any above the parameter. */
function requestedArns(action: string, arn: string): readonly string[] {
  if (action !== 'ssm:GetParametersByPath') return [arn];
  const parts = arn.split('/');
  return parts
    .slice(1)
    .map((_, index) => parts.slice(0, index + 1).join('/'))
    .slice(1);
}

function matchStatement({ resources, notResources = [] }: Statement, arn: string): Match {
  if (resources !== undefined) return strongestMatch(resources.map((pattern) => matchArn(pattern, arn)));
  return opposite(strongestMatch(notResources.map((pattern) => matchArn(pattern, arn))));
}

function narrowed(statement: Statement, ways: readonly string[], arn: string): readonly Statement[] {
  const { actions, resources } = statement;
  const requests = ways.flatMap((way) => requestedArns(way, arn).map((each) => ({ way, each })));
  const own = requests.filter(
    ({ way, each }) => matchActions(statement, way) !== 'none' && matchStatement(statement, each) !== 'none',
  );
  if (own.length === 0) return [];
  return [
    {
      ...statement,
      ...(actions && {
        actions: actions.filter((action) => own.some(({ way }) => possibleAction(action, way) !== 'none')),
      }),
      ...(resources && {
        resources: resources.filter((pattern) => own.some(({ each }) => matchArn(pattern, each) !== 'none')),
      }),
    },
  ];
}

function strongest(verdicts: readonly Verdict[]): Verdict {
  return verdicts.includes('yes') ? 'yes' : verdicts.includes('maybe') ? 'maybe' : 'no';
}
