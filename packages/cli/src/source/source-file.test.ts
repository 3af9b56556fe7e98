import { describe, expect, it } from 'vitest';
import { source } from './source.test.support.js';
import { nodesBelow } from './source-file.js';

const textsOf = (text: string) => nodesBelow(source(text).tree).map((node) => node.getText());

describe('nodesBelow', () => {
  it('lists the nodes in the order of the text, each before what is in it', () => {
    expect(textsOf('f(a, g(b));').slice(0, 7)).toEqual(['f(a, g(b));', 'f(a, g(b))', 'f', 'a', 'g(b)', 'g', 'b']);
  });

  it('reads a list of 200,000 elements, and a sum of 3,000', () => {
    expect(nodesBelow(source(`const list = [${'1,'.repeat(200_000)}];`).tree).length).toBeGreaterThan(200_000);
    expect(nodesBelow(source(`const sum = ${"'a' + ".repeat(3000)}'a';`).tree).length).toBeGreaterThan(6000);
  });
});
