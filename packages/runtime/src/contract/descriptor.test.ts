import { describe, expect, it } from 'vitest';
import { type Descriptor, decodeDescriptor, encodeDescriptor } from './descriptor.js';
import { isSecretsError } from './errors.js';
import { parameterFolders } from './parameter-paths.js';

const descriptor: Descriptor = {
  apps: Object.fromEntries([
    ['myapp', { environment: 'prod', store: 'secrets-manager' }],
    ['constructor', { environment: 'preview', store: 'amplify' }],
  ] as const),
  folders: ['/amplify/d1/main-branch-0123456789', '/amplify/shared/d1'],
};

function refusal(text: string | undefined) {
  try {
    decodeDescriptor(text);
  } catch (error) {
    if (isSecretsError(error)) return error;
    throw error;
  }
  return expect.fail('it was decoded');
}

describe('a descriptor', () => {
  it('is decoded to what was encoded', () => {
    expect(decodeDescriptor(encodeDescriptor(descriptor))).toEqual(descriptor);
    const { apps } = { apps: { a: { environment: 'dev', store: 'secrets-manager' } } } satisfies Descriptor;
    expect(decodeDescriptor(encodeDescriptor({ apps }))).toEqual({ apps });
    expect(decodeDescriptor(encodeDescriptor({ apps: {} }))).toEqual({ apps: {} });
  });

  it('is encoded in the format that deployed functions have', () => {
    expect(encodeDescriptor({ apps: { myapp: { environment: 'sandbox', store: 'amplify' } }, folders: ['/a'] })).toBe(
      '{"v":1,"apps":{"myapp":{"environment":"sandbox","store":"amplify"}},"folders":["/a"]}',
    );
  });

  it('keeps the digest of a declaration, which may be missing', () => {
    const text = '{"v":1,"apps":{"myapp":{"environment":"prod","store":"secrets-manager","digest":",64u5"}}}';
    expect(encodeDescriptor(decodeDescriptor(text))).toBe(text);
    const older = text.replace(',"digest":",64u5"', '');
    expect(encodeDescriptor(decodeDescriptor(older))).toBe(older);
  });

  it('contains only apps, environments, stores, digests and folders', () => {
    const more = {
      apps: { a: { environment: 'dev', store: 'secrets-manager' as const, name: 'dev', secrets: ['stripe-CANARY'] } },
      value: 'CANARY',
    };
    expect(encodeDescriptor(more)).toBe('{"v":1,"apps":{"a":{"environment":"dev","store":"secrets-manager"}}}');
    const text = '{"v":1,"apps":{"a":{"environment":"dev","store":"secrets-manager","x":1}},"y":2}';
    expect(decodeDescriptor(text)).toEqual({ apps: { a: { environment: 'dev', store: 'secrets-manager' } } });
  });

  it('has room for the longest folder names that Amplify makes', () => {
    // npm allows 214 characters; ampx and Lambda set the rest.
    const folders = parameterFolders({ type: 'sandbox', namespace: 'p'.repeat(214), name: 'n'.repeat(50) });
    const apps = { ['a'.repeat(40)]: { environment: 'sandbox', store: 'amplify' } } as const;
    expect(() => encodeDescriptor({ apps, folders })).not.toThrow();
  });

  it('is refused above 512 bytes', () => {
    const overhead = encodeDescriptor({ apps: { a: { environment: '', store: 'amplify' } } }).length;
    const withBytes = (bytes: number) =>
      encodeDescriptor({ apps: { a: { environment: 'e'.repeat(bytes - overhead), store: 'amplify' } } });
    expect(withBytes(512)).toHaveLength(512);
    expect(() => withBytes(513)).toThrow(
      expect.objectContaining({ name: 'DescriptorTooLargeError', message: expect.stringContaining('513 bytes') }),
    );
  });
});

describe('decodeDescriptor', () => {
  it.each([[undefined], ['']])('throws DescriptorMissingError for %j', (text) => {
    expect(refusal(text)).toMatchObject({
      name: 'DescriptorMissingError',
      resolution: expect.stringContaining('grantSecretRead(backend.myFunction, secrets.mySecret)'),
    });
  });

  it.each([2, 0, 99, 1.5])('names both versions when it gets version %j', (v) => {
    const error = refusal(JSON.stringify({ v, apps: {} }));
    expect(error.name).toBe('DescriptorInvalidError');
    expect(error.message).toContain(`has version ${v}, and this @amplify-secrets/runtime reads version 1`);
  });

  const garbage = [
    'sk_live_CANARY',
    '{',
    'null',
    '5',
    '"CANARY"',
    '[]',
    '{}',
    '{"v":1}',
    '{"v":"CANARY","apps":{}}',
    '{"v":1,"apps":[]}',
    '{"v":1,"apps":null}',
    '{"v":1,"apps":{"a":null}}',
    '{"v":1,"apps":{"a":"CANARY"}}',
    '{"v":1,"apps":{"a":{"environment":"dev"}}}',
    '{"v":1,"apps":{"a":{"environment":5,"store":"amplify"}},"folders":["/a"]}',
    '{"v":1,"apps":{"a":{"environment":"dev","store":"CANARY"}}}',
    '{"v":1,"apps":{"a":{"environment":"dev","store":"secrets-manager","digest":5}}}',
    '{"v":1,"apps":{"a":{"environment":"dev","store":"amplify"}}}',
    '{"v":1,"apps":{"a":{"environment":"dev","store":"amplify"}},"folders":[]}',
    '{"v":1,"apps":{"a":{"environment":"dev","store":"amplify"}},"folders":"/a"}',
    '{"v":1,"apps":{"a":{"environment":"dev","store":"amplify"}},"folders":[5]}',
    '{"v":1,"apps":{"__proto__":5}}',
  ];
  it.each(garbage)('throws DescriptorInvalidError for %s, without quoting it', (text) => {
    const error = refusal(text);
    expect(error.name).toBe('DescriptorInvalidError');
    expect(`${error.stack}${error.resolution}`).not.toContain('CANARY');
    expect(error.cause).toBeUndefined();
  });

  it('leaves the prototype of objects unchanged', () => {
    const text = '{"v":1,"apps":{"__proto__":{"environment":"evil","store":"secrets-manager"}}}';
    const { apps } = decodeDescriptor(text);
    expect(Object.keys(apps)).toEqual(['__proto__']);
    expect(Object.getPrototypeOf(apps)).toBe(Object.prototype);
    expect(apps.environment).toBeUndefined();
  });
});
