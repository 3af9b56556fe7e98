import { matchArn } from '../templates/arn-pattern.js';

/** Whether two names or patterns, with IAM's `*` and `?`, take any text in common. */
export function takesSame(one: string, other: string): boolean {
  return matchArn(one, other) !== 'none';
}
