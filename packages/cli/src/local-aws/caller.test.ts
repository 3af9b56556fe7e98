import { spawnSync } from 'node:child_process';
import { startLocalAws } from '@amplify-secrets/local';
import { describe, expect, it } from 'vitest';
import { variablesOf } from './caller.js';

const HAS_PYTHON = spawnSync('python3', ['--version']).status === 0;

async function variablesWith(given: Readonly<Record<string, string>>) {
  const aws = await startLocalAws();
  try {
    return {
      url: aws.url,
      ...variablesOf(aws, { label: '', descriptor: undefined, credentials: () => aws.env() }, given),
    };
  } finally {
    await aws.close();
  }
}

describe('the variables of a local AWS', () => {
  it.each([
    [{}, '127.0.0.1'],
    [{ NO_PROXY: 'internal.example' }, 'internal.example,127.0.0.1'],
    [{ NO_PROXY: 'other.example', no_proxy: 'internal.example' }, 'internal.example,127.0.0.1'],
  ])('lead past a proxy: %j', async (given, expected) => {
    expect(await variablesWith(given)).toMatchObject({ NO_PROXY: expected, no_proxy: expected });
  });

  it("overrule ignore_configured_endpoint_urls of the developer's own configuration", async () => {
    expect(await variablesWith({})).toMatchObject({ AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'false' });
  });

  it.skipIf(!HAS_PYTHON)('keep a client that follows HTTP_PROXY, as the AWS CLI does, from the proxy', async () => {
    const { url, ...variables } = await variablesWith({});
    const code = 'import sys, urllib.request as u; print(bool(u.proxy_bypass_environment(sys.argv[1])))';
    const env = { PATH: process.env.PATH ?? '', HTTP_PROXY: 'http://proxy.example:3128', ...variables };
    const { stdout } = spawnSync('python3', ['-c', code, new URL(url).host], { env, encoding: 'utf8' });
    expect(stdout).toBe('True\n');
  });
});
