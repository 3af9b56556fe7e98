import { allEnvironments, stringLiteral } from '@amplify-secrets/runtime/contract';
import type { GrantRecord } from '../../state/grant.js';
import { targetExpression } from '../../targets/target.js';
import { deploymentsIn } from '../declarations/grant-reach.js';
import type { GuardFinding } from '../finding.js';
import type { GuardView } from '../view.js';

/** Deployments of one environment share its values: where several write one, the last write wins. */
export function writtenByManyBranches(view: GuardView): GuardFinding[] {
  return view.grants.flatMap((grant): GuardFinding[] => {
    const { accesses, call, grantee, target } = grant;
    if (!accesses.includes('write')) return [];
    const writers = writersOf(grant, view);
    if (writers.length === 0) return [];
    const name = target.pattern ?? target.name ?? target.reference?.key;
    return [
      {
        name: 'WrittenByManyBranches',
        severity: 'warning',
        where: grantee.construct.node.path,
        about: name === undefined ? [] : [name],
        message: `${call} of ${target.label} lets every deployment of ${writers.join(', ')} write the same secret: where there are several, each replaces what another wrote.`,
        resolution: `Let one deployment write: ${call}(backend.myFunction, ${targetExpression(target)}, { branches: ['main'] }), and grant the others grantSecretRead; or declare a separate environment for each branch. If the last write may win: configureGuard(backend, { accept: [{ finding: 'WrittenByManyBranches', at: ${stringLiteral(name ?? grantee.construct.node.id)}, reason: '…' }] }).`,
      },
    ];
  });
}

/** Environments, or the branches of a name or ARN, whose several deployments the grant lets write one secret. */
function writersOf({ target, branches }: GrantRecord, { deployment }: GuardView): readonly string[] {
  if (target.set === undefined) {
    // Of a secret that the backend makes, each deployment has its own.
    const given = target.name === undefined ? [] : (branches ?? []);
    return given.length > 1 || given.some((branch) => branch.includes('*') || branch === 'sandbox') ? given : [];
  }
  const { environments } = target.set;
  return allEnvironments(environments)
    .filter(({ store }) => store === 'secrets-manager')
    .filter((environment) => deploymentsIn(environments, environment, branches, deployment) > 1)
    .map(({ name }) => name);
}
