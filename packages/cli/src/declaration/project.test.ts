import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { testProject } from '../project.test.support.js';
import { runCli } from '../run-cli.test.support.js';

const { folder, write } = testProject();

describe('findProject', () => {
  it('finds the declaration from a folder within the project', async () => {
    write('amplify/functions/x/handler.ts', '');
    const { stderr } = await runCli(['get', 'none'], { folder: join(folder, 'amplify/functions/x') });
    expect(stderr).toContain('has no such secret');
  });

  it('says where it looked, and how to name another file', async () => {
    const { code, stderr } = await runCli(['get', 'none'], { folder: '/' });
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /^DeclarationNotFoundError: .*amplify\/secrets\/resource\.ts.*\nResolution: .*--declaration/,
    );
  });

  it('refuses a package.json that is not valid JSON, whose settings could name production', async () => {
    write('broken/package.json', '{ "name": "odd", <<<<<<< "amplifySecrets": { "production": ["staging"] } }');
    const { code, stderr } = await runCli(['get', 'none'], { folder: join(folder, 'broken') });
    expect(code).toBe(2);
    expect(stderr).toMatch(/^ProjectSettingsInvalidError: .*package\.json could not be read: it is not valid JSON\./);
  });

  it('reads a package.json with a byte order mark, as npm does', async () => {
    write('marked/package.json', '\uFEFF{ "amplifySecrets": { "productoin": [] } }');
    const { stderr } = await runCli(['get', 'none'], { folder: join(folder, 'marked') });
    expect(stderr).toContain('has the unknown setting "productoin"');
  });

  it('refuses a "production" that is no environment of the declaration', async () => {
    write('misspelt/package.json', JSON.stringify({ amplifySecrets: { production: ['prod', 'Staging'] } }));
    write('misspelt/amplify/secrets/resource.ts', "export { secrets } from '../../../amplify/secrets/resource.js';");
    const { code, stderr } = await runCli(['get', 'none'], { folder: join(folder, 'misspelt') });
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /^ProjectSettingsInvalidError: "production" .* and got "Staging"\.\nResolution: .*"staging"/,
    );
  });

  it('takes "production" from the project of a declaration that is named from another one', async () => {
    write('other/package.json', JSON.stringify({ amplifySecrets: { production: ['staging'] } }));
    write('other/secrets.ts', "export { secrets } from '../amplify/secrets/resource.js';");
    const words = ['set', 'slackToken', '-', '--env', 'staging', '--declaration', 'other/secrets.ts'];
    const { code, stderr } = await runCli(words, { folder, stdin: 'x' });
    expect([code, stderr]).toEqual([4, expect.stringMatching(/^ConfirmationNeededError: /)]);
  });

  it.each([
    [{ declaration: 1 }, 'must have a file name as "declaration"'],
    [{ productoin: [] }, 'has the unknown setting "productoin"'],
    [{ production: 'live' }, 'must have a list of environments as "production"'],
    [{ variables: { stripe: 'NOT-A-NAME' } }, 'must have names of letters, digits and _ in "variables"'],
    [[], 'must be an object'],
  ])('refuses the settings %j of package.json', async (amplifySecrets, message) => {
    write('odd/package.json', JSON.stringify({ name: 'odd', amplifySecrets }));
    const { code, stderr } = await runCli(['get', 'none'], { folder: join(folder, 'odd') });
    expect(code).toBe(2);
    expect(stderr).toMatch(/^ProjectSettingsInvalidError: /);
    expect(stderr).toContain(message);
  });
});
