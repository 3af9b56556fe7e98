import { isSecretsError, type SecretsError } from '../contract/errors.js';
import { faultOfWireError, invalidResponse, TransportFault, timedOut } from '../transport/fault.js';
import { regionMissing } from '../transport/region.js';
import type { Operation } from '../transport/transport.js';
import { errorBehind } from './send-once.js';

/** The fault for an error of the AWS SDK. The error itself is not kept: it may contain the response or the request. */
export function faultOfSdkError(
  operation: Operation,
  error: unknown,
  signal?: AbortSignal,
): TransportFault | SecretsError {
  if (isSecretsError(error)) return error;
  if (signal?.aborted) return timedOut();
  const { name, message, code, statusCode, isService } = partsOf(errorBehind(error));
  if (isService && statusCode !== undefined) return faultOfWireError(operation, { type: name, message, statusCode });
  if (name === 'CredentialsProviderError' || name === 'TokenProviderError') {
    // Others may quote the output of a program that returns credentials.
    const isQuotable = /\baws (sso )?login\b|^Profile |^Could not load credentials/.test(message);
    const said = isQuotable ? `: ${message.split('\n', 1)[0]?.slice(0, 300)}` : '.';
    return new TransportFault('credentials', `The AWS SDK found no credentials${said}`, { code: name });
  }
  if (message === 'Region is missing') return regionMissing();
  if (name === 'SyntaxError' || statusCode !== undefined) return invalidResponse(operation, statusCode ?? 0);
  return new TransportFault('unreachable', `The AWS SDK could not reach the store (${code ?? name}).`, {
    code: code ?? name,
  });
}

function partsOf(error: unknown) {
  const { name, message, code, $fault, $metadata } = Object(error) as Record<string, unknown>;
  const { httpStatusCode } = Object($metadata) as Record<string, unknown>;
  return {
    name: typeof name === 'string' ? name : 'Error',
    message: typeof message === 'string' ? message : '',
    code: typeof code === 'string' ? code : undefined,
    statusCode: typeof httpStatusCode === 'number' ? httpStatusCode : undefined,
    isService: $fault !== undefined,
  };
}
