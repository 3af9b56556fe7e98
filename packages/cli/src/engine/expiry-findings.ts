import { printable, shellLine } from '@amplify-secrets/runtime/contract';
import { commandLine } from '../deployment/place-flags.js';
import type { SecretMetadata } from '../stores/secrets-store.js';
import type { Finding } from './finding.js';
import type { Target } from './target.js';

const DAY_MS = 86_400_000;
const EXPIRES_SOON_DAYS = 14;

/** The day, in UTC, on which the provider ends a key: `--tags expires-on=2027-01-31`. No other tag of a secret is looked at. */
const TAG = 'expires-on';

/** What the tag `expires-on` says of a secret that is set. */
export function expiryFindings(
  { reference, place, name }: Target,
  { tags }: SecretMetadata,
  now: number,
): readonly Finding[] {
  const given = tags?.[TAG];
  if (given === undefined) return [];
  const { key } = reference;
  const tag = (value: string) =>
    shellLine`aws secretsmanager tag-resource --secret-id ${name} --tags Key=${TAG},Value=${value}`;
  const time = /^\d{4}-\d\d-\d\d$/.test(given) ? Date.parse(given) : Number.NaN;
  if (Number.isNaN(time)) {
    return [
      {
        key,
        what: `the tag ${TAG} of "${name}" must be a day, such as 2027-01-31, and got ${JSON.stringify(printable(given))}.`,
        resolution: `Write the day: ${tag('2027-01-31')}`,
      },
    ];
  }
  const days = Math.floor((time - now) / DAY_MS);
  if (days > EXPIRES_SOON_DAYS) return [];
  const resolution = `Get another one, and set it: ${commandLine(place, 'set', key)}. Then write its day: ${tag('2027-01-31')}`;
  return [
    { key, what: `"${name}" ${time <= now ? 'expired' : 'expires'} on ${given}, by its tag ${TAG}.`, resolution },
  ];
}
