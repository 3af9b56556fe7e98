const WORDS: Readonly<Record<string, readonly string[]>> = {
  prod: ['prod', 'prd', 'production', 'live'],
  staging: ['staging', 'stage', 'stg'],
  preview: ['preview'],
  dev: ['dev', 'develop', 'development'],
};

/** The environment of a declaration that a word in the name of a secret or a branch usually means: `production` → `prod`. */
export function environmentWord(word: string): string | undefined {
  return Object.keys(WORDS).find((environment) => WORDS[environment]?.includes(word.toLowerCase()));
}
