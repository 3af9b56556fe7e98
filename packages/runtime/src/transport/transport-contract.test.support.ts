import { describe, expect, it } from 'vitest';
import type { Transport } from './transport.js';

/** An AWS to hold transports to, and a transport that speaks to it. */
export interface ContractWorld {
  readonly transport: Transport;
  readonly putSecret: (name: string, value: string | Uint8Array) => Promise<void> | void;
  readonly putParameter: (name: string, value: string) => Promise<void> | void;
  /** Schedules a secret for deletion. */
  readonly deleteSecret: (name: string) => Promise<void>;
}

const signal = new AbortController().signal;

/** What every transport does alike. */
export function transportContract(name: string, world: () => ContractWorld | Promise<ContractWorld>): void {
  describe(`${name} keeps the contract of transports`, () => {
    it('reads a string', async () => {
      const { transport, putSecret } = await world();
      await putSecret('app/prod/text', 'täxt "quoted"\n');
      const { SecretString, SecretBinary, VersionId, ARN, Name } = await transport.call(
        'GetSecretValue',
        { SecretId: 'app/prod/text' },
        { signal },
      );
      expect({ SecretString, SecretBinary, Name }).toEqual({ SecretString: 'täxt "quoted"\n', Name: 'app/prod/text' });
      expect(VersionId).toBeTypeOf('string');
      expect(ARN).toMatch(/^arn:aws:secretsmanager:/);
    });

    it('reads bytes as bytes', async () => {
      const { transport, putSecret } = await world();
      await putSecret('app/prod/bytes', Uint8Array.of(0, 255, 128, 7));
      const { SecretBinary } = await transport.call('GetSecretValue', { SecretId: 'app/prod/bytes' }, { signal });
      expect([...(SecretBinary ?? [])]).toEqual([0, 255, 128, 7]);
    });

    it('reads several secrets, and reports which are missing', async () => {
      const { transport, putSecret } = await world();
      await putSecret('app/prod/one', 'one');
      await putSecret('app/prod/two', Uint8Array.of(2));
      const input = { SecretIdList: ['app/prod/one', 'app/prod/two', 'app/prod/none'] };
      const { SecretValues = [], Errors = [] } = await transport.call('BatchGetSecretValue', input, { signal });
      const found = new Map(SecretValues.map((value) => [value.Name, value]));
      expect(found.get('app/prod/one')?.SecretString).toBe('one');
      expect([...(found.get('app/prod/two')?.SecretBinary ?? [])]).toEqual([2]);
      expect(Errors).toMatchObject([{ SecretId: 'app/prod/none', ErrorCode: 'ResourceNotFoundException' }]);
    });

    it('writes strings and bytes', async () => {
      const { transport, putSecret } = await world();
      await putSecret('app/prod/written', 'before');
      const id = { SecretId: 'app/prod/written' };
      const put = (value: { SecretString: string } | { SecretBinary: Uint8Array }) =>
        transport.call('PutSecretValue', { ...id, ClientRequestToken: crypto.randomUUID(), ...value }, { signal });
      await put({ SecretString: 'after' });
      expect((await transport.call('GetSecretValue', id, { signal })).SecretString).toBe('after');
      await put({ SecretBinary: Uint8Array.of(9, 8) });
      expect([...((await transport.call('GetSecretValue', id, { signal })).SecretBinary ?? [])]).toEqual([9, 8]);
    });

    it('writes a version beside the current one, and moves AWSCURRENT to it only from the version that it names', async () => {
      const { transport, putSecret } = await world();
      await putSecret('app/prod/staged', 'before');
      const id = { SecretId: 'app/prod/staged' };
      const before = await transport.call('GetSecretValue', id, { signal });
      expect(before.VersionStages).toContain('AWSCURRENT');
      const age =
        Date.now() - (before.CreatedDate instanceof Date ? +before.CreatedDate : Number(before.CreatedDate) * 1000);
      expect(Math.abs(age)).toBeLessThan(3_600_000);
      const token = crypto.randomUUID();
      const put = { ...id, ClientRequestToken: token, SecretString: 'after', VersionStages: ['MINE'] };
      expect((await transport.call('PutSecretValue', put, { signal })).VersionId).toBe(token);
      expect((await transport.call('GetSecretValue', id, { signal })).SecretString).toBe('before');
      const move = { ...id, VersionStage: 'AWSCURRENT', MoveToVersionId: token };
      await expect(
        transport.call('UpdateSecretVersionStage', { ...move, RemoveFromVersionId: token }, { signal }),
      ).rejects.toMatchObject({ kind: 'refused', code: 'InvalidParameterException' });
      const from = before.VersionId ?? '';
      await transport.call('UpdateSecretVersionStage', { ...move, RemoveFromVersionId: from }, { signal });
      expect((await transport.call('GetSecretValue', id, { signal })).SecretString).toBe('after');
      const { VersionIdsToStages, RotationEnabled = false } = await transport.call('DescribeSecret', id, { signal });
      expect(VersionIdsToStages?.[token]?.toSorted()).toEqual(['AWSCURRENT', 'MINE']);
      expect(VersionIdsToStages?.[from]).toEqual(['AWSPREVIOUS']);
      expect(RotationEnabled).toBe(false);
    });

    it('reads and writes parameters', async () => {
      const { transport, putParameter } = await world();
      await putParameter('/amplify/app/main/one', 'one');
      const input = { Names: ['/amplify/app/main/one', '/amplify/app/main/none'], WithDecryption: true };
      const { Parameters = [], InvalidParameters } = await transport.call('GetParameters', input, { signal });
      expect(Parameters).toMatchObject([{ Name: '/amplify/app/main/one', Value: 'one', Version: 1 }]);
      expect(InvalidParameters).toEqual(['/amplify/app/main/none']);
      const written = { Name: '/amplify/app/main/one', Value: 'two', Type: 'SecureString', Overwrite: true } as const;
      expect(await transport.call('PutParameter', written, { signal })).toMatchObject({ Version: 2 });
      const again = await transport.call('GetParameters', input, { signal });
      expect(again.Parameters).toMatchObject([{ Value: 'two', Version: 2 }]);
    });

    it('rejects with the error code of AWS', async () => {
      const { transport, putParameter } = await world();
      await expect(transport.call('GetSecretValue', { SecretId: 'app/none' }, { signal })).rejects.toMatchObject({
        name: 'TransportFault',
        kind: 'refused',
        code: 'ResourceNotFoundException',
      });
      await putParameter('/amplify/app/main/taken', 'one');
      const again = { Name: '/amplify/app/main/taken', Value: 'two', Type: 'SecureString', Overwrite: false } as const;
      await expect(transport.call('PutParameter', again, { signal })).rejects.toMatchObject({
        kind: 'refused',
        code: 'ParameterAlreadyExists',
      });
    });

    it('reports a secret that is scheduled for deletion', async () => {
      const { transport, putSecret, deleteSecret } = await world();
      await putSecret('app/prod/deleted', 'gone');
      await deleteSecret('app/prod/deleted');
      await expect(
        transport.call('GetSecretValue', { SecretId: 'app/prod/deleted' }, { signal }),
      ).rejects.toMatchObject({
        kind: 'refused',
        code: 'InvalidRequestException',
        reason: 'deletion',
      });
    });

    it('reads with a single attempt', async () => {
      const { transport, putSecret } = await world();
      await putSecret('app/prod/once', 'once');
      const read = transport.call('GetSecretValue', { SecretId: 'app/prod/once' }, { signal, retry: false });
      expect((await read).SecretString).toBe('once');
    });

    it('rejects when the signal aborts', async () => {
      const { transport } = await world();
      const aborted = transport.call('GetSecretValue', { SecretId: 'app/none' }, { signal: AbortSignal.abort() });
      await expect(aborted).rejects.toMatchObject({ name: 'TransportFault', kind: 'timeout' });
    });

    it('returns its region', async () => {
      const { transport } = await world();
      expect(await transport.region()).toBe('eu-west-1');
    });
  });
}
