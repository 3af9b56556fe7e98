import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Backend, synthesize } from '@amplify-secrets/local';
import { writeProject } from '../user-project.test.support.js';

/** The name of the tokens in AWS Secrets Manager. */
export const TOKENS = 'shop/prod/tokens';

/** What the function is invoked with. */
export interface RefreshEvent {
  /** Where it waits before it begins. */
  readonly line: string;
  readonly tokenUrl: string;
  /** With turns, without them, or as one writes it without the kit's updateSecret. */
  readonly way: 'turns' | 'no turns' | 'read and put';
  /** Milliseconds that it has; otherwise those of the function. */
  readonly time?: number;
}

const FILES = {
  'amplify/secrets.ts': `
    import { defineSecrets, jsonSecret } from '@amplify-secrets/runtime';
    export interface Tokens { readonly accessToken: string; readonly refreshToken: string; readonly expiresAt: number }
    export const secrets = defineSecrets({
      app: 'shop', environments: { prod: 'main' }, secrets: { tokens: jsonSecret<Tokens>() },
    });`,
  'amplify/refresh.ts': `
    import { createSecretsClient, SecretNotChanged } from '@amplify-secrets/runtime';
    import { secrets, type Tokens } from './secrets.js';

    // One machine does the work of fifty, and of the store.
    const { getSecret, putSecret, updateSecret } = createSecretsClient({ timeout: 30_000 });
    const isDue = ({ expiresAt }: Tokens) => expiresAt < Date.now() + 60_000;

    async function renewed(tokenUrl: string, refreshToken: string, signal?: AbortSignal) {
      const body = new URLSearchParams({ grant_type: 'refresh_token', refresh_token: refreshToken });
      const response = await fetch(tokenUrl, { method: 'POST', body, signal });
      if (response.status >= 400 && response.status < 500) throw new SecretNotChanged('HTTP ' + response.status);
      if (!response.ok) throw new Error('HTTP ' + response.status);
      const { access_token, refresh_token, expires_in } = await response.json();
      return { accessToken: access_token, refreshToken: refresh_token, expiresAt: Date.now() + expires_in * 1000 };
    }

    async function readAndPut(tokenUrl: string) {
      const read = await getSecret(secrets.tokens, { fresh: true });
      if (!isDue(read)) return read;
      const tokens = await renewed(tokenUrl, read.refreshToken);
      await putSecret(secrets.tokens, tokens);
      return tokens;
    }

    export const handler = async ({ line, tokenUrl, way, time }, context) => {
      await fetch(line + '/' + process.pid);
      const tokens = way === 'read and put' ? await readAndPut(tokenUrl) : await updateSecret(
        secrets.tokens,
        ({ refreshToken }, { signal }) => renewed(tokenUrl, refreshToken, signal),
        { when: isDue, turns: way === 'turns', context: time ? { getRemainingTimeInMillis: () => time } : context },
      );
      return { pid: process.pid, accessToken: tokens.accessToken };
    };`,
  'amplify/backend.ts': `
    import { grantSecretReadWrite } from '@amplify-secrets/backend';
    import { defineBackend, defineFunction } from '@aws-amplify/backend';
    import { secrets } from './secrets.js';

    const backend = defineBackend({
      refresh: defineFunction({ name: 'refresh', entry: './refresh.ts', runtime: 22, timeoutSeconds: 120 }),
    });
    grantSecretReadWrite(backend.refresh, secrets.tokens);`,
};

/** A backend whose one function refreshes tokens, with the role that a grant gives it and the bundle that Amplify makes. */
export async function synthesizeRefresh(): Promise<Backend> {
  const project = mkdtempSync(join(tmpdir(), 'amplify-secrets-refresh-'));
  try {
    writeProject(project, FILES);
    return await synthesize({ cwd: project, deployment: { type: 'branch', namespace: 'd123abc', name: 'main' } });
  } finally {
    rmSync(project, { recursive: true });
  }
}
