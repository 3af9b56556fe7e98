import 'server-only';
import { explain } from './bedrock/explain';
import type { Way } from './bedrock/way';

/** Logs why the chat failed, and what to do. The browser learns that it did. */
export function answerTo(error: unknown, way: Way): string {
  console.error(explain(error, way));
  return 'The chat failed. The log of the server says why.';
}
