import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Backend, BackendFunction } from '../backend/model.js';
import { backendWith } from '../backend.test.support.js';
import { temporaryFolder } from '../temporary-folder.js';
import { createContainerPool } from './container-pool.js';
import { type InvokeOptions, invoke } from './invoke.js';

const role = {
  name: 'webhook-role',
  arn: 'arn:aws:iam::123456789012:role/webhook-role',
  account: '123456789012',
  policies: [],
};
export const containers = createContainerPool();
export const aws: InvokeOptions['aws'] = {
  env: ({ name }, { sessionName, region }) => ({ AWS_REGION: region, AWS_ACCESS_KEY_ID: `${name}/${sessionName}` }),
  containers,
};

/** A backend with one function, with the given code. */
export function backendOf(code: string, settings: Partial<BackendFunction> = {}, file = 'index.mjs'): Backend {
  const codeDirectory = temporaryFolder();
  mkdirSync(join(codeDirectory, file, '..'), { recursive: true });
  writeFileSync(join(codeDirectory, file), code);
  const fn: BackendFunction = {
    name: 'webhook',
    logicalId: 'Webhook',
    functionName: 'shop-webhook',
    arn: 'arn:aws:lambda:eu-west-1:123456789012:function:shop-webhook',
    role,
    runtime: 'nodejs22.x',
    handler: 'index.handler',
    timeoutSeconds: 20,
    memoryMegabytes: 256,
    environment: { TABLE: 'orders' },
    codeDirectory,
    ...settings,
  };
  return backendWith({ cdkOut: codeDirectory, region: 'eu-west-1', roles: [role], functions: [fn] });
}

export function run(
  code: string,
  event: unknown = {},
  settings: Partial<BackendFunction> = {},
  options: Partial<InvokeOptions> = {},
  file?: string,
) {
  return invoke(backendOf(code, settings, file), 'webhook', event, { aws, ...options });
}
