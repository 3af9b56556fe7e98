// llms.txt: the pages for a program that reads, https://llmstxt.org. Each page's Markdown is beside it.
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { navigation } from './navigation.mjs';
import { fileOf } from './stage.mjs';

/** Writes it to the built site, with the Markdown of every English page. */
export function writeLlms(pages, { staged, built, base }) {
  const english = new Map(pages.filter(({ language }) => language === 'en').map((page) => [page.route, page]));
  const sections = navigation().en.map(({ text, items }) => {
    const lines = items.flatMap(({ link }) => {
      const page = english.get(link);
      return page === undefined ? [] : [`- [${page.title}](${base}${fileOf(link)}): ${firstSentenceOf(page.markdown)}`];
    });
    return `## ${text}\n\n${lines.join('\n')}`;
  });
  const home = english.get('/');
  const text = [`# ${home.title}`, `> ${firstSentenceOf(home.markdown)}`, ...sections].join('\n\n');
  writeFileSync(join(built, 'llms.txt'), `${text}\n`);
  for (const route of english.keys()) {
    mkdirSync(dirname(join(built, fileOf(route))), { recursive: true });
    cpSync(join(staged, fileOf(route)), join(built, fileOf(route)));
  }
}

/** Of the first paragraph that is text, without links and code marks. */
function firstSentenceOf(markdown) {
  const paragraph = markdown
    .replaceAll(/^```[\s\S]*?^```$/gm, '')
    .split(/\n{2,}/)
    .map((block) => block.trim())
    .find((block) => block !== '' && !/^[#|>!\-[]/.test(block));
  const plain = (paragraph ?? '').replaceAll(/\s+/g, ' ').replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1');
  return /^.*?\.(?= |$)/.exec(plain)?.[0] ?? plain;
}
