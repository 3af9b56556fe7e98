import type { Operation, Operations, SecretValue } from './transport.js';

/** AWS JSON 1.1 carries bytes as base64. */
export function toWire(input: Operations[Operation]['input']): string {
  if (!('SecretBinary' in input) || input.SecretBinary === undefined) return JSON.stringify(input);
  return JSON.stringify({ ...input, SecretBinary: Buffer.from(input.SecretBinary).toString('base64') });
}

/** The output of an operation. Its members are AWS's to get right; those that hold values are judged where they are decoded. */
export function fromWire<O extends Operation>(answer: Record<string, unknown>): Operations[O]['output'] {
  const { SecretValues } = answer;
  return {
    ...withBytes(answer),
    ...(Array.isArray(SecretValues) ? { SecretValues: SecretValues.map((value) => withBytes(Object(value))) } : {}),
  };
}

function withBytes(value: Record<string, unknown>): Record<string, unknown> & Pick<SecretValue, 'SecretBinary'> {
  const { SecretBinary, ...rest } = value;
  return typeof SecretBinary === 'string'
    ? { ...rest, SecretBinary: new Uint8Array(Buffer.from(SecretBinary, 'base64')) }
    : rest;
}
