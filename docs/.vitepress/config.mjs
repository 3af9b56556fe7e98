// The site over docs/. `npm run site` writes the pages that it builds: scripts/site/ says how.
import { defineConfig } from 'vitepress';
import { navigation } from '../../scripts/site/navigation.mjs';
import { REPOSITORY } from '../../scripts/site/repository.mjs';

const { en, ja } = navigation();

export default defineConfig({
  title: 'amplify-secrets',
  description: 'AWS Secrets Manager for AWS Amplify Gen 2: declare, grant, read, rotate and prove.',
  base: process.env.SITE_BASE ?? '/',
  srcDir: '.vitepress/pages',
  cleanUrls: true,
  lastUpdated: false,
  // The page with every error is one file.
  vite: { build: { chunkSizeWarningLimit: 2000 } },
  // A dead link fails the build. The addresses of a local server are examples.
  ignoreDeadLinks: 'localhostLinks',
  markdown: {
    // The pages are plain Markdown: `<name>` is text, and `README.md` is not a host.
    html: false,
    linkify: false,
    anchor: { slugify: anchorOf },
    config: keepBraces,
    theme: { light: 'github-light-high-contrast', dark: 'github-dark' },
  },
  locales: {
    root: {
      label: 'English',
      lang: 'en',
      themeConfig: {
        nav: [
          { text: 'Why', link: '/why' },
          { text: 'Start', link: '/start' },
          { text: 'Concepts', link: '/concepts' },
          { text: 'Reference', link: '/reference/' },
          { text: 'Security', link: '/security' },
        ],
        sidebar: en,
        editLink: { pattern: sourceOf, text: 'The source of this page' },
      },
    },
    ja: {
      label: '日本語',
      lang: 'ja',
      link: '/ja/',
      description: 'AWS Amplify Gen 2 のための AWS Secrets Manager:宣言、許可、読み取り、ローテーション、証明。',
      themeConfig: {
        nav: [
          { text: 'なぜ', link: '/ja/why' },
          { text: '始める', link: '/ja/start' },
          { text: '概念', link: '/ja/concepts' },
          { text: 'リファレンス(英語)', link: '/reference/' },
          { text: 'セキュリティ(英語)', link: '/security' },
        ],
        sidebar: { '/ja/': ja },
        editLink: { pattern: sourceOf, text: 'このページのソース' },
        outline: { level: [2, 3], label: 'このページの内容' },
        docFooter: { prev: '前へ', next: '次へ' },
        darkModeSwitchLabel: '外観',
        lightModeSwitchTitle: 'ライトモードにする',
        darkModeSwitchTitle: 'ダークモードにする',
        sidebarMenuLabel: 'メニュー',
        returnToTopLabel: '先頭へ戻る',
        langMenuLabel: '言語',
        skipToContentLabel: '本文へ',
        notFound: { title: 'ページがありません', quote: '', linkText: '最初のページへ' },
      },
    },
  },
  themeConfig: {
    outline: { level: [2, 3] },
    socialLinks: [{ icon: 'github', link: REPOSITORY }],
    // Most pages are in English only. Those in both languages link to each other.
    i18nRouting: false,
    search: {
      provider: 'local',
      options: {
        miniSearch: { options: { tokenize: wordsOf } },
        locales: {
          ja: {
            translations: {
              button: { buttonText: '検索', buttonAriaLabel: '検索' },
              modal: {
                noResultsText: '見つかりません:',
                resetButtonTitle: '消す',
                backButtonTitle: '閉じる',
                displayDetails: '詳細を表示',
                footer: { selectText: '選択', navigateText: '移動', closeText: '閉じる' },
              },
            },
          },
        },
      },
    },
  },
});

/** Braces are text, and not for Vue to evaluate. In blocks of code VitePress sees to that. */
function keepBraces(md) {
  for (const kind of ['text', 'code_inline']) {
    const render = md.renderer.rules[kind];
    md.renderer.rules[kind] = (...given) => render(...given).replaceAll('{{', '&#123;&#123;');
  }
}

/** As GitHub makes them, so that a link leads to the same heading there and here. */
function anchorOf(heading) {
  return heading
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
}

/** Japanese has no spaces between words. VitePress sends the source of this function to the browser, so it needs nothing from outside. */
function wordsOf(text) {
  const segmenter = new Intl.Segmenter('ja', { granularity: 'word' });
  return text
    .split(/[\s\n\r.,:;!?'"`()[\]{}<>|/\\=*#@+~$%^&]+/u)
    .flatMap((part) =>
      /[\u3040-\u30ff\u3400-\u9fff]/.test(part) ? [...segmenter.segment(part)].map(({ segment }) => segment) : [part],
    );
}

function sourceOf({ frontmatter }) {
  return frontmatter.edit;
}
