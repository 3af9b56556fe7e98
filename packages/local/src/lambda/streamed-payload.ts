import { isUtf8 } from 'node:buffer';

/** What a handler wrote to its response stream. */
export interface StreamedResponse {
  readonly base64: string;
  /** Whether it begins with a status and headers, as `awslambda.HttpResponseStream` writes them. */
  readonly http: boolean;
}

/** What separates the status and the headers from the body: eight NUL bytes. */
const SEPARATOR = Buffer.alloc(8);

/**
 * What a response stream carried. Of a response with status and headers: those, with the `body`, and `isBase64Encoded` where
 * the body is not UTF-8. Of any other: its text, or its bytes where they are not UTF-8.
 */
export function streamedPayload({ base64, http }: StreamedResponse): unknown {
  const bytes = Buffer.from(base64, 'base64');
  const end = http ? bytes.indexOf(SEPARATOR) : -1;
  if (end < 0) return isUtf8(bytes) ? bytes.toString() : bytes;
  const body = bytes.subarray(end + SEPARATOR.length);
  const isBase64Encoded = !isUtf8(body);
  return {
    ...preludeOf(bytes.toString('utf8', 0, end)),
    body: body.toString(isBase64Encoded ? 'base64' : 'utf8'),
    ...(isBase64Encoded && { isBase64Encoded }),
  };
}

function preludeOf(json: string): object {
  try {
    const prelude: unknown = JSON.parse(json);
    return typeof prelude === 'object' && prelude !== null ? prelude : {};
  } catch {
    // The function set the content type itself, and wrote something else.
    return {};
  }
}
