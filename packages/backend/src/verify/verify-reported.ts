import { grantLost, type PolicyHolder } from '../grantees/policy-holder.js';
import { warn } from '../notes/notes.js';
import type { Permission } from '../statements/principal-statements.js';
import { isRecord, isSame, listOf } from '../templates/choices.js';

type NamedPrincipal = Extract<PolicyHolder, { readonly kind: 'principal' }>;

/**
 * Finds the grants to a role that others make (`Role.customizeRoles`) in CDK's policy report, and says that they have to attach them.
 * `path` is the role's.
 *
 * @throws {GrantLostError} When the report has no statement for one of them.
 */
export function verifyReported(path: string, policyHolder: NamedPrincipal, permissions: readonly Permission[]): void {
  const { owner } = policyHolder;
  const statements = statementsReported(owner.node.root.node.tryFindChild('PolicySynthesizer'), path);
  const lost = permissions.find(
    ({ action, resource }) =>
      !statements.some(
        ({ Action, Resource }) =>
          listOf(Action).includes(action) && listOf(Resource).some((each) => isSame(each, resource)),
      ),
  );
  if (lost !== undefined) throw grantLost(policyHolder, `${lost.action} is not in the report of Role.customizeRoles`);
  warn(
    owner,
    'precreated-role',
    `The role "${path}" is made outside of this backend (Role.customizeRoles), so its grants are in no template.`,
    `Give whoever makes the role its statements: the section "(${path})" of iam-policy-report.txt in the cloud assembly.`,
  );
}

/** CDK collects them in a construct that is internal to it; strings in them are tokens. */
function statementsReported(synthesizer: unknown, path: string): readonly Readonly<Record<string, unknown>>[] {
  const reports: unknown =
    typeof synthesizer === 'object' && synthesizer !== null && Reflect.get(synthesizer, 'roleReport');
  const report = isRecord(reports) ? reports[path] : undefined;
  const statements = isRecord(report) ? report.policyStatements : undefined;
  return Array.isArray(statements) ? statements.filter(isRecord) : [];
}
