import type { AwsClients } from './aws-clients.js';
import { awsError } from './aws-error.js';

/** Whose credentials a command has. */
export interface Caller {
  readonly account: string;
  readonly arn: string;
  readonly region: string;
}

/** Needs no permission. Rejects with a SecretsError. */
export async function callerOf(aws: AwsClients, profile?: string): Promise<Caller> {
  try {
    const [{ GetCallerIdentityCommand }, client] = await Promise.all([import('@aws-sdk/client-sts'), aws.sts()]);
    const [{ Account = '', Arn = '' }, region] = await Promise.all([
      client.send(new GetCallerIdentityCommand({})),
      client.config.region(),
    ]);
    return { account: Account, arn: Arn, region };
  } catch (error) {
    throw awsError(error, {
      subject: 'Your identity',
      done: 'looked up',
      permission: 'sts:GetCallerIdentity',
      profile,
    });
  }
}
