/**
 * A key as OpenAI shows it. What is not cannot be a header, and the error of `fetch` would quote it.
 *
 * @throws {OpenaiKeyInvalidError} When it has a space, a line end or quotation marks, or is something else.
 */
export function checkKey(key: string): string {
  if (/^sk-[\w-]+$/.test(key)) return key;
  throw Object.assign(
    new Error('OPENAI_API_KEY in the secret "openai" must be a key as OpenAI shows it, and is not.'),
    {
      name: 'OpenaiKeyInvalidError',
      resolution: 'Set it again: npx amplify-secrets set openai.OPENAI_API_KEY --env prod',
    },
  );
}
