import { describe, expect, it } from 'vitest';
import { testAws } from '../aws.test.support.js';
import { expiryFindings } from './expiry-findings.js';
import { secrets, targetWith } from './target.test.support.js';

const { admin } = testAws();
const now = Date.UTC(2026, 10, 30, 12);

function found(tags?: Readonly<Record<string, string>>) {
  const target = targetWith(admin(), secrets.stripe, { env: 'prod' });
  return expiryFindings(target, { state: 'set', name: target.name, tags }, now);
}

describe('expiryFindings', () => {
  it('has none without the tag, and 15 days before the day', () => {
    expect(found()).toEqual([]);
    expect(found({ team: 'web' })).toEqual([]);
    expect(found({ 'expires-on': '2026-12-16' })).toEqual([]);
  });

  it('finds a secret that expires within 14 days, and one that has expired', () => {
    const [soon] = found({ 'expires-on': '2026-12-15' });
    expect(soon?.what).toBe('"shop/prod/stripe" expires on 2026-12-15, by its tag expires-on.');
    expect(soon?.resolution).toBe(
      'Get another one, and set it: npx amplify-secrets set stripe --env prod. Then write its day: aws secretsmanager tag-resource --secret-id shop/prod/stripe --tags Key=expires-on,Value=2027-01-31',
    );
    expect(found({ 'expires-on': '2026-11-30' }).map(({ what }) => what)).toEqual([
      '"shop/prod/stripe" expired on 2026-11-30, by its tag expires-on.',
    ]);
  });

  it.each(['soon', '2026-13-01', '30.11.2026', ''])('finds that the tag is no day: %j', (day) => {
    expect(found({ 'expires-on': day }).map(({ what }) => what)).toEqual([
      `the tag expires-on of "shop/prod/stripe" must be a day, such as 2027-01-31, and got ${JSON.stringify(day)}.`,
    ]);
  });
});
