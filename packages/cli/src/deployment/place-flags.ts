import { commandLine as lineOf, shellLine } from '@amplify-secrets/runtime/contract';
import type { Place } from './place.js';

/** A command about a place, to paste: `npx amplify-secrets set stripe --env prod`. Every command that a message shows is made here. */
export function commandLine(place: Place, ...words: readonly string[]): string {
  return lineOf(place, ...words) + place.commonOptions;
}

/** The options of every command, as they were given. */
export function commonOptions(
  given: Readonly<Record<'declaration' | 'profile' | 'region', string | undefined>>,
): string {
  return Object.entries(given)
    .map(([name, value]) => (value === undefined ? '' : shellLine` --${name} ${value}`))
    .join('');
}
