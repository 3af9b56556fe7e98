import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { REPLACEMENTS, withReplacement } from './demo-copy.js';

const DEMO = readFileSync(fileURLToPath(new URL('../../../../amplify/backend.ts', import.meta.url)), 'utf8');

const withoutKit = (source: string) => withReplacement(source, REPLACEMENTS.withoutKit);

describe('withReplacement', () => {
  it('changes nothing but the import', () => {
    const text = withoutKit(DEMO);
    expect(text).not.toContain("from '@amplify-secrets/backend'");
    const [before, after] = [DEMO, text].map((source) => source.slice(source.indexOf('defineBackend({')));
    expect(after).toBe(before);
  });

  it('replaces every imported name by a function that does nothing and returns itself', () => {
    const source =
      "import { grant, type Target, targets as all } from '@amplify-secrets/backend';\n" +
      "grant('a', all('b'))('c');\nreturn [grant, all];";
    const [grant, all] = new Function(withoutKit(source))();
    expect(grant()).toBe(grant);
    expect(all()).toBe(grant);
  });

  it('replaces the names of every entry point', () => {
    const source =
      "import { grant } from '@amplify-secrets/backend';\n" +
      "import { report } from '@amplify-secrets/backend/report';\nreturn [grant, report];";
    const [grant, report] = new Function(withoutKit(source))();
    expect(report()).toBe(grant);
  });

  it('refuses a backend that imports nothing of the kit, or all of it', () => {
    expect(() => withoutKit("import { a } from 'b';")).toThrow(/nothing from the kit/);
    const source = "import { a } from '@amplify-secrets/backend';\nimport * as kit from '@amplify-secrets/backend';\n";
    expect(() => withoutKit(source)).toThrow(/in another form/);
  });
});
