import type { Operation, Operations } from './transport.js';

/** AWS JSON 1.1 carries bytes as base64. */
export function toWire(input: Operations[Operation]['input']): string {
  const bytes = 'SecretBinary' in input && input.SecretBinary;
  return JSON.stringify(bytes ? { ...input, SecretBinary: Buffer.from(bytes).toString('base64') } : input);
}

/** The object in a response; undefined if it is not a JSON object. Its members are checked where they are used. */
export function fromWire(body: string): Record<string, unknown> | undefined {
  try {
    if (!/^\s*{/.test(body)) return undefined;
    // Only a string: Buffer.from makes an object with a `length` into that many bytes.
    return JSON.parse(body, (key, value) =>
      key === 'SecretBinary' && typeof value === 'string' ? new Uint8Array(Buffer.from(value, 'base64')) : value,
    );
  } catch {
    // The error would quote the response.
    return undefined;
  }
}
