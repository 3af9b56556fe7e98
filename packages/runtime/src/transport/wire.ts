import type { Operation, Operations } from './transport.js';

/** AWS JSON 1.1 carries bytes as base64. */
export function toWire(input: Operations[Operation]['input']): string {
  const bytes = 'SecretBinary' in input && input.SecretBinary;
  return JSON.stringify(bytes ? { ...input, SecretBinary: Buffer.from(bytes).toString('base64') } : input);
}

/** The object that an answer is, whatever its depth; undefined where it is none. Its members are judged where they are used. */
export function fromWire(text: string): Record<string, unknown> | undefined {
  try {
    if (!/^\s*{/.test(text)) return undefined;
    return JSON.parse(text, (key, value) =>
      key === 'SecretBinary' && value ? new Uint8Array(Buffer.from(value, 'base64')) : value,
    );
  } catch {
    // The error would quote the text.
    return undefined;
  }
}
