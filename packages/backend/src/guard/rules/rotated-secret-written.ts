import { findEnvironment, secretNameIn } from '@amplify-secrets/runtime/contract';
import type { RotationRecord } from '../../state/rotation.js';
import { labelOf } from '../../targets/target.js';
import { matchesSecret } from '../declarations/declared-names.js';
import { rotatedIn } from '../declarations/rotated-in.js';
import type { GuardFinding } from '../finding.js';
import { grantLine } from '../grant-line.js';
import type { HandWritten } from '../statements/hand-written.js';
import { type NamedResource, ownResources, quotedAll } from '../statements/named-resources.js';
import type { GuardView } from '../view.js';

/** A put counts as a rotation and postpones the next one. Grants of writing are refused; a statement may have a reason. */
export function rotatedSecretWritten(view: GuardView): GuardFinding[] {
  return view.rotations.flatMap((rotation) => {
    const name = nameHere(rotation, view);
    if (name === undefined) return [];
    const rotators = view.granteesOf(rotation.grantee.policyHolder);
    return view.handWritten.flatMap((statement) => {
      if (!statement.accesses.includes('write') || statement.narrowed) return [];
      if (statement.principals.length > 0 && statement.principals.every((id) => rotators.includes(id))) return [];
      const resources = ownResources(statement, view).filter((resource) => reaches(resource, name));
      return resources.length === 0 ? [] : [findingOf(view, rotation, name, statement, resources)];
    });
  });
}

/** The name of the rotated secret in the environment of this deployment; undefined where no deployment of it rotates. */
function nameHere(rotation: RotationRecord, { deployment }: GuardView): string | undefined {
  const { reference } = rotation;
  const own = deployment && findEnvironment(reference.set.environments, deployment);
  const environment = rotatedIn(rotation, deployment).find((each) => each.name === own?.name);
  return environment && secretNameIn(environment, reference);
}

function reaches({ name, end }: NamedResource, rotated: string): boolean {
  // Another finding is about what matches nothing. What a name that only the deployment knows matches is not known here.
  return end !== 'bare' && !name.includes('${') && matchesSecret(name, rotated);
}

function findingOf(
  view: GuardView,
  { reference, grantee }: RotationRecord,
  name: string,
  statement: HandWritten,
  resources: readonly NamedResource[],
): GuardFinding {
  const { key, set } = reference;
  const rest: HandWritten = { ...statement, accesses: ['read'] };
  return {
    name: 'RotatedSecretWritten',
    severity: 'warning',
    where: statement.where,
    about: [...resources.map(({ entry }) => entry), key, name],
    message: `${quotedAll(resources)} ${resources.length === 1 ? 'lets' : 'let'} ${statement.grantees.join(', ')} write ${labelOf(set, key)}, which "${grantee.construct.node.path}" rotates: a write counts as a rotation, and postpones the next one.`,
    resolution: `Delete the statement. If reading is needed, write: ${grantLine(view, rest, resources)}`,
  };
}
