import type { SecretNameOption } from './definition.js';
import { referencesOf, type SecretReference, type SecretSet } from './secret-set.js';

/** Of a reference, what a digest is of. */
interface Declared extends Pick<SecretReference, 'set' | 'key' | 'undeclared'> {
  readonly definition: { readonly name?: SecretNameOption | undefined };
}

/**
 * A digest of what a function must declare as `amplify/backend.ts` did, of sets of one app: the app and its environments, then, of at most
 * `most` secrets with a `name` option, the key and the name. A handler may declare fewer secrets, or more.
 */
export function digestOf(sets: readonly SecretSet[], most: number): string {
  const references = sets.flatMap(referencesOf);
  const named = references.filter(({ definition }) => definition.name !== undefined);
  const names = new Set(named.map((reference) => wordsOf(reference).slice(1).join('')));
  const [mapping = ''] = sets.flatMap((set) => wordsOf({ set, key: '', definition: {}, undeclared: true }));
  const digest = [mapping, ...[...names].sort().slice(0, most)].join('');
  // Two words may be equal by accident, and two sets may name one key differently.
  return references.some((reference) => differsFrom(digest, reference)) ? mapping : digest;
}

/** Whether the environments, or the name, of `reference` were declared otherwise where `digest` was made. */
export function differsFrom(digest: string | undefined, reference: SecretReference): boolean {
  const [mapping = '', key = '', name] = wordsOf(reference);
  return !!digest && (!digest.startsWith(mapping) || (digest.includes(key) && !digest.includes(key + name)));
}

/**
 * One word each for the mapping, the key and the name: FNV-1a, which finds accidents, and protects nothing. The order of environments counts;
 * JSON leaves out what is undefined.
 */
function wordsOf({ set: { app, environments }, key, definition: { name }, undeclared }: Declared): string[] {
  return [[app, environments], undeclared || key, [name]].map((value) => {
    const bytes = Buffer.from(JSON.stringify(value));
    const sum = bytes.reduce((before, byte) => Math.imul(before ^ byte, 16777619), -2128831035);
    return `,${sum.toString(36).slice(-4)}`;
  });
}
