/** A quota: so many calls a second, with a second's worth of burst. */
export function tokenBucket(now: () => number, perSecond: () => number): () => boolean {
  let tokens = perSecond();
  let filled = now();
  return () => {
    const rate = perSecond();
    tokens = Math.min(rate, tokens + ((now() - filled) / 1000) * rate);
    filled = now();
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
}
