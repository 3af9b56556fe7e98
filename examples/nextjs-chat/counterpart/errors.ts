/** The body of OpenAI's errors, with its status. */
export interface Refusal {
  readonly status: number;
  readonly body: { readonly error: { message: string; type: string; param: string | null; code: string | null } };
}

const PAGE = 'https://platform.openai.com/account/api-keys';

export const noKey = (): Refusal =>
  refusal(401, `You didn't provide an API key in an Authorization header using Bearer auth. Obtain one: ${PAGE}.`);

/** As OpenAI's, it quotes the beginning and the end of the key. */
export const wrongKey = (key: string): Refusal =>
  refusal(401, `Incorrect API key provided: ${masked(key)}. You can find your API key at ${PAGE}.`, 'invalid_api_key');

export const unknownModel = (model: unknown): Refusal =>
  refusal(404, `The model \`${model}\` does not exist or you do not have access to it.`, 'model_not_found');

export const invalidBody = (): Refusal => refusal(400, 'The body of the request must be JSON with messages.');

export const unknownPath = (method = '', path = ''): Refusal => refusal(404, `Invalid URL (${method} ${path})`);

function refusal(status: number, message: string, code: string | null = null): Refusal {
  return { status, body: { error: { message, type: 'invalid_request_error', param: null, code } } };
}

function masked(key: string): string {
  return key.length <= 12 ? '*'.repeat(key.length) : `${key.slice(0, 8)}${'*'.repeat(8)}${key.slice(-4)}`;
}
