import type { Cache } from '../reading/cache.js';
import { REDACTED } from '../values/protect.js';
import { encodedForms, LEAST_LENGTH } from './encoded-forms.js';
import { type Place, textFinder } from './text-finder.js';

interface Finder {
  readonly changes: number;
  readonly find: (text: string) => Place[];
}

/**
 * Scrubs from a text what is held now. The search is prepared at the first call and again when something else is held; it is kept
 * weakly, so that a secret which its cache has dropped goes with the next garbage collection, whether or not another text comes.
 */
export function redactor(heldNow: Cache['held']): (text: string) => string {
  let known: WeakRef<Finder> | undefined;

  function finder(): Finder {
    const { changes, raws } = heldNow();
    const prepared = known?.deref();
    if (prepared !== undefined && prepared.changes === changes) return prepared;
    const forms = new Set(raws().flatMap((raw) => [...encodedForms(raw)]));
    const made = { changes, find: textFinder(forms, LEAST_LENGTH) };
    known = new WeakRef(made);
    return made;
  }

  return (text) => {
    let redacted = '';
    let from = 0;
    for (const [start, end] of finder().find(text)) {
      redacted += text.slice(from, start) + markerOf(text.slice(start, end));
      from = end;
    }
    return from === 0 ? text : redacted + text.slice(from);
  };
}

/** For a whole JSON object or list a JSON text: where one stands unquoted, the line may be JSON itself, and still has to be read. */
function markerOf(found: string): string {
  if (!/^[[{]/.test(found)) return REDACTED;
  try {
    JSON.parse(found);
    return `"${REDACTED}"`;
  } catch {
    return REDACTED;
  }
}
