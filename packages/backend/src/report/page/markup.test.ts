import { describe, expect, it } from 'vitest';
import type { Child } from './markup.js';
import { html } from './markup.js';

/** As it is read from a file, whatever its type says. */
const read = (value: unknown): Child => JSON.parse(JSON.stringify(value));

describe('html', () => {
  it('escapes strings, and joins lists of its own markup', () => {
    expect(html`<p>${[html`<b>${'<i>'}</b>`, undefined, 'a & "b"', 1]}</p>`.toString()).toBe(
      '<p><b>&lt;i&gt;</b>a &amp; &quot;b&quot;1</p>',
    );
  });

  it.each([
    [{ markup: '<meta http-equiv="refresh">' }],
    [[{ markup: '<script>' }]],
    [{ html: '<script>', toString: '<script>' }],
    [[['<script>']]],
    [html`<b></b>`],
    [true],
    [null],
  ])('escapes what was read from a file: %j', (value) => {
    expect(html`${read(value)}`.toString()).not.toContain('<');
  });
});
