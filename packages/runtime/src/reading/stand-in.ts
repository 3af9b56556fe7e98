import type { Reader } from './reader.js';

interface StandIn {
  reader?: Reader | undefined;
}

const KEY = Symbol.for('@amplify-secrets/stand-in');

/** What `useSecrets` puts in place of every client, also of those of other installed copies of this package. */
export const standIn: StandIn = standInOf(globalThis as { [KEY]?: StandIn });

function standInOf(holder: { [KEY]?: StandIn }): StandIn {
  holder[KEY] ??= {};
  return holder[KEY];
}

/** The stand-in while there is one, else the client itself. */
export function inUse(reader: Reader): Reader {
  return standIn.reader ?? reader;
}
