// The order of a person's questions, in both languages. Pages that exist in English only say so in Japanese.
import { readPage, titleOf, writtenPages } from './pages.mjs';

const SECTIONS = [
  [
    ['Begin', 'はじめに'],
    ['/', 'amplify-secrets', 'amplify-secrets'],
    ['/why', 'Why', 'なぜ使うのか'],
    ['/start', 'Start in five minutes', '5 分で始める'],
    ['/concepts', 'Concepts', '基本の概念'],
    ['/questions', 'All pages, by question', '質問から探す'],
  ],
  [
    ['Guides', 'ガイド'],
    ['/migrating', 'Migrating', '移行する'],
    ['/reading', 'Reading secrets', 'シークレットを読む'],
    ['/nextjs', 'Next.js and other servers', 'Next.js などのサーバー'],
    ['/other-principals', 'ECS, AppSync, Python and others', 'ECS、AppSync、Python など'],
    ['/rotation', 'Rotation', 'ローテーション'],
    ['/checking', 'Checking before a deployment', 'デプロイ前の確認'],
    ['/guard', 'The guard', 'ガード'],
    ['/report', 'The access report', 'アクセスレポート'],
    ['/testing', 'Testing your code', 'コードをテストする'],
    ['/supported-tools', 'Supported tools', '対応しているツール'],
    ['/local', 'A local AWS', 'ローカルの AWS'],
    ['/logging', 'Printing and logging', '表示とログ'],
  ],
  [['Examples', '例'], ['/examples/', 'All examples', '例の一覧'], (route) => route.startsWith('/examples/')],
  [
    ['Reference', 'リファレンス'],
    ['/reference/', 'API', 'API'],
    ['/reference/runtime', '@amplify-secrets/runtime', '@amplify-secrets/runtime'],
    ['/reference/backend', '@amplify-secrets/backend', '@amplify-secrets/backend'],
    ['/reference/local', '@amplify-secrets/local', '@amplify-secrets/local'],
    ['/reference/cli', '@amplify-secrets/cli', '@amplify-secrets/cli'],
    ['/cli', 'The command line', 'コマンドライン'],
    ['/errors', 'Errors', 'エラー'],
    ['/iam', 'IAM', 'IAM'],
    ['/benchmarks', 'Benchmarks', 'ベンチマーク'],
    (route) => route.startsWith('/benchmarks/'),
  ],
  [
    ['Security', 'セキュリティ'],
    ['/security', 'Threat model and proofs', '脅威モデルと証明'],
    ['/security-policy', 'Report a vulnerability', '脆弱性の報告'],
  ],
  [['Decisions', '設計の決定'], (route) => route.startsWith('/decisions/')],
  [
    ['Contributing', '開発に参加する'],
    ['/contributing', 'Contributing', '開発に参加する'],
    ['/architecture', 'Architecture', 'アーキテクチャ'],
  ],
];
/** Long lists are closed until one looks into them. */
const COLLAPSED = new Set(['Decisions', 'Examples']);

export function navigation() {
  const pages = writtenPages().map(({ source, route }) => ({ route, title: titleOf(readPage(source)) }));
  const titles = new Map(pages.map(({ route, title }) => [route, title]));
  return { en: sidebar('en'), ja: sidebar('ja') };

  function sidebar(language) {
    const ja = language === 'ja';
    return SECTIONS.map(([[english, japanese], ...items]) => {
      const named = items.filter(Array.isArray);
      const known = new Set(named.map(([route]) => route));
      const found = items
        .filter((item) => typeof item === 'function')
        .flatMap((isHere) => [...titles.keys()].filter((route) => isHere(route) && !known.has(route)))
        .map((route) => [route, titles.get(route), titles.get(`/ja${route}`) ?? titles.get(route)]);
      return {
        text: ja ? japanese : english,
        ...(COLLAPSED.has(english) ? { collapsed: true } : {}),
        items: [...named, ...found].map(([route, en, inJapanese]) => {
          if (!ja) return { text: en, link: route };
          const translated = titles.has(`/ja${route}`);
          return { text: translated ? inJapanese : `${inJapanese}(英語)`, link: translated ? `/ja${route}` : route };
        }),
      };
    });
  }
}
