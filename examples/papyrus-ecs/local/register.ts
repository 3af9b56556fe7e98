import type { LocalAws } from '@amplify-secrets/local';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { SETTINGS } from '../amplify/ecs/settings.js';
import { clientConfig } from './client-config.js';
import { runCli } from './run-cli.js';

/** Which variable of `.env` is which field of which secret. */
const FIELDS = {
  db: { username: 'DB_USER', password: 'DB_PASSWORD', host: 'DB_HOST', name: 'DB_NAME' },
  auth0: { client_id: 'AUTH0_CLIENT_ID', client_secret: 'AUTH0_CLIENT_SECRET' },
  session: { secret_key: 'FLASK_SECRET_KEY' },
};

type Variables = Readonly<Record<string, string>>;

/** Brings the values of a `.env` to AWS: each secret with `amplify-secrets set`, and the settings to Parameter Store. */
export async function register(aws: LocalAws, variables: Variables): Promise<string> {
  const printed: string[] = [];
  for (const [key, fields] of Object.entries(FIELDS)) {
    const value = Object.fromEntries(Object.entries(fields).map(([field, name]) => [field, variables[name]]));
    const args = ['set', key, '-', '--env', 'prd', '--confirm', 'prd'];
    printed.push(await runCli(aws, args, JSON.stringify(value)));
  }
  await putSettings(aws, variables);
  return printed.join('\n');
}

/** `aws ssm put-parameter --name /papyrus/prd/… --type String --overwrite` */
export async function putSettings(aws: LocalAws, variables: Variables): Promise<void> {
  const ssm = new SSMClient(clientConfig(aws));
  try {
    for (const name of Object.values(SETTINGS)) {
      const Value = variables[name];
      if (Value === undefined) continue;
      await ssm.send(new PutParameterCommand({ Name: `/papyrus/prd/${name}`, Value, Type: 'String', Overwrite: true }));
    }
  } finally {
    ssm.destroy();
  }
}
