import type { Backend, LocalAws } from '@amplify-secrets/local';
import { referencesOf, type SecretReference, type SecretSet } from '@amplify-secrets/runtime/contract';
import type { Place } from '../deployment/place.js';
import { checkValue, problemOf } from '../engine/check-value.js';
import { nameIn } from '../engine/target.js';
import type { RawValue } from '../stores/secrets-store.js';
import { fakeValue } from './fake-value.js';
import type { Seeds, SeedValue } from './seed-file.js';

/** Where the value of a secret came from; `none`: nothing could be made that its declaration accepts. */
export type Origin = 'seed' | 'seed and fake' | 'fake' | 'template' | 'none';

export interface PutValue {
  readonly key: string;
  /** Its name in the store. */
  readonly name: string;
  readonly origin: Origin;
}

/**
 * Gives each declared secret that has no value yet one in the local AWS: that of the seeds, else one made of its declaration. What the
 * templates create is left to them.
 *
 * @throws {SecretValueInvalidError} When a seed is not as it is declared.
 */
export async function putValues(
  aws: LocalAws,
  backend: Backend,
  set: SecretSet,
  place: Place,
  seeds: Seeds,
): Promise<readonly PutValue[]> {
  const there = new Set([...aws.secrets.list(), ...aws.parameters.list()].map(({ name }) => name));
  const created = new Set(place.store === 'secrets-manager' ? backend.secrets.map(({ name }) => name) : []);
  const put: PutValue[] = [];
  for (const reference of referencesOf(set)) {
    const target = nameIn(place, reference);
    const { key } = reference;
    if (created.has(target.name)) put.push({ key, name: target.name, origin: 'template' });
    if (created.has(target.name) || there.has(target.name)) continue;
    const { origin, value } = await valueFor(reference, seeds.values.get(key));
    if (value !== undefined && origin !== 'fake') await checkValue(target, value);
    const isFit = value !== undefined && (await problemOf(target, value)) === undefined;
    put.push({ key, name: target.name, origin: isFit ? origin : 'none' });
    if (!isFit) continue;
    if (place.store === 'amplify') aws.parameters.put(target.name, 'text' in value ? value.text : base64(value.bytes));
    else aws.secrets.put(target.name, 'text' in value ? value.text : value.bytes);
  }
  return put;
}

async function valueFor(
  reference: SecretReference,
  seed: SeedValue | undefined,
): Promise<{ readonly origin: Origin; readonly value: RawValue | undefined }> {
  const { kind } = reference.definition;
  if (seed !== undefined && 'text' in seed) {
    const value = kind === 'binary' ? { bytes: Buffer.from(seed.text, 'base64') } : { text: seed.text };
    return { origin: 'seed', value };
  }
  const fake = await fakeValue(reference);
  if (seed !== undefined) {
    const members = { ...Object(fake), ...seed.members };
    const isWhole = Object.keys(members).every((field) => Object.hasOwn(seed.members, field));
    return { origin: isWhole ? 'seed' : 'seed and fake', value: { text: JSON.stringify(members) } };
  }
  if (fake === undefined) return { origin: 'none', value: undefined };
  if (kind === 'binary') return { origin: 'fake', value: { bytes: Buffer.from(String(fake), 'base64') } };
  return { origin: 'fake', value: { text: kind === 'json' ? JSON.stringify(fake) : String(fake) } };
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
