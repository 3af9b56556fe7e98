import { type Finding, obstacleOf, type State, untilAborted } from './finding.js';
import type { RequiredSecret } from './required-secrets.js';

// 50 secrets in two rounds, far below what AWS allows: https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_limits.html
const AT_ONCE = 25;
const PERMISSION = 'secretsmanager:DescribeSecret';

/**
 * Looks secrets of one region up in AWS Secrets Manager, one DescribeSecret each: ListSecrets would need the right to see every secret
 * of the account, and does not show the latest changes at once. No value is asked for.
 */
export async function lookUpSecrets(
  secrets: readonly RequiredSecret[],
  given: string | undefined,
  signal: AbortSignal,
): Promise<readonly Finding[]> {
  // Loaded here: a synthesis that checks nothing does without.
  const { DescribeSecretCommand, SecretsManagerClient } = await import('@aws-sdk/client-secrets-manager');
  const client = new SecretsManagerClient({ ...(given === undefined ? {} : { region: given }) });
  let region = given;

  async function stateOf(id: string): Promise<State> {
    try {
      const { DeletedDate, VersionIdsToStages } = await untilAborted(
        client.send(new DescribeSecretCommand({ SecretId: id }), { abortSignal: signal }),
        signal,
      );
      if (DeletedDate !== undefined) return 'deleted';
      return Object.values(VersionIdsToStages ?? {}).some((stages) => stages.includes('AWSCURRENT'))
        ? 'present'
        : 'empty';
    } catch (error) {
      if (Object(error).name === 'ResourceNotFoundException') return 'absent';
      throw error;
    }
  }

  const findings: Finding[] = [];
  const waiting = [...secrets];
  async function work(): Promise<void> {
    for (let secret = waiting.shift(); secret !== undefined; secret = waiting.shift()) {
      const [id = ''] = secret.ids;
      const result = await stateOf(id).catch((error: unknown) => obstacleOf(error, PERMISSION, signal));
      findings.push({ secret, region, result });
    }
  }
  try {
    region = await untilAborted(client.config.region(), signal);
    // Once for all: each call would look for them anew where there are none.
    await untilAborted(client.config.credentials(), signal);
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  } catch (error) {
    const result = obstacleOf(error, PERMISSION, signal);
    return secrets.map((secret) => ({ secret, region, result }));
  } finally {
    client.destroy();
  }
  return findings;
}
