import { createHash } from 'node:crypto';
import { defineSecrets, textSecret } from '@amplify-secrets/runtime';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { describe, expect, it } from 'vitest';
import { MAIN, makeBackend, makeFunction, SANDBOX, secrets } from '../../backend.test.support.js';
import { configureGuard } from '../../configure-guard.js';
import { grantSecretRead } from '../../grant.js';
import { secretsMatching } from '../../targets/secrets-matching.js';
import { accessReport } from '../access-report.js';
import type { AccessReport } from '../report.js';
import { accessReportPage } from './access-report-page.js';

const HOSTILE = `</style><script>alert('1')</script><img src=x onerror="alert(2)">&amp;\u202e`;

function report(): AccessReport {
  const { root, stack, amplifyFunction } = makeBackend(MAIN);
  grantSecretRead(amplifyFunction('webhook'), [secrets.stripe, secretsMatching(secrets, 'git*')]);
  const named = amplifyFunction('<b onclick=alert(3)>');
  grantSecretRead(named, secrets.slackSigningSecret);
  makeFunction(stack, 'wide').addToRolePolicy(
    new PolicyStatement({
      actions: ['secretsmanager:GetSecretValue'],
      resources: ['*'],
      conditions: { StringEquals: { 'aws:PrincipalTag/<i>': HOSTILE } },
    }),
  );
  configureGuard(root, { accept: [{ finding: 'SecretUnread', at: 'upworkTokens', reason: HOSTILE }] });
  return accessReport(root);
}

describe('accessReportPage', () => {
  const page = accessReportPage(report());
  const tags = [...page.matchAll(/<([a-z][a-z0-9]*)((?:\s+[a-z-]+(?:="[^"<>]*")?)*)\s*>/g)];

  it('escapes what others wrote', () => {
    expect(page).toContain('Accepted: &lt;/style&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;');
    expect(page).toContain('&amp;amp;\\u{202e}');
    expect(page).toContain('&lt;b onclick=alert(3)&gt;');
    // Every "<" begins a tag of the page's own.
    expect(page.match(/<[a-z]/g)?.length).toBe(tags.length);
    expect(new Set(tags.map(([, name]) => name))).not.toContain('script');
    const attributes = tags.flatMap(([, , text = '']) => text.replace(/"[^"]*"/g, '').match(/[a-z-]+/g) ?? []);
    expect(attributes.filter((name) => name.startsWith('on') || name === 'style')).toEqual([]);
  });

  it('escapes whatever the file of a report contains', () => {
    const raw = { markup: '<meta http-equiv="refresh" content="0;url=https://example.invalid">' };
    const hostile = JSON.parse(JSON.stringify(report()), (key, value) =>
      ['where', 'what', 'title', 'name', 'policy', 'message', 'pattern', 'id'].includes(key) ? raw : value,
    );
    const shown = accessReportPage(hostile);
    expect(shown).toContain('{&quot;markup&quot;:&quot;&lt;meta');
    expect(shown).not.toContain('<meta http-equiv="refresh"');
  });

  it('loads nothing and runs nothing', () => {
    const style = /<style>(.*?)<\/style>/s.exec(page)?.[1] ?? '';
    const hash = createHash('sha256').update(style).digest('base64');
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1];
    expect(policy).toBe(
      `default-src &#39;none&#39;; style-src &#39;sha256-${hash}&#39;; base-uri &#39;none&#39;; form-action &#39;none&#39;`,
    );
    expect(style).not.toMatch(/url\(|@import/);
    expect(tags.filter(([, , attributes = '']) => /\s(src|srcset|action|data)=/.test(attributes))).toEqual([]);
    const links = tags.flatMap(([, , attributes = '']) => /\shref="([^"]*)"/.exec(attributes)?.[1] ?? []);
    expect(links.length).toBeGreaterThan(2);
    for (const link of links) expect(page).toContain(`id="${link.slice(1)}"`);
    expect(links.filter((link) => !link.startsWith('#'))).toEqual([]);
  });

  it('shows findings first, with counts, and the reason of an accepted one', () => {
    expect(page).toMatch(/Findings <span class="mark \w+">[^<]*1 accepted<\/span>/);
    expect(page.indexOf('Findings <span')).toBeLessThan(page.indexOf('Who can do what</h3>'));
  });

  it('shows what a pattern would also match', () => {
    expect(page).toContain('“gitother”: the pattern ends inside a word');
  });

  it('returns the same page for the same backend', () => {
    expect(accessReportPage(report())).toBe(page);
  });
});

describe('accessReportPage of several deployments', () => {
  it('shows a section for each, with unique ids', () => {
    const { root, amplifyFunction } = makeBackend(SANDBOX);
    const shop = defineSecrets({ app: 'shop', environments: { dev: '*' }, secrets: { maps: textSecret() } });
    grantSecretRead(amplifyFunction('maps'), [shop.maps, secrets.stripe]);
    const page = accessReportPage([report(), accessReport(root)]);
    const ids = [...page.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(page).toContain('<title>Access to secrets: branch &quot;main&quot;, sandbox &quot;jan&quot;</title>');
    // With two apps a key alone says too little.
    expect(page).toContain('maps of shop');
  });
});
