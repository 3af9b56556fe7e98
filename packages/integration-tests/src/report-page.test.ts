import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { accessReportPage } from '@amplify-secrets/backend/report';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Chromium, findChromium, type Page, startChromium } from './report-chromium.test.support.js';
import { cleanReport, fullReport, HOSTILE } from './report-project.test.support.js';

const executable = findChromium();
if (executable === undefined) {
  console.warn('The access report is not looked at in a browser: no Chromium in PATH or in the variable CHROMIUM.');
}

describe.skipIf(executable === undefined)('the access report in a browser', () => {
  const folder = mkdtempSync(join(tmpdir(), 'report-page-'));
  const file = join(folder, 'access-report.html');
  const url = pathToFileURL(file).href;
  let chromium: Chromium;

  beforeAll(async () => {
    writeFileSync(file, accessReportPage([fullReport(), cleanReport()]));
    chromium = await startChromium(executable ?? '');
  });
  afterAll(async () => {
    await chromium?.close();
    if (process.env.KEEP_SCREENSHOTS === undefined) rmSync(folder, { recursive: true });
    else console.log(`Screenshots are in ${folder}`);
  });

  it.each([
    ['light', false],
    ['dark', true],
  ])('is shown in %s', async (scheme, dark) => {
    const page = await chromium.open(url, { dark });
    const { colours, luminance } = await look(chromium, await screenshot(page, join(folder, `${scheme}.png`)));
    expect(colours).toBeGreaterThan(50);
    if (dark) expect(luminance).toBeLessThan(0.25);
    else expect(luminance).toBeGreaterThan(0.75);
  });

  it.each([320, 768, 1280])('fits into %i pixels with everything opened', async (width) => {
    const page = await chromium.open(url, { width });
    await openAll(page);
    await screenshot(page, join(folder, `${width}.png`));
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    // An element that is too wide scrolls, and so can be focused.
    const cut = `[...document.querySelectorAll('main *')].filter((each) => each.scrollWidth > each.clientWidth + 1
      && getComputedStyle(each).overflowX !== 'visible' && !each.closest('[tabindex="0"]') && !each.matches('.unseen')).length`;
    expect(await page.evaluate(cut)).toBe(0);
  });

  it('can be read at 320 pixels without scrolling sideways', async () => {
    const page = await chromium.open(url, { width: 320 });
    await openAll(page);
    const sideways = `[...document.querySelectorAll('.wide')].filter((each) => each.scrollWidth > each.clientWidth).length`;
    expect(await page.evaluate(sideways)).toBe(0);
  });

  it.each([false, true])('has a contrast of at least 4.5 in all text (dark: %s)', async (dark) => {
    const page = await chromium.open(url, { dark });
    await openAll(page);
    const texts = await page.evaluate(CONTRASTS);
    expect(texts.length).toBeGreaterThan(200);
    expect(texts.filter(({ ratio }: { ratio: number }) => ratio < 4.5)).toEqual([]);
  });

  it('loads nothing, runs nothing and breaks no rule of its Content-Security-Policy', async () => {
    const page = await chromium.open(url);
    const requests = page.events.filter(({ method }) => method === 'Network.requestWillBeSent');
    expect(requests.map(({ params }) => params.request.url)).toEqual([url]);
    expect(
      page.events.filter(({ method }) => method === 'Log.entryAdded' || method === 'Runtime.consoleAPICalled'),
    ).toEqual([]);
    expect(await page.evaluate('document.scripts.length + document.images.length')).toBe(0);
    expect(await page.evaluate('document.title')).toBe('Access to secrets: branch "main", sandbox "jan"');
    expect(await page.evaluate('document.body.textContent')).toContain(`Accepted: ${HOSTILE}`);
  });

  it('can be used with the keyboard alone, and shows the focus', async () => {
    const page = await chromium.open(url);
    const stops = await page.evaluate(`document.querySelectorAll('a[href], summary, [tabindex="0"]').length`);
    const seen: string[] = [];
    // Content of a closed <details> cannot be focused.
    const hidden =
      await page.evaluate(`[...document.querySelectorAll('details:not([open]) :is(a[href], summary, [tabindex="0"])')]
      .filter((each) => each.parentElement.closest('details:not([open])') && !each.matches('details:not([open]) > summary')).length`);
    for (let stop = 0; stop < stops - hidden; stop += 1) {
      await page.press('Tab');
      const { place, outline, inSight } = await page.evaluate(FOCUS);
      expect(outline, place).toBe('solid 3px');
      expect(inSight, place).toBe(true);
      seen.push(place);
    }
    expect(new Set(seen).size).toBe(stops - hidden);
    expect(seen).toEqual([...seen].sort((one, other) => Number(one.split(' ')[0]) - Number(other.split(' ')[0])));
  });

  it('skips to the content, and opens a cell, with Enter', async () => {
    const page = await chromium.open(url);
    await page.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the content');
    await page.press('Enter');
    expect(await page.evaluate('document.activeElement.tagName')).toBe('MAIN');

    await page.evaluate(`document.querySelector('td summary').focus()`);
    expect(
      await page.evaluate(`document.querySelector('td .statement').checkVisibility({ contentVisibilityAuto: true })`),
    ).toBe(false);
    await page.press('Enter');
    expect(await page.evaluate(`document.querySelector('td details').open`)).toBe(true);
    expect(await page.evaluate(`document.querySelector('td .statement').getBoundingClientRect().height > 100`)).toBe(
      true,
    );
  });

  it.each([320, 1280])('names its parts for a screen reader, at %i pixels', async (width) => {
    const page = await chromium.open(url, { width });
    const { nodes } = await page.send('Accessibility.getFullAXTree');
    const of = (role: string) => nodes.filter((node: AxNode) => !node.ignored && node.role?.value === role);
    const nameOf = (node: AxNode) => node.name?.value ?? '';
    expect(of('main')).toHaveLength(1);
    expect(of('RootWebArea').map(nameOf)).toEqual(['Access to secrets: branch "main", sandbox "jan"']);
    const levels = of('heading').map(
      (node: AxNode) => node.properties?.find(({ name }) => name === 'level')?.value.value,
    );
    expect(levels[0]).toBe(1);
    expect(levels.filter((level: number) => level === 1)).toHaveLength(1);
    for (const [index, level] of levels.entries()) expect(level - (levels[index - 1] ?? 0)).toBeLessThanOrEqual(1);
    expect(of('table').length).toBeGreaterThan(7);
    expect(
      [...of('table'), ...of('region'), ...of('rowheader'), ...of('DisclosureTriangle'), ...of('link')].filter(
        (node) => nameOf(node) === '',
      ),
    ).toEqual([]);
    expect(of('row').length).toBeGreaterThan(20);
    expect(of('rowheader').length).toBeGreaterThan(15);
    expect(of('columnheader').length).toBeGreaterThan(20);
    // When focused out of context, a cell still names its row and column.
    expect(of('DisclosureTriangle').map(nameOf)).toContain(
      'read (no grant) write (no grant) by wide on shop/prod/stripe',
    );
    expect(await page.evaluate('document.documentElement.lang')).toBe('en');
  });

  it('prints every statement', async () => {
    const page = await chromium.open(url);
    const height = `document.querySelector('td .statement').getBoundingClientRect().height`;
    expect(
      await page.evaluate(`document.querySelector('td .statement').checkVisibility({ contentVisibilityAuto: true })`),
    ).toBe(false);
    await page.send('Emulation.setEmulatedMedia', { media: 'print' });
    expect(await page.evaluate(height)).toBeGreaterThan(100);
  });
});

