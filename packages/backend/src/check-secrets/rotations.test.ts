import { PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { describe, expect, it } from 'vitest';
import { MAIN, printed } from '../backend.test.support.js';
import { openBackend } from '../open-backend.js';
import { defineSecretRotation } from '../rotation/define-secret-rotation.js';
import { makeRotating, owned, SCHEDULE } from '../rotation/rotation.test.support.js';
import type { FoundRotation } from './check-result.js';
import { checkSecretsWithin } from './check-secrets.js';
import { aws, CANARY, useLocalAws } from './check-secrets.test.support.js';
import { requiredSecrets } from './required-secrets.js';
import { noteRotations } from './rotations.js';

useLocalAws();

const NAME = 'shop/prod/database';
const HOUR_MS = 3_600_000;

function rotating(window?: string) {
  const backend = makeRotating(MAIN);
  defineSecretRotation(backend.root, owned.database, {
    function: backend.rotateDatabase,
    schedule: SCHEDULE,
    ...(window !== undefined && { window }),
  });
  return backend;
}

/** What is printed of the rotation, where the secret was last changed this long ago. */
async function printedAfter(hours: number, window?: string): Promise<string> {
  const { app, root } = rotating(window);
  const before = printed().length;
  await checkSecretsWithin(root, 5_000, AbortSignal.timeout(5_000), () => Date.now() + hours * HOUR_MS);
  app.synth();
  return printed().slice(before).join('');
}

async function leavePending(): Promise<void> {
  const client = new SecretsManagerClient({});
  const pending = { SecretString: CANARY, VersionStages: ['AWSPENDING'], ClientRequestToken: 'p'.repeat(32) };
  await client.send(new PutSecretValueCommand({ SecretId: NAME, ...pending }));
  client.destroy();
}

describe('checkSecrets of a secret that is rotated here', () => {
  it('says that this deployment begins the rotation, where there was none', async () => {
    aws().secrets.put(NAME, CANARY);
    const notes = await printedAfter(0);
    expect(notes).toContain(
      `"${NAME}" is not rotated yet. This deployment begins it: ${SCHEDULE}, by "amplify/function/rotate-database".`,
    );
    expect(notes).not.toContain('did not finish');
  });

  it('warns of a rotation that did not finish within its window, with the command that lets AWS begin anew', async () => {
    aws().secrets.put(NAME, CANARY);
    await leavePending();
    expect(await printedAfter(2, '3h')).not.toContain('did not finish');
    expect(await printedAfter(23)).not.toContain('did not finish');
    const notes = await printedAfter(4, '3h');
    expect(notes).toContain(`The rotation of "${NAME}" did not finish: the version ${'p'.repeat(32)} has been pending`);
    expect(notes).toMatch(/To see the cause, run: npx amplify-secrets rotate database --env prod --region us-east-1\n/);
    expect(notes).toContain('npx amplify-secrets rotate database --env prod --region us-east-1 --unblock\n');
    expect(notes).toContain(
      `aws secretsmanager update-secret-version-stage --secret-id ${NAME} --version-stage AWSPENDING --remove-from-version-id ${'p'.repeat(32)}`,
    );
    expect(notes).not.toContain(CANARY);
  });

  it.each([
    [new Date('2026-11-01T03:12:44Z'), 'Last: 2026-11-01 03:12 UTC. Next: 2026-12-01 06:00 UTC.'],
    [undefined, 'Last: never. Next: 2026-12-01 06:00 UTC.'],
  ])('says who rotates it, how often and when last: %s', (lastRotated, dates) => {
    const { app, root } = rotating();
    const state = openBackend(root);
    const rotation: FoundRotation = {
      isEnabled: true,
      lambdaArn: 'arn:aws:lambda:us-east-1:123456789012:function:rotate-database-1a2b:live',
      schedule: 'rate(30 days)',
      lastRotated,
      nextRotation: new Date('2026-12-01T06:00:00Z'),
      lastChanged: lastRotated,
      pendingVersion: undefined,
    };
    const results = requiredSecrets(state).map(
      (secret) => ({ secret, region: undefined, found: 'present', rotation }) as const,
    );
    const before = printed().length;
    noteRotations(state, results, Date.now());
    app.synth();
    expect(printed().slice(before).join('')).toContain(
      `"${NAME}" is rotated by rotate-database-1a2b:live, rate(30 days). ${dates}`,
    );
  });
});
