import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { type LocalAws, startLocalAws } from '@amplify-secrets/local';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copyProject, type ProjectCopy } from './moto/project-copy.js';
import { runAmpx } from './moto/run-ampx.js';

const IDENTIFIER = 'check-test';
const CANARY = 'canary-2c26b46b68ffc68f';

let aws: LocalAws;
let project: ProjectCopy;
let output: string;

beforeAll(async () => {
  project = copyProject();
  appendFileSync(
    join(project.folder, 'amplify/backend.ts'),
    "\nconst { checkSecrets } = await import('@amplify-secrets/backend');\nawait checkSecrets(backend);\n",
  );
  aws = await startLocalAws();
  // Shows that CDK's bootstrap stack exists.
  aws.parameters.put('/cdk-bootstrap/hnb659fds/version', '32');
  // Every sandbox of the package may read this one.
  aws.parameters.put('/amplify/shared/amplify-secrets/slackSigningSecret', CANARY);
  output = await runAmpx(project.folder, ['sandbox', '--once', '--identifier', IDENTIFIER], aws.env()).output;
}, 180_000);
afterAll(async () => {
  await aws?.close();
  project?.remove();
});

describe('checkSecrets under the real ampx', () => {
  it('stops the deployment with a line for each missing secret and the command that sets it', () => {
    const lines = output.split('\n').map((line) => line.trim());
    expect(lines).toContainEqual(
      expect.stringMatching(/\[SecretsMissingError\] 4 secrets of sandbox "check-test" are missing:$/),
    );
    expect(lines.filter((line) => line.startsWith('Amplify secret'))).toEqual([
      'Amplify secret "stripe" is not set. Its value: {"apiKey":"…","webhookSecret":"…"}',
      'Amplify secret "upworkApp" is not set. Its value: {"clientId":"…","clientSecret":"…","tokenUrl":"…"}',
      'Amplify secret "upworkTokens" is not set. Its value is JSON.',
      'Amplify secret "database" is not set. Its value is JSON.',
    ]);
    expect(lines.filter((line) => line.startsWith('npx ampx'))).toEqual(
      ['stripe', 'upworkApp', 'upworkTokens', 'database'].map(
        (name) => `npx ampx sandbox secret set ${name} --identifier ${IDENTIFIER}`,
      ),
    );
  });

  it('prints no stack trace, and no value', () => {
    expect(output).not.toMatch(/^\s+at /m);
    expect(output).not.toContain(CANARY);
  });

  it('asks CloudFormation for nothing', () => {
    const asked = aws.calls.map(({ service, operation }) => `${service}:${operation}`);
    expect(asked.filter((call) => call === 'ssm:DescribeParameters')).toHaveLength(1);
    // ampx's own calls before the synthesis: the bootstrap version, when a secret was last set, and the caller's identity.
    const others = asked.filter((call) => call !== 'ssm:DescribeParameters');
    expect(new Set(others)).toEqual(new Set(['ssm:GetParameter', 'ssm:GetParametersByPath', 'sts:GetCallerIdentity']));
  });
});
