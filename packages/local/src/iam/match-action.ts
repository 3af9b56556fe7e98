import { globMatches } from './glob.js';
import { readPolicyText } from './policy-text.js';
import { type Truth, unknown } from './truth.js';

/** `service:Name`; only the name may contain wildcards. */
const ACTION = /^[a-zA-Z0-9-]+:[\w*?]+$/;

/**
 * Whether an `Action` entry matches an action; case is ignored.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
 */
export function matchAction(pattern: string, action: string): Truth {
  if (pattern === '*') return true;
  if (!ACTION.test(pattern)) return unknown(`the action ${JSON.stringify(pattern)} is not well-formed`);
  return globMatches(readPolicyText(pattern, { wildcards: 'any', ignoreCase: true }).glob, action.toLowerCase());
}
