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
  /** Whether the held-out half alone shows it, so that rules are judged by formats that nobody tuned them to. */
  readonly heldOut: boolean;
  make(random: RandomText): string;
}

type Kind = readonly [kind: string, names: string, shape: RegExp, make: (random: RandomText) => string];

const PREFIXES = ['APP', 'PROD', 'NEXT', 'MY', 'BACKEND', 'SERVER', 'INTERNAL', 'CUSTOM'] as const;

/**
 * The formats of one provider. The names stand between spaces; the first two are spelled in further ways too. All of
 * the provider's formats are held out or none: a rule for one is often a rule for the next.
 */
export function formatsOf(provider: string, source: string, ...kinds: readonly Kind[]): Format[] {
  return kinds.map((kind) => format(provider, source, kind, provider));
}

/** Formats that have no more in common than their source: each is held out or shown by itself. */
export function separateFormatsOf(provider: string, source: string, ...kinds: readonly Kind[]): Format[] {
  return kinds.map((kind) => format(provider, source, kind, `${provider}/${kind[0]}`));
}

function format(provider: string, source: string, [kind, names, shape, make]: Kind, family: string): Format {
  const written = names.split(' ');
  const variables = [...new Set([...written, ...respelled(written)])];
  // Two families in five, chosen by their names rather than by hand, and the same ones whatever the seed.
  const heldOut = spread(`half of ${family}`) % 5 < 2;
  return { provider, kind, variables, source, shape, heldOut, make };
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
