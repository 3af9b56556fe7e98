/**
 * Whether `text` matches `pattern`, in which `*` stands for any characters, `/` included, or none. Takes time proportional to the
 * product of the lengths, whatever the pattern.
 */
export function matchesGlob(pattern: string, text: string): boolean {
  let p = 0;
  let t = 0;
  let star = -1;
  let retry = 0;
  while (t < text.length) {
    if (pattern[p] === '*') {
      star = p++;
      retry = t;
    } else if (pattern[p] === text[t]) {
      p++;
      t++;
    } else if (star >= 0) {
      p = star + 1;
      t = ++retry;
    } else {
      return false;
    }
  }
  while (pattern[p] === '*') p++;
  return p === pattern.length;
}

/** Whether `wide` matches everything that `narrow` matches. Only a `*` of `wide` can match a `*` of `narrow`. */
export function isGlobSubset(narrow: string, wide: string): boolean {
  return matchesGlob(wide, narrow);
}
