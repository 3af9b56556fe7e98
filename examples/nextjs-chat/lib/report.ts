import 'server-only';
import { isSecretsError } from '@amplify-secrets/runtime';
import OpenAI from 'openai';

/** Writes to the log what went wrong and what solves it, and returns the name of the error. The name is all that a visitor gets. */
export function report(error: unknown): string {
  const { name, message, resolution } = describe(error);
  console.error(`${name}: ${message}\nResolution: ${resolution}`);
  return name;
}

interface Description {
  readonly name: string;
  readonly message: string;
  readonly resolution: string;
}

const SET_KEY = 'npx amplify-secrets set openai.OPENAI_API_KEY --env prod';

/** OpenAI's own messages are left out: that of a refused key quotes a part of the key. */
function describe(error: unknown): Description {
  if (isSecretsError(error)) return error;
  if (error instanceof OpenAI.APIConnectionError) {
    return {
      name: 'OpenaiUnreachableError',
      message: `OpenAI could not be reached (${codeOf(error)}).`,
      resolution: 'Check the way to it, and the certificate authorities that Node.js trusts: NODE_EXTRA_CA_CERTS.',
    };
  }
  if (error instanceof OpenAI.APIError && error.status !== undefined) {
    const code = `${error.status} ${error.code ?? error.type ?? ''}`.trim();
    if (error.status === 401) {
      return {
        name: 'OpenaiKeyRefusedError',
        message: `OpenAI refused the key that is in the secret "openai" (${code}).`,
        resolution: `Create a key at https://platform.openai.com/api-keys, and set it: ${SET_KEY}`,
      };
    }
    return {
      name: 'OpenaiRefusedError',
      message: `OpenAI answered with an error (${code}).`,
      resolution: 'Look it up: https://platform.openai.com/docs/guides/error-codes',
    };
  }
  if (error instanceof Error && 'resolution' in error) {
    return { name: error.name, message: error.message, resolution: String(error.resolution) };
  }
  return {
    name: 'InternalError',
    message: error instanceof Error ? error.name : 'Something was thrown.',
    resolution: 'This is a fault of the app.',
  };
}

/** Such as ECONNREFUSED, or UNABLE_TO_VERIFY_LEAF_SIGNATURE. */
function codeOf(error: unknown): string {
  for (let each = error; each instanceof Error; each = each.cause) {
    if ('code' in each && typeof each.code === 'string') return each.code;
  }
  return 'no code';
}
