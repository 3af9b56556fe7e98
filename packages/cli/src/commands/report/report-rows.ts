import { printable } from '@amplify-secrets/runtime/contract';
import type { ReportedAccess, ReportedPattern, ReportedSecret } from '../last-report.js';

const NOBODY = '-';

/** A row for each place of a secret: who reads it, who writes it. */
export function secretRows(secrets: readonly ReportedSecret[]): readonly (readonly string[])[] {
  return secrets.flatMap(({ label, places }) =>
    places.map(({ name, isShared, access }) =>
      [label, principals(access, 'read'), principals(access, 'write'), `${name}${isShared ? ' (shared)' : ''}`].map(
        printable,
      ),
    ),
  );
}

/** As the page marks them: without a mark, granted by the kit and allowed by the templates. */
function principals(access: readonly ReportedAccess[], what: string): string {
  const shown = access.flatMap(({ principal, granted, allowed, possible }) => {
    if (allowed.includes(what)) return [granted.includes(what) ? principal : `${principal} (no grant)`];
    if (possible.includes(what)) return [`${principal}?`];
    return granted.includes(what) ? [`${principal} (granted, and in no template)`] : [];
  });
  return shown.join(', ') || NOBODY;
}

export function patternLines(patterns: readonly ReportedPattern[]): readonly string[] {
  if (patterns.length === 0) return [];
  return [
    '',
    'Granted by pattern:',
    ...patterns.map(({ names, principals: who }) => printable(`  ${names.join(', ')}: ${who.join(', ') || NOBODY}`)),
  ];
}
