import { ANY, ANY_IN_SEGMENT, type Glob, literal, ONE, ONE_IN_SEGMENT } from './glob.js';
import type { RequestContext } from './request-context.js';
import { isUnknown, type Unknown, unknown } from './truth.js';

/** A string of a policy with its variables replaced, ready to match. */
export interface PolicyText {
  readonly glob: Glob;
  /** A variable has no value: such a string matches nothing. */
  readonly valueless: boolean;
  /** Why a variable's value is not known. In `glob` it is a `*`: what that does not match, no value would. */
  readonly reasons: readonly string[];
}

export interface Reading {
  /** Finds the variables' values. Absent where the policy's version has no variables (2008-10-17). */
  readonly variables?: RequestContext | undefined;
  /** `none`: `*` and `?` are characters. `segment`: they are wildcards that do not match a colon. */
  readonly wildcards: 'none' | 'any' | 'segment';
  readonly ignoreCase?: boolean;
}

// A default value may contain a brace between its quotes. The second alternative is a variable without its end.
const PIECE = /\$\{((?:[^}']|'[^']*')*)\}|\$\{|\*|\?/g;
const WILDCARD = /\*|\?/g;
const VARIABLE = /^\s*([^\s,']+)\s*(?:,\s*'([^']*)'\s*)?$/;

/**
 * Reads a string as IAM does: wildcards, variables such as `${aws:PrincipalTag/team}` with their default values, and the
 * escapes `${*}`, `${?}` and `${$}`. The value of a variable is plain text: a `*` in it is not a wildcard.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function readPolicyText(text: string, reading: Reading): PolicyText {
  if (!/[*?$]/.test(text)) return plainText(reading.ignoreCase ? text.toLowerCase() : text);
  const glob: number[] = [];
  const reasons: string[] = [];
  let valueless = false;
  const put = (plain: string) => {
    for (const point of literal(reading.ignoreCase ? plain.toLowerCase() : plain)) glob.push(point);
  };
  let end = 0;
  for (const piece of text.matchAll(reading.variables === undefined ? WILDCARD : PIECE)) {
    put(text.slice(end, piece.index));
    end = piece.index + piece[0].length;
    if (piece[0] === '${') {
      return { glob: [...glob, ANY], valueless, reasons: [...reasons, 'a variable does not end'] };
    }
    if (piece[1] === undefined || reading.variables === undefined) {
      if (reading.wildcards === 'none') put(piece[0]);
      else if (reading.wildcards === 'any') glob.push(piece[0] === '*' ? ANY : ONE);
      else glob.push(piece[0] === '*' ? ANY_IN_SEGMENT : ONE_IN_SEGMENT);
      continue;
    }
    const value = variableValue(piece[1], reading.variables);
    if (value === undefined) valueless = true;
    else if (isUnknown(value)) {
      glob.push(ANY);
      reasons.push(...value.reasons);
    } else put(value);
  }
  put(text.slice(end));
  return { glob, valueless, reasons };
}

function plainText(text: string): PolicyText {
  return { glob: literal(text), valueless: false, reasons: [] };
}

function variableValue(inside: string, variables: RequestContext): string | undefined | Unknown {
  if (inside === '*' || inside === '?' || inside === '$') return inside;
  const [, name, fallback] = VARIABLE.exec(inside) ?? [];
  if (name === undefined) return unknown(`\${${inside}} is not a policy variable`);
  const values = variables(name);
  if (values === 'absent') return fallback;
  if (isUnknown(values)) return values;
  const [only] = values;
  if (values.length === 1) return only === '' ? fallback : only;
  // A multivalued key cannot be a variable; AWS does not say whether its default value then applies.
  return fallback === undefined ? undefined : unknown(`\${${name}} has several values`);
}
