import { type Finding, obstacleOf, untilAborted } from './finding.js';
import type { RequiredSecret } from './required-secrets.js';

// https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_ParameterStringFilter.html
const NAMES_PER_CALL = 50;
const PERMISSION = 'ssm:DescribeParameters';

/** Looks Amplify's own secrets up in Parameter Store, 50 names a call. No value is asked for. */
export async function lookUpParameters(
  secrets: readonly RequiredSecret[],
  given: string | undefined,
  signal: AbortSignal,
): Promise<readonly Finding[]> {
  const { paginateDescribeParameters, SSMClient } = await import('@aws-sdk/client-ssm');
  const client = new SSMClient({ ...(given === undefined ? {} : { region: given }) });
  let region = given;

  async function existing(names: readonly string[]): Promise<ReadonlySet<string>> {
    const found = new Set<string>();
    const filter = { Key: 'Name', Option: 'Equals', Values: [...names] };
    const pages = paginateDescribeParameters(
      { client, pageSize: NAMES_PER_CALL },
      { ParameterFilters: [filter] },
      {
        abortSignal: signal,
      },
    );
    for await (const { Parameters = [] } of pages) for (const { Name } of Parameters) if (Name) found.add(Name);
    return found;
  }

  try {
    region = await untilAborted(client.config.region(), signal);
    await untilAborted(client.config.credentials(), signal);
    const names = secrets.flatMap(({ ids }) => ids);
    const chunks = Array.from({ length: Math.ceil(names.length / NAMES_PER_CALL) }, (_, index) =>
      names.slice(index * NAMES_PER_CALL, (index + 1) * NAMES_PER_CALL),
    );
    const sets = await untilAborted(Promise.all(chunks.map(existing)), signal);
    return secrets.map((secret) => {
      const found = secret.ids.some((id) => sets.some((set) => set.has(id)));
      return { secret, region, result: found ? 'present' : 'absent' };
    });
  } catch (error) {
    const result = obstacleOf(error, PERMISSION, signal);
    return secrets.map((secret) => ({ secret, region, result }));
  } finally {
    client.destroy();
  }
}
