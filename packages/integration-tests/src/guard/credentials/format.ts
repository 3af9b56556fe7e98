import type { RandomText } from './random-text.js';

/** What the value of an environment variable may be. */
export interface Format {
  readonly provider: string;
  /** Which of the provider's formats. */
  readonly kind: string;
  /** Names that people give to the variable. */
  readonly variables: readonly string[];
  /** Where the format is documented. */
  readonly source: string;
  /** The documented length and characters. */
  readonly shape: RegExp;
  make(random: RandomText): string;
}

type Kind = readonly [kind: string, names: string, shape: RegExp, make: (random: RandomText) => string];

const PREFIXES = ['APP', 'PROD', 'NEXT', 'MY', 'BACKEND', 'SERVER', 'INTERNAL', 'CUSTOM'] as const;

export const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
export const HEX_32 = /^[0-9a-f]{32}$/;

/** The formats of one provider. The names stand between spaces; the first two are spelled in further ways too. */
export function formatsOf(provider: string, source: string, ...kinds: readonly Kind[]): Format[] {
  return kinds.map(([kind, names, shape, make]) => {
    const written = names.split(' ');
    return { provider, kind, variables: [...new Set([...written, ...respelled(written)])], source, shape, make };
  });
}

function respelled([first = '', second = first]: readonly string[]): string[] {
  const upper = (name: string) => /^[A-Z][A-Z0-9_]*$/.test(name) && !/^(NEXT_PUBLIC|VITE|EXPO_PUBLIC)_/.test(name);
  return [...(upper(first) ? [camel(first)] : []), ...(upper(second) ? [`${prefixFor(second)}_${second}`] : [])];
}

function camel(name: string): string {
  const [head = '', ...rest] = name.toLowerCase().split('_');
  return head + rest.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}

function prefixFor(name: string): string {
  return PREFIXES[spread(name) % PREFIXES.length] ?? PREFIXES[0];
}

/** The same number for the same text, and unlike numbers for texts that are alike: FNV-1a. */
function spread(text: string): number {
  let hash = 0x811c9dc5;
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return hash;
}
