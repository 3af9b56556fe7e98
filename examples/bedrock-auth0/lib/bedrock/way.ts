/** How the server comes to Amazon Bedrock. */
export const WAY_NAMES = ['short-term-key', 'long-term-key', 'no-key'] as const;
export type Way = (typeof WAY_NAMES)[number];

export function isWay(value: unknown): value is Way {
  return WAY_NAMES.some((name) => name === value);
}