interface AxNode {
  readonly ignored: boolean;
  readonly role?: { readonly value: string };
  readonly name?: { readonly value: string };
  readonly properties?: readonly { readonly name: string; readonly value: { readonly value: number } }[];
}

async function openAll(page: Page): Promise<void> {
  await page.evaluate(`for (const each of document.querySelectorAll('details')) each.open = true`);
}

async function screenshot(page: Page, file: string): Promise<string> {
  const { cssContentSize } = await page.send('Page.getLayoutMetrics');
  const clip = { x: 0, y: 0, width: cssContentSize.width, height: Math.min(cssContentSize.height, 12_000), scale: 1 };
  const { data } = await page.send('Page.captureScreenshot', { captureBeyondViewport: true, clip });
  writeFileSync(file, Buffer.from(data, 'base64'));
  return data;
}

/** The number of colours in a picture, and its mean brightness: 0 is black, 1 is white. */
async function look(chromium: Chromium, data: string): Promise<{ colours: number; luminance: number }> {
  const page = await chromium.open('about:blank');
  return page.evaluate(`(async () => {
    const image = new Image();
    image.src = 'data:image/png;base64,${data}';
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext('2d');
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, image.width, image.height);
    const colours = new Set();
    let sum = 0;
    for (let i = 0; i < data.length; i += 4) {
      colours.add(data[i] << 16 | data[i + 1] << 8 | data[i + 2]);
      sum += (0.2126 * data[i] + 0.7152 * data[i + 1] + 0.0722 * data[i + 2]) / 255;
    }
    return { colours: colours.size, luminance: sum / (data.length / 4) };
  })()`);
}

const FOCUS = `(() => {
  const active = document.activeElement;
  const { outlineStyle, outlineWidth } = getComputedStyle(active);
  const { top, left, bottom, width } = active.getBoundingClientRect();
  return {
    place: [...document.querySelectorAll('*')].indexOf(active) + ' ' + active.tagName,
    outline: outlineStyle + ' ' + outlineWidth,
    inSight: width > 0 && bottom > 0 && left >= 0 && top < innerHeight,
  };
})()`;

/** https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio, of all visible text against the nearest background behind it. */
const CONTRASTS = `(() => {
  const parse = (colour) => (colour.match(/[\\d.]+/g) ?? []).map(Number);
  const luminance = ([r, g, b]) => [r, g, b].map((part) => part / 255)
    .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
    .reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0);
  const backgroundOf = (element) => {
    for (let each = element; each !== null; each = each.parentElement) {
      const colour = parse(getComputedStyle(each).backgroundColor);
      if (colour.length === 3 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (walker.currentNode.textContent.trim() === '' || !element.checkVisibility() || element.closest('.unseen')) continue;
    const [one, other] = [parse(getComputedStyle(element).color), backgroundOf(element)].map(luminance).sort((a, b) => b - a);
    found.push({ text: walker.currentNode.textContent, ratio: (one + 0.05) / (other + 0.05) });
  }
  return found;
})()`;
