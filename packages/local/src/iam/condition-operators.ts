import { BlockList, isIP } from 'node:net';
import { arnSegments, readArnPattern } from './arn-pattern.js';
import { globMatches } from './glob.js';
import { type PolicyText, readPolicyText } from './policy-text.js';
import type { RequestContext } from './request-context.js';
import { type Truth, unknown } from './truth.js';

/** Compares one value of a policy with one value of the request. */
export type Comparison = (policyValue: string, value: string, variables: RequestContext | undefined) => Truth;

/** A condition operator without its prefix and suffix. A `negated` one inverts the comparison, and is true for an absent key. */
export interface Operator {
  readonly compare: Comparison;
  readonly negated: boolean;
}

const stringEquals: Comparison = (policyValue, value, variables) =>
  matchText(readPolicyText(policyValue, { variables, wildcards: 'none' }), value);

const stringEqualsIgnoreCase: Comparison = (policyValue, value, variables) =>
  matchText(readPolicyText(policyValue, { variables, wildcards: 'none', ignoreCase: true }), value.toLowerCase());

const stringLike: Comparison = (policyValue, value, variables) =>
  matchText(readPolicyText(policyValue, { variables, wildcards: 'any' }), value);

/** Each of the six components is compared by itself, for `ArnEquals` as for `ArnLike`. */
const arnLike: Comparison = (policyValue, value, variables) => {
  const segments = arnSegments(policyValue, variables !== undefined);
  if (segments.length < 6 || arnSegments(value, false).length < 6) return notA('an ARN', policyValue);
  return matchText(readArnPattern(segments, variables, { spill: false }), value);
};

const bool: Comparison = (policyValue, value) => {
  const wanted = policyValue.toLowerCase();
  const given = value.toLowerCase();
  if (!/^(true|false)$/.test(wanted) || !/^(true|false)$/.test(given)) return notA('a boolean', policyValue);
  return wanted === given;
};

/** Both are base64, in which the same bytes have the same encoding. */
const binaryEquals: Comparison = (policyValue, value) =>
  /^[A-Za-z0-9+/]*={0,2}$/.test(policyValue) ? policyValue === value : notA('base64', policyValue);

const ipAddress: Comparison = (policyValue, value) => {
  const [network = '', bits, ...more] = policyValue.split('/');
  const version = isIP(network);
  const longest = version === 4 ? 32 : 128;
  const prefix = bits === undefined ? longest : /^\d{1,3}$/.test(bits) ? Number(bits) : Number.NaN;
  if (version === 0 || more.length > 0 || !(prefix <= longest) || isIP(value) === 0)
    return notA('an address', policyValue);
  if (isIP(value) !== version) return false;
  const family = version === 4 ? 'ipv4' : 'ipv6';
  const block = new BlockList();
  block.addSubnet(network, prefix, family);
  return block.check(value, family);
};

/**
 * Every operator of https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 * but `Null`, which compares no values. Variables are replaced for string and ARN operators only.
 */
export const OPERATORS: ReadonlyMap<string, Operator> = new Map(
  Object.entries({
    StringEquals: { compare: stringEquals, negated: false },
    StringNotEquals: { compare: stringEquals, negated: true },
    StringEqualsIgnoreCase: { compare: stringEqualsIgnoreCase, negated: false },
    StringNotEqualsIgnoreCase: { compare: stringEqualsIgnoreCase, negated: true },
    StringLike: { compare: stringLike, negated: false },
    StringNotLike: { compare: stringLike, negated: true },
    ...ordered('Numeric', 'a number', numberOf),
    ...ordered('Date', 'a date', timeOf),
    Bool: { compare: bool, negated: false },
    BinaryEquals: { compare: binaryEquals, negated: false },
    IpAddress: { compare: ipAddress, negated: false },
    NotIpAddress: { compare: ipAddress, negated: true },
    ArnEquals: { compare: arnLike, negated: false },
    ArnLike: { compare: arnLike, negated: false },
    ArnNotEquals: { compare: arnLike, negated: true },
    ArnNotLike: { compare: arnLike, negated: true },
  }),
);

function matchText(text: PolicyText, value: string): Truth {
  if (text.valueless || !globMatches(text.glob, value)) return false;
  return text.reasons.length === 0 ? true : unknown(...text.reasons);
}

function notA(what: string, policyValue: string): Truth {
  return unknown(`${JSON.stringify(policyValue)} or the request's value is not ${what}`);
}

function ordered(
  family: string,
  what: string,
  parse: (text: string) => number | undefined,
): Readonly<Record<string, Operator>> {
  const comparing = (holds: (value: number, bound: number) => boolean, negated = false): Operator => ({
    compare: (policyValue, value) => {
      const bound = parse(policyValue);
      const given = parse(value);
      return bound === undefined || given === undefined ? notA(what, policyValue) : holds(given, bound);
    },
    negated,
  });
  return {
    [`${family}Equals`]: comparing((value, bound) => value === bound),
    [`${family}NotEquals`]: comparing((value, bound) => value === bound, true),
    [`${family}LessThan`]: comparing((value, bound) => value < bound),
    [`${family}LessThanEquals`]: comparing((value, bound) => value <= bound),
    [`${family}GreaterThan`]: comparing((value, bound) => value > bound),
    [`${family}GreaterThanEquals`]: comparing((value, bound) => value >= bound),
  };
}

/** Numbers that a double represents exactly; longer ones could compare as equal when they are not. */
function numberOf(text: string): number | undefined {
  return /^[+-]?\d{1,12}(\.\d{1,3})?$/.test(text) ? Number(text) : undefined;
}

/** Milliseconds of a date in W3C's profile of ISO 8601, or of epoch seconds. Four digits could be either, so they count as neither. */
function timeOf(text: string): number | undefined {
  if (/^\d{5,12}$/.test(text)) return Number(text) * 1000;
  if (!/^\d{4}-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d))?)?$/.test(text)) return undefined;
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : time;
}
