import type { HttpResponse } from './http-response.js';

type Members = Record<string, unknown>;

// As long as a value of twenty megabytes, for code that trusts a length.
const NO_VALUE = { length: 20_000_000 };

/** Has an object where each value is a string. Errors, and answers without values, are as they were. */
export function mistyped(answer: HttpResponse): HttpResponse {
  return changed(answer, ({ SecretString, SecretBinary, Value, ...others }) => ({
    ...others,
    ...((SecretString ?? SecretBinary) !== undefined && { SecretBinary: NO_VALUE }),
    ...(Value !== undefined && { Value: NO_VALUE }),
  }));
}

/** Is well-formed, and about another secret, or about another version of the same secret. */
export function mixedUp(answer: HttpResponse, of: 'secret' | 'version'): HttpResponse {
  const value = `the value of another ${of}`;
  return changed(answer, ({ Name, ARN, VersionId, Version, SecretString, SecretBinary, Value, ...others }) => ({
    ...others,
    ...(typeof Name === 'string' && { Name: of === 'secret' ? `${Name}-2` : Name }),
    ...(typeof ARN === 'string' && { ARN: of === 'secret' ? ARN.replace(/(-\w{6})?$/, '-2$1') : ARN }),
    ...(VersionId !== undefined && { VersionId: '00000000-0000-4000-8000-000000000000' }),
    ...(Version !== undefined && { Version: Number(Version) + 1 }),
    ...((SecretString ?? SecretBinary) !== undefined && { SecretString: value }),
    ...(Value !== undefined && { Value: value }),
  }));
}

function changed(answer: HttpResponse, change: (members: Members) => Members): HttpResponse {
  if (answer.status !== 200 || answer.contentType === 'text/xml') return answer;
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== 'object' || value === null) return value;
    return change(Object.fromEntries(Object.entries(value).map(([name, member]) => [name, walk(member)])));
  };
  return { ...answer, body: JSON.stringify(walk(JSON.parse(answer.body))) };
}
