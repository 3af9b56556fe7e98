import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Backend, BackendFunction } from './backend/model.js';
import { ACCOUNT, allow, backendWith, policy } from './backend.test.support.js';
import type { NamedPolicy, Role } from './iam/model.js';
import { temporaryFolder } from './temporary-folder.js';

/**
 * The four steps as AWS's template has them. It says what it sees, and fails where the environment says so. It signs its requests itself: a
 * container that loads the SDK takes long to start.
 */
const CODE = `
import { createHash, createHmac } from 'node:crypto';
const { AWS_ENDPOINT_URL, AWS_REGION, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = process.env;
const { FAIL_IN, HANG_IN, STOP_SHORT, LEAVE_PENDING } = process.env;
const sha256 = (data) => createHash('sha256').update(data).digest('hex');
const hmac = (key, data) => createHmac('sha256', key).update(data).digest();
async function call(operation, input) {
  const body = JSON.stringify(input);
  const date = new Date().toISOString().replace(/[-:]|[.]\\d+/g, '');
  const headers = {
    'content-type': 'application/x-amz-json-1.1',
    host: new URL(AWS_ENDPOINT_URL).host,
    'x-amz-date': date,
    'x-amz-security-token': AWS_SESSION_TOKEN,
    'x-amz-target': 'secretsmanager.' + operation,
  };
  const signed = Object.keys(headers).join(';');
  const lines = Object.entries(headers).map((header) => header.join(':'));
  const canonical = ['POST', '/', '', ...lines, '', signed, sha256(body)].join('\\n');
  const scope = [date.slice(0, 8), AWS_REGION, 'secretsmanager', 'aws4_request'];
  const toSign = ['AWS4-HMAC-SHA256', date, scope.join('/'), sha256(canonical)].join('\\n');
  const signature = hmac(scope.reduce(hmac, 'AWS4' + AWS_SECRET_ACCESS_KEY), toSign).toString('hex');
  const credential = 'Credential=' + AWS_ACCESS_KEY_ID + '/' + scope.join('/');
  const authorization = 'AWS4-HMAC-SHA256 ' + credential + ', SignedHeaders=' + signed + ', Signature=' + signature;
  const response = await fetch(AWS_ENDPOINT_URL, { method: 'POST', headers: { ...headers, authorization }, body });
  const answer = await response.json();
  if (!response.ok) throw Object.assign(new Error(answer.Message), { name: answer.__type });
  return answer;
}
export const handler = async (event) => {
  const { Step, SecretId, ClientRequestToken, RotationToken } = event;
  const { RotationEnabled, VersionIdsToStages } = await call('DescribeSecret', { SecretId });
  const pending = await call('GetSecretValue', {
    SecretId,
    VersionId: ClientRequestToken,
    VersionStage: 'AWSPENDING',
  }).then(({ SecretString }) => SecretString, ({ name }) => name);
  console.log(JSON.stringify({ event, RotationEnabled, VersionIdsToStages, pending }));
  if (FAIL_IN?.split(' ').includes(Step)) throw new RangeError('The database is away.');
  if (HANG_IN === Step) await new Promise(() => setInterval(() => {}, 60_000));
  if (Step === 'createSecret' && pending === 'ResourceNotFoundException') {
    const put = { SecretId, ClientRequestToken, SecretString: 'rotated ' + ClientRequestToken, RotationToken };
    await call('PutSecretValue', { ...put, VersionStages: ['AWSPENDING'] });
  }
  if (Step !== 'finishSecret' || STOP_SHORT) return;
  const [current] = Object.entries(VersionIdsToStages).find(([, stages]) => stages.includes('AWSCURRENT')) ?? [];
  const labels = { MoveToVersionId: ClientRequestToken, RemoveFromVersionId: current };
  await call('UpdateSecretVersionStage', { SecretId, VersionStage: 'AWSCURRENT', ...labels });
  if (LEAVE_PENDING) return;
  const last = { VersionStage: 'AWSPENDING', RemoveFromVersionId: ClientRequestToken };
  await call('UpdateSecretVersionStage', { SecretId, ...last });
};
`;

const REGION = 'us-east-1';

/** A folder with the function's code. */
export function rotatorCode(): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'index.mjs'), CODE);
  return folder;
}

export const rotatorArn = (name: string) => `arn:aws:lambda:${REGION}:${ACCOUNT}:function:${name}`;

export const rotatorRole: Role = {
  arn: `arn:aws:iam::${ACCOUNT}:role/rotator`,
  name: 'rotator',
  account: ACCOUNT,
  policies: [
    policy(
      'rotation',
      allow(
        ['DescribeSecret', 'GetSecretValue', 'PutSecretValue', 'UpdateSecretVersionStage'].map(
          (action) => `secretsmanager:${action}`,
        ),
        `arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:*`,
      ),
    ),
  ],
};

/** Lets Secrets Manager invoke the function, where the condition is met. */
export function permission(condition?: Readonly<Record<string, Readonly<Record<string, string>>>>): NamedPolicy {
  const Principal = { Service: 'secretsmanager.amazonaws.com' };
  const Condition = condition && { Condition: condition };
  return policy('permission', {
    Effect: 'Allow',
    Principal,
    Action: 'lambda:InvokeFunction',
    Resource: '*',
    ...Condition,
  });
}

export interface Rotator {
  readonly environment?: Readonly<Record<string, string>>;
  /** Undefined: no permission. */
  readonly policy?: NamedPolicy | undefined;
}

/** A backend with rotation functions, by name. */
export function rotationBackend(rotators: Readonly<Record<string, Rotator>>, more: Partial<Backend> = {}): Backend {
  const codeDirectory = rotatorCode();
  const functions = Object.entries(rotators).map(
    ([name, { environment = {} }]): BackendFunction => ({
      name,
      logicalId: name,
      functionName: name,
      arn: rotatorArn(name),
      role: rotatorRole,
      runtime: 'nodejs22.x',
      handler: 'index.handler',
      timeoutSeconds: 30,
      memoryMegabytes: 256,
      environment,
      codeDirectory,
    }),
  );
  const policies = Object.entries(rotators).flatMap(([name, rotator]): [string, NamedPolicy][] => {
    const its = 'policy' in rotator ? rotator.policy : permission();
    return its ? [[rotatorArn(name), its]] : [];
  });
  return backendWith({ functions, roles: [rotatorRole], functionPolicies: new Map(policies), ...more });
}
