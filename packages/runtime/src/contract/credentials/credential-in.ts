import { byName, isSecret } from './by-name.js';
import { connectionIn } from './connections.js';
import { isPublic, namedAs, wordsOf } from './credential-name.js';
import { AI } from './forms/ai.js';
import { BUSINESS } from './forms/business.js';
import { CLOUDS } from './forms/clouds.js';
import { DEVELOPMENT } from './forms/development.js';
import type { Form } from './forms/form.js';
import { privateKeyIn } from './forms/private-keys.js';
import { WEBHOOKS } from './forms/webhooks.js';
import { type Part, partsOfJson, partsOfText, textInBase64 } from './parts.js';
import { signedTokenIn } from './signed-token.js';

/** Each is a credential whatever the variable is called. */
export const FORMS: readonly Form[] = [...CLOUDS, ...AI, ...DEVELOPMENT, ...BUSINESS, ...WEBHOOKS];

/** Firebase and Maps have keys of Google's in browsers. */
const GOOGLE_KEY = /\bAIza[\w-]{35}(?![\w-])/;

/** How often one value may be in another: JSON in base64 in JSON. */
const DEPTH = 3;

/**
 * The kind of credential that a variable seems to hold, if any: by the form of its value, or by its name and a value that is random. `value`
 * has `${…}` for what only the deployment knows. The time is in proportion to the length of the value, whatever is in it.
 */
export function credentialIn(variable: string, value: string): string | undefined {
  return inText(variable, value, DEPTH);
}

function inText(variable: string, value: string, depth: number): string | undefined {
  const words = wordsOf(variable);
  const known = byForm(value);
  if (known !== undefined || isPublic(words)) return known;
  return oftenPublic(words, value) ?? within(variable, value.trim(), depth);
}

function byForm(value: string): string | undefined {
  return privateKeyIn(value) ?? FORMS.find(([, form]) => form.test(value))?.[0] ?? connectionIn(value);
}

/** What a browser may have as well, under a name that says so. */
function oftenPublic(words: readonly string[], value: string): string | undefined {
  const isOfFirebase = words.includes('firebase') || value.includes('firebase');
  return signedTokenIn(value) ?? (!isOfFirebase && GOOGLE_KEY.test(value) ? 'a Google key' : undefined);
}

/** By a name: the variable's, or one in its value. */
function within(variable: string, value: string, depth: number): string | undefined {
  const json = depth === 0 ? undefined : partsOfJson(value);
  if (json !== undefined) return inJson(variable, json, depth - 1);
  const text = depth === 0 ? undefined : textInBase64(value);
  const kind = text === undefined ? undefined : inText(variable, text, depth - 1);
  if (kind !== undefined || (text !== undefined && isFile(text))) return kind;
  return byName(variable, value) ?? authorizationIn(value) ?? firstOf(partsOfText(value), byPart);
}

function inJson(variable: string, parts: readonly Part[], depth: number): string | undefined {
  // Of a public JSON Web Key all is public, and random.
  if (parts.some(({ name }) => name.endsWith('_kty'))) return undefined;
  const outer = namedAs(wordsOf(variable)) === undefined ? '' : variable;
  return firstOf(parts, ({ name, value }) => {
    const known = byForm(value);
    return known !== undefined || isPublic(wordsOf(name)) ? known : within(outer + name, value.trim(), depth);
  });
}

/** Rather than a secret that somebody encoded. */
function isFile(text: string): boolean {
  return partsOfJson(text) !== undefined || /\n|:\s/.test(text.trim());
}

function firstOf<Item>(items: readonly Item[], kindOf: (item: Item) => string | undefined): string | undefined {
  for (const item of items) {
    const kind = kindOf(item);
    if (kind !== undefined) return kind;
  }
  return undefined;
}

function byPart({ name, value }: Part): string | undefined {
  return HEADERS.test(name) && isSecret(value) ? 'a credential' : byName(name, value);
}

/** Names in headers and queries that say nothing of a credential, and hold one. */
const HEADERS = /^(?:x-honeycomb-team|sig|x-amz-signature|_auth)$/i;

/** `Authorization=Basic%20…`, `Bearer …`. */
function authorizationIn(value: string): string | undefined {
  const [, given = ''] = /\b(?:Basic|Bearer|Token)(?:\s|%20)([\w.~+/=-]{16,512})/i.exec(value) ?? [];
  return given !== '' && isSecret(given) ? 'a credential' : undefined;
}
