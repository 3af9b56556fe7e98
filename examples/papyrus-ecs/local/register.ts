import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LocalAws } from '@amplify-secrets/local';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { SETTINGS } from '../amplify/ecs/settings.js';
import { clientConfig } from './client-config.js';
import { runCli } from './run-cli.js';

type Variables = Readonly<Record<string, string>>;

/** Brings the values of a `.env` to AWS: what is a secret with `amplify-secrets import`, and the settings to Parameter Store. */
export async function register(aws: LocalAws, variables: Variables): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'papyrus-env-'));
  try {
    const file = join(folder, '.env');
    const lines = Object.entries(variables).map(([name, value]) => `${name}=${value}\n`);
    writeFileSync(file, lines.join(''), { mode: 0o600 });
    const only = ['--only', 'db,auth0,session'];
    const output = await runCli(aws, ['import', file, '--env', 'prd', '--apply', ...only, '--confirm', 'prd']);
    await putSettings(aws, variables);
    return output.replaceAll(`${folder}/`, '');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
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
