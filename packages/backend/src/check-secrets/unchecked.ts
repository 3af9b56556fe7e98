import type { Finding, Obstacle, State } from './finding.js';

/** What to say of secrets of which nothing could be told: a sentence for each reason, the same reasons together. */
export function uncheckedNotes(findings: readonly Finding[], budget: number): readonly string[] {
  const reasons = new Map<string, string[]>();
  for (const { secret, result } of findings) {
    if (isState(result)) continue;
    const reason = reasonOf(result, budget);
    reasons.set(reason, [...(reasons.get(reason) ?? []), secret.name]);
  }
  return [...reasons].map(([reason, [first, ...others]]) => {
    const more = others.length === 0 ? '' : ` and ${others.length} more`;
    return `checkSecrets did not look for "${first}"${more}: ${reason}`;
  });
}

export function isState(result: Finding['result']): result is State {
  return typeof result === 'string';
}

function reasonOf(obstacle: Obstacle, budget: number): string {
  switch (obstacle.kind) {
    case 'region':
      return 'no AWS region is set. Set AWS_REGION.';
    case 'credentials':
      return `there are no valid AWS credentials (${obstacle.code}).`;
    case 'denied':
      return `these credentials may not. Allow them ${obstacle.permission}.`;
    case 'time':
      return `AWS did not answer within ${budget / 1000} s.`;
    case 'unreachable':
      return `AWS could not be asked (${obstacle.code}).`;
  }
}
