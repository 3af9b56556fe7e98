import { arnSegments, readArnPattern } from './arn-pattern.js';
import { globMatches } from './glob.js';
import type { RequestContext } from './request-context.js';
import { type Truth, unknown } from './truth.js';

/**
 * Whether a `Resource` entry matches a resource, with case; `*` and `?` match `/` and, in the resource part, `:`.
 * A request without a resource (`*`) is matched by `*` alone.
 * An entry with a variable that has no value matches nothing, in `NotResource` too:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-no-value
 *
 * A `*` that ends a segment also matches beyond the colon, as AWS documents:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 * A wildcard is not allowed for a service or a type of resource, nor a variable before the resource part:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 */
export function matchResource(pattern: string, resource: string, variables: RequestContext | undefined): Truth {
  if (pattern === '*') return true;
  const segments = arnSegments(pattern, variables !== undefined);
  const fault = faultOf(pattern, segments, variables !== undefined);
  if (fault !== undefined) return unknown(`the resource ${JSON.stringify(pattern)} ${fault}`);
  // Most patterns differ from most resources before the first wildcard; `*` as a request differs from every ARN.
  const plain = pattern.search(/[*?$]/);
  if (plain === -1) return pattern === resource;
  if (!resource.startsWith(pattern.slice(0, plain))) return false;

  const { glob, valueless, reasons } = readArnPattern(segments, variables, { spill: true });
  if (valueless || !globMatches(glob, resource)) return false;
  if (/^[^:/]*[*?][^:/]*[:/]|^[^:/]*[*?][^:/]+$|^[^:/]+[*?]$/.test(segments[5] ?? '')) {
    return unknown(`the resource ${JSON.stringify(pattern)} has a wildcard in the type of resource`);
  }
  return reasons.length === 0 ? true : unknown(...reasons);
}

function faultOf(pattern: string, segments: readonly string[], hasVariables: boolean): string | undefined {
  const [scheme, , service] = segments;
  if (scheme !== 'arn') return 'is neither an ARN nor *';
  if (service === undefined || /[*?]/.test(service)) return 'has a wildcard for the service';
  if (segments.length < 6 && !pattern.endsWith('*')) return 'is not a full ARN';
  if (hasVariables && segments.slice(0, 5).some((segment) => segment.includes('${'))) {
    return 'has a variable before its resource part';
  }
  return undefined;
}
