import { type StreamedResponse, streamedPayload } from './streamed-payload.js';

/** A failure as Lambda's runtime reports it. */
export interface InvocationError {
  /** The error's name. */
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
  /**
   * The line or command that mends it, of errors that have one, as this kit's do. Lambda's own payload does not have it; its
   * log does.
   */
  readonly resolution?: string;
}

/** How one exchange with a container ended. */
export type Ending =
  | { readonly kind: 'ready' }
  | {
      readonly kind: 'response';
      readonly payload?: unknown;
      readonly error?: InvocationError;
    }
  | { readonly kind: 'fatal'; readonly error: InvocationError }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'exit'; readonly code: number | null; readonly signal: string | null }
  | { readonly kind: 'garbled' };

const GARBLED: Ending = { kind: 'garbled' };

/**
 * Reads a line of a container's channel. Only the container's program knows the mark of the exchange, so what the function
 * itself wrote there is `garbled`.
 */
export function endingOf(line: string, mark: string): Ending {
  try {
    const message: unknown = JSON.parse(line);
    return valueAt(message, 'mark') === mark ? readEnding(valueAt(message, 'ending')) : GARBLED;
  } catch {
    return GARBLED;
  }
}

/** A function can also replace what the program is made of, such as `JSON.stringify`, so the shape is checked. */
function readEnding(ending: unknown): Ending {
  const [kind, error, stream] = ['kind', 'error', 'stream'].map((key) => valueAt(ending, key));
  if (kind === 'ready') return { kind };
  if (kind === 'fatal' && isError(error)) return { kind, error };
  if (kind !== 'response') return GARBLED;
  if (isError(error)) return { kind, error };
  if (isStream(stream)) return { kind, payload: streamedPayload(stream) };
  return { kind, payload: JSON.parse(String(valueAt(ending, 'payload'))) };
}

function isError(value: unknown): value is InvocationError {
  const [type, message] = ['errorType', 'errorMessage'].map((key) => valueAt(value, key));
  return typeof type === 'string' && typeof message === 'string';
}

function isStream(value: unknown): value is StreamedResponse {
  return typeof valueAt(value, 'base64') === 'string' && typeof valueAt(value, 'http') === 'boolean';
}

function valueAt(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}
