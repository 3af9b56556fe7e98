import { startLocalAws } from '@amplify-secrets/local';
import { describe, expect, it } from 'vitest';
import { clientsFrom } from '../src/sdk-clients.test.support.js';
import type { FidelityCase } from './fidelity-case.js';
import { fidelityTable, rotationTable } from './fidelity-table.js';
import { motoDifferences } from './moto-differences.js';
import { startWithRotators } from './rotation-bench.js';

async function runCase({ run }: FidelityCase, environment: Readonly<Record<string, string>>): Promise<void> {
  const clients = clientsFrom(environment);
  try {
    await run(clients);
  } finally {
    for (const client of Object.values(clients)) client.destroy();
  }
}

describe('the local AWS', () => {
  it.each(fidelityTable)('$title: $rule', async (fidelityCase) => {
    const aws = await startLocalAws();
    try {
      await runCase(fidelityCase, aws.env());
    } finally {
      await aws.close();
    }
  });

  it.each(rotationTable)('$title: $rule', async ({ run }) => {
    const { aws, bench } = await startWithRotators();
    const clients = clientsFrom(aws.env());
    try {
      await run(clients, bench);
    } finally {
      for (const client of Object.values(clients)) client.destroy();
      await aws.close();
    }
  });
});

describe('the fidelity table', () => {
  it('has at least 340 cases', () => {
    expect(fidelityTable.length).toBeGreaterThanOrEqual(340);
  });

  it('has each title once', () => {
    const titles = [...fidelityTable, ...rotationTable].map(({ title }) => title);
    expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([]);
  });

  it('cites AWS for every rule', () => {
    for (const { source, rule } of [...fidelityTable, ...rotationTable]) {
      expect(source).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
      expect(rule).not.toBe('');
    }
  });

  it('has every case of which moto differs', () => {
    const titles = new Set(fidelityTable.map(({ title }) => title));
    expect([...motoDifferences.keys()].filter((title) => !titles.has(title))).toEqual([]);
  });
});

const moto = process.env.MOTO_ENDPOINT;

describe('moto', () => {
  if (moto === undefined) {
    it.skip('is not compared without MOTO_ENDPOINT (moto_server -p 5555, then MOTO_ENDPOINT=http://127.0.0.1:5555)');
    return;
  }
  it.each(fidelityTable)('$title', async (fidelityCase) => {
    await fetch(`${moto}/moto-api/reset`, { method: 'POST' });
    const keys = { AWS_ACCESS_KEY_ID: 'testing', AWS_SECRET_ACCESS_KEY: 'testing' };
    const run = runCase(fidelityCase, { AWS_ENDPOINT_URL: moto, AWS_REGION: 'us-east-1', ...keys });
    const why = motoDifferences.get(fidelityCase.title);
    if (why === undefined) await run;
    else await expect(run, `moto no longer differs ("${why}"): remove it from the list`).rejects.toThrow();
  });
});
