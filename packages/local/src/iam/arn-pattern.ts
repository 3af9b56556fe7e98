import { ANY } from './glob.js';
import { type PolicyText, readPolicyText } from './policy-text.js';
import type { RequestContext } from './request-context.js';

const COLON = 0x3a;

/**
 * The segments of an ARN: up to six, of which the last may contain colons. A colon inside `${…}` does not separate segments
 * where the policy has variables.
 */
export function arnSegments(arn: string, hasVariables: boolean): string[] {
  const segments: string[] = [];
  let start = 0;
  for (let index = 0; index < arn.length && segments.length < 5; index += 1) {
    if (hasVariables && arn.startsWith('${', index)) {
      const end = arn.indexOf('}', index);
      if (end === -1) break;
      index = end;
    } else if (arn[index] === ':') {
      segments.push(arn.slice(start, index));
      start = index + 1;
    }
  }
  return [...segments, arn.slice(start)];
}

/**
 * Compiles an ARN's segments. Wildcards before the resource part do not match a colon; with `spill`, a `*` that ends its
 * segment does.
 */
export function readArnPattern(
  segments: readonly string[],
  variables: RequestContext | undefined,
  options: { readonly spill: boolean },
): PolicyText {
  const glob: number[] = [];
  const reasons: string[] = [];
  let valueless = false;
  for (const [index, segment] of segments.entries()) {
    const part = readPolicyText(segment, { variables, wildcards: index === 5 ? 'any' : 'segment' });
    if (index > 0) glob.push(COLON);
    for (const token of part.glob) glob.push(token);
    if (options.spill && segment.endsWith('*')) glob[glob.length - 1] = ANY;
    reasons.push(...part.reasons);
    valueless ||= part.valueless;
  }
  return { glob, valueless, reasons };
}
