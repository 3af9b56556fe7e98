/** Whether a pattern takes all of what a text stands for, or could take some of it, which only the deployment tells. */
export type Match = 'all' | 'some' | 'none';

/**
 * Matches an entry of `Resource` with the ARN of one secret, `…-??????`, or of a family. `*` and `?` are IAM's in both; `${…}` is what is
 * known only at deployment, and the same `${…}` is the same text.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export function matchArn(pattern: string, arn: string): Match {
  if (pattern === '*' || pattern === arn) return 'all';
  if (partEarly(pattern, arn)) return 'none';
  const [wide, narrow] = [signsOf(pattern), signsOf(arn)];
  if (covers(wide, narrow)) return 'all';
  return meets(wide, narrow) ? 'some' : 'none';
}

/** Names of actions: case counts for nothing. */
export function matchAction(pattern: string, action: string): boolean {
  return covers([...pattern.toLowerCase()], [...action.toLowerCase()]);
}

/** Whether a pattern of names takes every name that the other stands for. */
export function matchName(pattern: string, name: string): boolean {
  return covers([...pattern], [...name]);
}

/** One sign each, but for `${…}`, which is one as a whole. */
function signsOf(text: string): string[] {
  return text.match(/\$\{[^}]*\}|./gs) ?? [];
}

/** Most differ before the first wildcard, and need no closer look. */
function partEarly(one: string, other: string): boolean {
  let at = 0;
  while (at < one.length && one[at] === other[at] && one[at] !== '*' && one[at] !== '?') at += 1;
  const inToken = one.lastIndexOf('${', at) > one.lastIndexOf('}', at - 1);
  return !inToken && isPlain(one[at]) && isPlain(other[at]);
}

function isPlain(sign: string | undefined): boolean {
  return sign !== undefined && !'*?$'.includes(sign);
}

/** Every text of `narrow` is one of `wide`: a `*` there is met by a `*` alone, and a `?` by either. */
function covers(wide: readonly string[], narrow: readonly string[]): boolean {
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
function meets(one: readonly string[], other: readonly string[]): boolean {
  const left = one.map(runOf);
  const right = other.map(runOf);
  let row = [true];
  for (const [j, sign] of right.entries()) row.push(row[j] === true && isRun(sign));
  for (const sign of left) {
    const next = [row[0] === true && isRun(sign)];
    for (const [j, opposite] of right.entries()) {
      const both = row[j] === true && (sign === opposite || sign === '?' || opposite === '?');
      const grown = isRun(sign) && (row[j + 1] === true || (next[j] === true && takes(sign, opposite)));
      const met = isRun(opposite) && (next[j] === true || (row[j + 1] === true && takes(opposite, sign)));
      next.push(isRun(sign) || isRun(opposite) ? grown || met : both);
    }
    row = next;
  }
  return row.at(-1) === true;
}

// A pseudo parameter is a part of an ARN and holds no colon. What else is known only at deployment may be any text.
const PART = '{}';

function runOf(sign: string): string {
  if (sign.length === 1) return sign;
  return sign.startsWith('${AWS::') ? PART : '*';
}

function isRun(sign: string): boolean {
  return sign === '*' || sign === PART;
}

function takes(run: string, sign: string): boolean {
  return run === '*' || sign !== ':';
}
