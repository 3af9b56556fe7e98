import { setMaxListeners } from 'node:events';
import type { DescribeSecretResponse } from '@aws-sdk/client-secrets-manager';
import { type CheckResult, type FoundRotation, obstacleOf } from './check-result.js';
import type { RequiredSecret } from './required-secrets.js';

// 50 secrets in two rounds, far below what AWS allows: https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_limits.html
const CALLS_AT_ONCE = 25;
// https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_ParameterStringFilter.html
const NAMES_PER_CALL = 50;

/** Looks each up where it should be, in all stores and regions at once. Asks for no value. The results are in the order of `required`. */
export async function lookUpSecrets(
  required: readonly RequiredSecret[],
  signal: AbortSignal,
): Promise<readonly CheckResult[]> {
  // One for each call under way; Node.js would warn of a leak.
  setMaxListeners(0, signal);
  const places = new Map<string, RequiredSecret[]>();
  for (const secret of required) {
    const place = `${secret.store} ${secret.region}`;
    places.set(place, [...(places.get(place) ?? []), secret]);
  }
  const results = await Promise.all(
    [...places.values()].map(async ([first, ...others]) =>
      first === undefined ? [] : LOOK_UP[first.store]([first, ...others], first.region, signal),
    ),
  );
  const bySecret = new Map(results.flat().map((result) => [result.secret, result]));
  return required.flatMap((secret) => bySecret.get(secret) ?? []);
}

type Answer = Pick<CheckResult, 'found' | 'owner' | 'rotation'>;

/** Of one region; undefined is the one that the SDK finds. */
type LookUp = (
  secrets: readonly RequiredSecret[],
  region: string | undefined,
  signal: AbortSignal,
) => Promise<readonly CheckResult[]>;

/**
 * One DescribeSecret each: ListSecrets would need the right to see every secret of the account, and does not show the latest changes at
 * once.
 */
const inSecretsManager: LookUp = async (secrets, region, signal) => {
  // Loaded here: a synthesis that checks nothing does without.
  const { DescribeSecretCommand, SecretsManagerClient } = await import('@aws-sdk/client-secrets-manager');
  const client = new SecretsManagerClient({ ...(region === undefined ? {} : { region }) });

  async function lookUp({ ids: [id = ''] }: RequiredSecret): Promise<Answer> {
    try {
      const command = new DescribeSecretCommand({ SecretId: id });
      const description = await untilAborted(client.send(command, { abortSignal: signal }), signal);
      const owner = description.OwningService;
      if (description.DeletedDate !== undefined) return { found: 'deleted', owner };
      const versions = Object.values(description.VersionIdsToStages ?? {});
      const found = versions.some((stages) => stages.includes('AWSCURRENT')) ? 'present' : 'empty';
      return { found, owner, rotation: rotationIn(description) };
    } catch (error) {
      if (Object(error).name === 'ResourceNotFoundException') return { found: 'absent' };
      throw error;
    }
  }

  const permission = 'secretsmanager:DescribeSecret';
  return withClient(client, secrets, region, permission, signal, async () => {
    const answers = new Map<RequiredSecret, Answer>();
    const waiting = [...secrets];
    async function work(): Promise<void> {
      for (let secret = waiting.shift(); secret !== undefined; secret = waiting.shift()) {
        const answer = await lookUp(secret).catch((error: unknown) => ({
          found: obstacleOf(error, permission, signal),
        }));
        answers.set(secret, answer);
      }
    }
    await Promise.all(Array.from({ length: CALLS_AT_ONCE }, work));
    return (secret) => answers.get(secret);
  });
};

function rotationIn(description: DescribeSecretResponse): FoundRotation {
  const { RotationEnabled, RotationLambdaARN, RotationRules, VersionIdsToStages = {} } = description;
  const pending = Object.entries(VersionIdsToStages).find(
    ([, stages]) => stages.includes('AWSPENDING') && !stages.includes('AWSCURRENT'),
  );
  const days = RotationRules?.AutomaticallyAfterDays;
  return {
    isEnabled: RotationEnabled === true,
    lambdaArn: RotationLambdaARN,
    schedule: RotationRules?.ScheduleExpression ?? (days === undefined ? undefined : `rate(${days} days)`),
    lastRotated: description.LastRotatedDate,
    nextRotation: description.NextRotationDate,
    lastChanged: description.LastChangedDate,
    pendingVersion: pending?.[0],
  };
}

/** Amplify's own secrets: the deployment's own parameter, or the shared one. */
const inParameterStore: LookUp = async (secrets, region, signal) => {
  const { paginateDescribeParameters, SSMClient } = await import('@aws-sdk/client-ssm');
  const client = new SSMClient({ ...(region === undefined ? {} : { region }) });
  const existing = new Set<string>();

  async function find(names: string[]): Promise<void> {
    const filter = { Key: 'Name', Option: 'Equals', Values: names };
    const paging = { client, pageSize: NAMES_PER_CALL };
    const pages = paginateDescribeParameters(paging, { ParameterFilters: [filter] }, { abortSignal: signal });
    for await (const { Parameters = [] } of pages) for (const { Name } of Parameters) if (Name) existing.add(Name);
  }

  return withClient(client, secrets, region, 'ssm:DescribeParameters', signal, async () => {
    const names = secrets.flatMap(({ ids }) => ids);
    const calls = Array.from({ length: Math.ceil(names.length / NAMES_PER_CALL) }, (_, index) =>
      find(names.slice(index * NAMES_PER_CALL, (index + 1) * NAMES_PER_CALL)),
    );
    await untilAborted(Promise.all(calls), signal);
    return ({ ids }) => ({ found: ids.some((id) => existing.has(id)) ? 'present' : 'absent' });
  });
};

const LOOK_UP = { 'secrets-manager': inSecretsManager, amplify: inParameterStore };

interface Client {
  readonly config: { region(): Promise<string>; credentials(): Promise<unknown> };
  destroy(): void;
}

/** What stops the client as a whole is found for every secret. */
async function withClient(
  client: Client,
  secrets: readonly RequiredSecret[],
  given: string | undefined,
  permission: string,
  signal: AbortSignal,
  look: () => Promise<(secret: RequiredSecret) => Answer | undefined>,
): Promise<readonly CheckResult[]> {
  let region = given;
  try {
    region = await untilAborted(client.config.region(), signal);
    // Once for all: each call would look for them anew where there are none.
    await untilAborted(client.config.credentials(), signal);
    const answerOf = await look();
    return secrets.flatMap((secret) => {
      const answer = answerOf(secret);
      return answer === undefined ? [] : [{ secret, region, ...answer }];
    });
  } catch (error) {
    const found = obstacleOf(error, permission, signal);
    return secrets.map((secret) => ({ secret, region, found }));
  } finally {
    client.destroy();
  }
}

/** Rejects when the signal aborts, whether or not the work heeds it: a look for credentials does not. */
function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(signal.reason);
    if (signal.aborted) giveUp();
    signal.addEventListener('abort', giveUp, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp));
  });
}
