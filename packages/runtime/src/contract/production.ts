/** `prod`, `prod-eu`, `production/*`; not `prod-like` or `live-demo`. */
const PRODUCTION =
  /^(?:prod|prd|production|live|main|master)(?:$|\*|[-/](?!.*\b(?:like|copy|clone|mirror|demo|tests?|previews?|dev|staging)\b))/i;

/** Whether one of the names, of environments or branches, is usually production's. */
export function includesProduction(patterns: readonly string[]): boolean {
  return patterns.some((pattern) => PRODUCTION.test(pattern));
}
