import type { Backend, LocalAws } from '@amplify-secrets/local';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { GetParametersCommand, SSMClient } from '@aws-sdk/client-ssm';
import { clientConfig } from './client-config.js';
import { containerOf, roleOf } from './task-definition.js';

/**
 * What the ECS agent does before a container starts: it reads each `valueFrom` with the credentials of a role, and gives up when one is
 * missing or denied. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html
 */
export async function fillVariables(
  backend: Backend,
  aws: LocalAws,
  role = roleOf(backend, 'ExecutionRole'),
): Promise<Readonly<Record<string, string>>> {
  const secretsManager = new SecretsManagerClient(clientConfig(aws, role));
  const parameterStore = new SSMClient(clientConfig(aws, role));
  const { environment, secrets } = containerOf(backend);
  try {
    const values: Record<string, string | undefined> = {};
    // One call for each variable of a secret, and one for ten parameters.
    for (const [variable, arn] of Object.entries(secrets)) {
      if (serviceOf(arn) !== 'secretsmanager') continue;
      const parts = arn.split(':');
      const SecretId = parts.slice(0, 7).join(':');
      const { SecretString = '' } = await secretsManager.send(new GetSecretValueCommand({ SecretId }));
      values[variable] = JSON.parse(SecretString)[parts[7] ?? ''];
    }
    const Names = Object.values(secrets).filter((arn) => serviceOf(arn) === 'ssm');
    const { Parameters = [], InvalidParameters = [] } = await parameterStore.send(
      new GetParametersCommand({ Names, WithDecryption: true }),
    );
    if (InvalidParameters.length > 0)
      throw new Error(`ResourceInitializationError: invalid parameters: ${InvalidParameters}`);
    for (const [variable, arn] of Object.entries(secrets)) {
      values[variable] ??= Parameters.find(({ ARN }) => ARN === arn)?.Value;
    }
    return { ...environment, ...complete(values) };
  } finally {
    secretsManager.destroy();
    parameterStore.destroy();
  }
}

function serviceOf(arn: string): string {
  return arn.split(':')[2] ?? '';
}

function complete(values: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> {
  const entries = Object.entries(values).map(([variable, value]) => {
    if (value === undefined) throw new Error(`ResourceInitializationError: there is no value for ${variable}`);
    return [variable, value];
  });
  return Object.fromEntries(entries);
}
