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
