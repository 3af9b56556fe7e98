/** Whether a pattern matches all that another stands for, none of it, or some: a part, or as only the deployment knows. */
export type Match = 'all' | 'some' | 'none';

/**
 * Matches an entry of `Resource` with the ARN of one secret, `…-??????`, or with a pattern. `*` and `?` are IAM's in both; `${…}` stands for
 * what is known only at deployment, and equals the same `${…}`.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export function matchArn(pattern: string, arn: string): Match {
  if (pattern === '*' || pattern === arn) return 'all';
  if (differBeforeWildcard(pattern, arn)) return 'none';
  const [wide, narrow] = [charactersOf(pattern), charactersOf(arn)];
  if (isSubset(wide, narrow)) return 'all';
  return intersects(wide, narrow) ? 'some' : 'none';
}

/** Whether a pattern of actions matches all that the other stands for, in any case. */
export function matchAction(pattern: string, action: string): boolean {
  return isSubset([...pattern.toLowerCase()], [...action.toLowerCase()]);
}

/** Whether a pattern of names matches all that the other stands for. */
export function matchName(pattern: string, name: string): boolean {
  return isSubset([...pattern], [...name]);
}

/** Whether two names or patterns have a match in common. */
export function patternsOverlap(one: string, other: string): boolean {
  return matchArn(one, other) !== 'none';
}

/** `${…}` counts as one. */
function charactersOf(pattern: string): string[] {
  return pattern.match(/\$\{[^}]*\}|./gs) ?? [];
}

/** Most patterns do, which is quickly seen. */
function differBeforeWildcard(one: string, other: string): boolean {
  let at = 0;
  while (at < one.length && one[at] === other[at] && one[at] !== '*' && one[at] !== '?') at += 1;
  const inToken = one.lastIndexOf('${', at) > one.lastIndexOf('}', at - 1);
  return !inToken && isPlain(one[at]) && isPlain(other[at]);
}

function isPlain(character: string | undefined): boolean {
  return character !== undefined && !'*?$'.includes(character);
}

/** Whether `wide` matches all that `narrow` stands for: a `*` in it only by a `*`, a `?` by a `*` or a `?`. */
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

/** Whether some string matches both. `row[j]`: whether the first i characters of one and the first j of the other have a match in common. */
function intersects(one: readonly string[], other: readonly string[]): boolean {
  const left = one.map(wildcardOf);
  const right = other.map(wildcardOf);
  let row = [true];
  for (const [j, character] of right.entries()) row.push(row[j] === true && isWildcard(character));
  for (const character of left) {
    const next = [row[0] === true && isWildcard(character)];
    for (const [j, opposite] of right.entries()) {
      const both = row[j] === true && (character === opposite || character === '?' || opposite === '?');
      const byLeft =
        isWildcard(character) && (row[j + 1] === true || (next[j] === true && canMatch(character, opposite)));
      const byRight =
        isWildcard(opposite) && (next[j] === true || (row[j + 1] === true && canMatch(opposite, character)));
      next.push(isWildcard(character) || isWildcard(opposite) ? byLeft || byRight : both);
    }
    row = next;
  }
  return row.at(-1) === true;
}

// A pseudo parameter is a part of an ARN, without a colon. Other references may be any string.
const PART = '{}';

function wildcardOf(character: string): string {
  if (character.length === 1) return character;
  return character.startsWith('${AWS::') ? PART : '*';
}

function isWildcard(character: string): boolean {
  return character === '*' || character === PART;
}

function canMatch(wildcard: string, character: string): boolean {
  return wildcard === '*' || character !== ':';
}
