import { describe, expect, it } from 'vitest';
import { proposeApp } from './propose-app.js';

describe('proposeApp', () => {
  it.each([
    ['my-shop', 'my-shop'],
    ['MyShop', 'my-shop'],
    ['@acme/shop', 'shop'],
    ['@acme/web', 'acme-web'],
    ['web', 'web'],
    ['2048-game', 'game'],
    ['42', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('is made of the package name %j', (packageName, app) => {
    expect(proposeApp(packageName, [])).toBe(app);
  });

  it('is that of secrets that are named by app and environment already', () => {
    const names = ['other/dev/key', 'shop/prod/stripe', 'shop/production/slack', 'acme/openai-api-key', 'token'];
    expect(proposeApp('@acme/web', names)).toBe('shop');
    expect(proposeApp('@acme/web', ['acme/openai-api-key', 'Acme/prod/key'])).toBe('acme-web');
  });
});
