/** What Amazon Bedrock says of a key that it does not accept: with 403, as of a permission that is missing. */
const OF_THE_KEY = /Bearer Token has expired|Please make sure your API Key is valid|Invalid API Key format/;

/** Whether an error of either client says that the key was refused, rather than what it was used for. */
export function isKeyRefused(error: unknown): boolean {
  return OF_THE_KEY.test(textOf(error));
}

/** The AWS SDK has the answer of Bedrock in the message, the AI SDK in `responseBody`. */
export function textOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return 'responseBody' in error && error.responseBody ? String(error.responseBody) : error.message;
}
