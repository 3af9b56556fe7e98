import { describe, expect, it, onTestFinished } from 'vitest';
import { assemblyOf } from '../../assembly.test.support.js';
import { startLocalAws } from '../../local-aws.js';
import { clientsFrom } from '../../sdk-clients.test.support.js';
import { loadBackend } from '../load-backend.js';

/** Reads a secret of a template from the local AWS that deployed it. */
async function readSecret(properties: Readonly<Record<string, unknown>>): Promise<string | undefined> {
  const Properties = { Name: 'made/db', ...properties };
  const aws = await startLocalAws({
    backends: [loadBackend(assemblyOf({ Made: { Type: 'AWS::SecretsManager::Secret', Properties } }))],
  });
  onTestFinished(() => aws.close());
  return (await clientsFrom(aws.env()).secrets.getSecretValue({ SecretId: 'made/db' })).SecretString;
}

const generate = (options: object) => readSecret({ GenerateSecretString: options });

describe('R09: a secret whose template generates its value', () => {
  it('has a password of 32 characters, of every type but the space', async () => {
    const value = await generate({});
    expect(value).toMatch(/^[!-~]{32}$/);
    for (const type of [/[A-Z]/, /[a-z]/, /[0-9]/, /[^A-Za-z0-9]/]) expect(value).toMatch(type);
  });

  it('has a JSON object with the password', async () => {
    const value = await generate({
      SecretStringTemplate: '{"username":"app","port":5432}',
      GenerateStringKey: 'password',
    });
    expect(JSON.parse(value ?? '')).toEqual({
      username: 'app',
      port: 5432,
      password: expect.stringMatching(/^[!-~]{32}$/),
    });
  });

  const letters = { ExcludeNumbers: true, ExcludePunctuation: true };
  it.each([
    [{ PasswordLength: 4096 }, /^[!-~]{4096}$/],
    [{ PasswordLength: '7' }, /^[!-~]{7}$/],
    [letters, /^[A-Za-z]{32}$/],
    [{ ...letters, ExcludeUppercase: 'true' }, /^[a-z]{32}$/],
    [{ ...letters, ExcludeLowercase: true }, /^[A-Z]{32}$/],
    [{ ...letters, ExcludeLowercase: true, ExcludeCharacters: 'ABCDEFGHIJKLMNOPQRSTUVWXY' }, /^Z{32}$/],
    [{ ...letters, IncludeSpace: true, PasswordLength: 3 }, /^(?=.* )(?=.*[a-z])(?=.*[A-Z]).{3}$/],
    [{ PasswordLength: 1, RequireEachIncludedType: false }, /^[!-~]$/],
  ])('follows %j', async (options, expected) => {
    expect(await generate(options)).toMatch(expected);
  });

  it.each([
    [{ SecretStringTemplate: '[]', GenerateStringKey: 'password' }, /SecretStringTemplate must be a JSON object/],
    [{ SecretStringTemplate: '{', GenerateStringKey: 'password' }, /SecretStringTemplate must be a JSON object/],
    [{ PasswordLength: 3 }, /password length must be at least 4/],
  ])('is refused with %j, which CloudFormation refuses', async (options, message) => {
    await expect(generate(options)).rejects.toMatchObject({
      name: 'SeedInvalidError',
      message: expect.stringMatching(message),
    });
  });

  it('keeps its value when the backend is loaded again, and has another in another local AWS', async () => {
    const Made = { Type: 'AWS::SecretsManager::Secret', Properties: { Name: 'made/db', GenerateSecretString: {} } };
    const backend = loadBackend(assemblyOf({ Made }));
    const aws = await startLocalAws({ backends: [backend] });
    onTestFinished(() => aws.close());
    const before = aws.secrets.list();
    aws.load(backend);
    expect(aws.secrets.list()).toEqual(before);
    expect(await generate({})).not.toBe(await generate({}));
  });
});

describe('R09: a secret whose template has its value', () => {
  it('has that value', async () => {
    expect(await readSecret({ SecretString: { 'Fn::Join': ['-', ['a', 'b']] } })).toBe('a-b');
  });

  it.each([
    ['no value', {}],
    ['a value that only AWS knows', { SecretString: { 'Fn::GetAtt': ['Nothing', 'SecretAccessKey'] } }],
    ['a template that only AWS knows', { GenerateSecretString: { ExcludeCharacters: { Ref: 'Nothing' } } }],
  ])('is empty with %s', async (_name, properties) => {
    await expect(readSecret(properties)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });
});
