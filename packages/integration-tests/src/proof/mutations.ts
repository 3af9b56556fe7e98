import { KEY_MUTATIONS } from './key-mutations.js';
import type { Mutation } from './mutation.js';
import { RESOURCE_MUTATIONS } from './resource-mutations.js';
import { RULE_MUTATIONS } from './rule-mutations.js';

export const MUTATIONS: readonly Mutation[] = [...RESOURCE_MUTATIONS, ...RULE_MUTATIONS, ...KEY_MUTATIONS];

/** A few that each break another rule, for a quick test. */
export const QUICK: readonly string[] = [
  'suffix widened to -*',
  'secrets of every account',
  'read includes write',
  'previews are branches like any',
  'a pattern of all apps',
  'the shared folder of a scoped package',
  'the key of a grant ignored',
  'secrets of every account, stopped at the end',
  'two regions in one statement',
  'wildcards of a granted resource not looked at',
  'wildcards of a key not looked at',
  'an imported ARN of any place',
  'names of variables that are not set',
];
