/** Whether a pattern takes all of what a text stands for, or could take some of it, which only the deployment tells. */
export type Match = 'all' | 'some' | 'none';

/**
 * Matches an entry of `Resource` with the ARN of one secret, `…-??????`, or of a family. `*` and `?` are IAM's in both; `${…}` is what is
 * known only at deployment, and the same `${…}` is the same text.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export function matchArn(pattern: string, arn: string): Match {
  if (pattern === '*' || pattern === arn) return 'all';
  if (differBeforeWildcard(pattern, arn)) return 'none';
  const [wide, narrow] = [charactersOf(pattern), charactersOf(arn)];
  if (isSubset(wide, narrow)) return 'all';
  return intersects(wide, narrow) ? 'some' : 'none';
}

/** Names of actions: case counts for nothing. */
export function matchAction(pattern: string, action: string): boolean {
  return isSubset([...pattern.toLowerCase()], [...action.toLowerCase()]);
}

/** Whether some string is matched by both of two names or patterns. */
export function patternsOverlap(one: string, other: string): boolean {
  return matchArn(one, other) !== 'none';
}

/** Whether a pattern of names takes every name that the other stands for. */
export function matchName(pattern: string, name: string): boolean {
  return isSubset([...pattern], [...name]);
}

/** One sign each, but for `${…}`, which is one as a whole. */
function charactersOf(text: string): string[] {
  return text.match(/\$\{[^}]*\}|./gs) ?? [];
}

/** Most differ before the first wildcard, and need no closer look. */
function differBeforeWildcard(one: string, other: string): boolean {
  let at = 0;
  while (at < one.length && one[at] === other[at] && one[at] !== '*' && one[at] !== '?') at += 1;
  const inToken = one.lastIndexOf('${', at) > one.lastIndexOf('}', at - 1);
  return !inToken && isPlain(one[at]) && isPlain(other[at]);
}

function isPlain(sign: string | undefined): boolean {
  return sign !== undefined && !'*?$'.includes(sign);
}

/** Every text of `narrow` is one of `wide`: a `*` there is met by a `*` alone, and a `?` by either. */
function isSubset(wide: readonly string[], narrow: readonly string[]): boolean {
  let w = 0;
  let n = 0;
  let star = -1;
  let retry = 0;
  while (n < narrow.length) {
    if (wide[w] === '*') {
      star = w++;
      retry = n;
    } else if (wide[w] === narrow[n] || (wide[w] === '?' && narrow[n]?.length === 1 && narrow[n] !== '*')) {
      w++;
      n++;
    } else if (star >= 0) {
      w = star + 1;
      n = ++retry;
    } else {
      return false;
    }
  }
  while (wide[w] === '*') w++;
  return w === wide.length;
}

/** Some text is of both. One row of the table of prefixes at a time. */
function intersects(one: readonly string[], other: readonly string[]): boolean {
  const left = one.map(wildcardOf);
  const right = other.map(wildcardOf);
  let row = [true];
  for (const [j, sign] of right.entries()) row.push(row[j] === true && isWildcard(sign));
  for (const sign of left) {
    const next = [row[0] === true && isWildcard(sign)];
    for (const [j, opposite] of right.entries()) {
      const both = row[j] === true && (sign === opposite || sign === '?' || opposite === '?');
      const grown = isWildcard(sign) && (row[j + 1] === true || (next[j] === true && takes(sign, opposite)));
      const met = isWildcard(opposite) && (next[j] === true || (row[j + 1] === true && takes(opposite, sign)));
      next.push(isWildcard(sign) || isWildcard(opposite) ? grown || met : both);
    }
    row = next;
  }
  return row.at(-1) === true;
}

// A pseudo parameter is a part of an ARN and holds no colon. What else is known only at deployment may be any text.
const PART = '{}';

function wildcardOf(sign: string): string {
  if (sign.length === 1) return sign;
  return sign.startsWith('${AWS::') ? PART : '*';
}

function isWildcard(sign: string): boolean {
  return sign === '*' || sign === PART;
}

function takes(run: string, sign: string): boolean {
  return run === '*' || sign !== ':';
}
