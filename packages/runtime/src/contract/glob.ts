/**
 * Whether `text` is in the language of `pattern`, where `*` stands for any characters, `/` included, or none.
 * Runs in time proportional to the product of the lengths, whatever the pattern.
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

/** Whether every text that `narrow` matches is matched by `wide` too. A `*` of `narrow` can only be met by a `*` of `wide`. */
export function coversGlob(wide: string, narrow: string): boolean {
  return matchesGlob(wide, narrow);
}
