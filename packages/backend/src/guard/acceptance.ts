import { type Deployment, describeDeployment, stringLiteral } from '@amplify-secrets/runtime/contract';
import type { Acceptance } from '../state/guard-settings.js';
import { holdsIn } from '../targets/branches.js';
import type { GuardFinding } from './finding.js';

/** The findings, with the reason on those that are accepted. */
export function acceptFindings(
  findings: readonly GuardFinding[],
  acceptances: readonly Acceptance[],
  deployment: Deployment | undefined,
): GuardFinding[] {
  const held = acceptances.filter((acceptance) => isHeld(acceptance, deployment));
  return findings.map((finding) => {
    const acceptance = held.find((each) => accepts(each, finding));
    return acceptance === undefined ? finding : { ...finding, accepted: acceptance.reason };
  });
}

/** Acceptances without a finding: left there, they would hide the next finding of that name. */
export function staleAcceptances(
  findings: readonly GuardFinding[],
  acceptances: readonly Acceptance[],
  deployment: Deployment | undefined,
  where: string,
): GuardFinding[] {
  return acceptances
    .filter((each) => isHeld(each, deployment) && !findings.some((finding) => accepts(each, finding)))
    .map(({ finding, at }) => ({
      name: 'AcceptanceStale',
      severity: 'warning',
      where,
      about: [finding, at],
      message: `configureGuard accepts ${finding} at "${at}", and there is no such finding in ${deployment === undefined ? 'this stack' : describeDeployment(deployment)}.`,
      resolution: resolutionOf(finding, at, findings),
    }));
}

function isHeld({ branches }: Acceptance, deployment: Deployment | undefined): boolean {
  return branches === undefined || (deployment !== undefined && holdsIn([branches].flat(), deployment));
}

/** Whole ids only: part of an id would also accept what is added later under a similar name. */
function accepts({ finding, at }: Acceptance, { name, where, about }: GuardFinding): boolean {
  return finding === name && (about.includes(at) || `/${where}/`.includes(`/${at}/`));
}

function resolutionOf(name: string, at: string, findings: readonly GuardFinding[]): string {
  const [near] = findings.filter((finding) => finding.name === name).flatMap(({ about, where }) => about[0] ?? where);
  const correction =
    near === undefined ? '' : ` If you mean the one at ${stringLiteral(near)}, write: at: ${stringLiteral(near)}.`;
  return `Delete that line of accept.${correction} If other deployments have the finding, name them: { finding: ${stringLiteral(name)}, at: ${stringLiteral(at)}, branches: ['main'], reason: '…' }.`;
}
