import { describe, expect, it } from 'vitest';
import { testAws } from '../aws.test.support.js';
import type { SecretMetadata, SecretVersion } from '../stores/secrets-store.js';
import { metadataFindings } from './metadata-findings.js';
import { secrets, targetWith } from './target.test.support.js';

const { admin } = testAws();
const DAY = 86_400_000;
const now = Date.UTC(2026, 10, 30);
const ago = (days: number) => new Date(now - days * DAY);

const made = (count: number, createdAt: Date): readonly SecretVersion[] =>
  Array.from({ length: count }, (_, index) => ({ version: `v${index + 1}`, stages: [], createdAt }));

function found(metadata: Partial<SecretMetadata>, versions = made(1, ago(30))) {
  const target = targetWith(admin(), secrets.stripe, { env: 'prod' });
  const whole: SecretMetadata = { state: 'set', name: target.name, version: 'v1', lastReadAt: ago(1), ...metadata };
  return metadataFindings(target, whole, { versions, readers: [], now }).map(({ what }) => what);
}

describe('metadataFindings', () => {
  it('has none for a secret that is set, read and not rotated', () => {
    expect(found({})).toEqual([]);
  });

  it('finds a secret that nobody has read for more than 90 days, or ever', () => {
    expect(found({ lastReadAt: ago(90) })).toEqual([]);
    expect(found({ lastReadAt: ago(91) })).toEqual([expect.stringContaining('for 91 days')]);
    expect(found({ lastReadAt: undefined, createdAt: ago(100) })).toEqual([expect.stringContaining('for 100 days')]);
  });

  it('finds versions near the limit', () => {
    expect(found({}, made(89, ago(0.5)))).toEqual([]);
    expect(found({}, made(90, ago(0.5)))).toEqual([expect.stringContaining('has 90 versions')]);
    // AWS removes these by itself.
    expect(found({}, made(100, ago(1.5)))).toEqual([]);
  });

  it('finds a rotation that stopped, and one that is a day late; not AWSPENDING beside AWSCURRENT', () => {
    expect(found({ stages: { v1: ['AWSCURRENT', 'AWSPENDING'] } })).toEqual([]);
    expect(found({ stages: { v1: ['AWSCURRENT'], v2: ['AWSPENDING'] } })).toEqual([
      expect.stringContaining('version v2'),
    ]);
    const stages = { v1: ['AWSCURRENT'], v2: ['AWSPENDING'] };
    expect(found({ stages }, made(2, ago(0.5)))).toEqual([expect.stringContaining('a rotation has stopped')]);
    expect(found({ stages }, made(2, ago(0.02)))).toEqual([]);
    const rotation = { isEnabled: true, functionArn: 'f', lastAt: undefined, nextAt: ago(2) };
    expect(found({ rotation })).toEqual([expect.stringContaining('was to be rotated by 2026-11-28')]);
    expect(found({ rotation: { ...rotation, nextAt: ago(-2) } })).toEqual([]);
  });

  it('finds a replica that AWS could not make', () => {
    const made = { region: 'eu-west-1', status: 'InSync', message: undefined };
    expect(found({ replicas: [made] })).toEqual([]);
    const failed = { region: 'eu-west-2', status: 'Failed', message: 'A secret with this name exists.' };
    expect(found({ replicas: [made, failed] })).toEqual([
      '"shop/prod/stripe" has no replica in eu-west-2: A secret with this name exists.',
    ]);
  });

  it('says nothing of an alias, which may be any key', () => {
    expect(found({ kmsKeyId: 'alias/aws/secretsmanager' })).toEqual([]);
  });
});
