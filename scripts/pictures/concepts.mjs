// The picture of docs/concepts.md, in both languages. Narrow, so that a phone can show it.
import { svg } from './svg.mjs';

const WORDS = {
  en: {
    title: 'Declaration, deployments, environments, stores and a grant',
    declaration: 'Declaration',
    finds: 'each deployment finds its environment and its store',
    deployment: 'Deployment',
    environment: 'Environment',
    store: 'Store',
    branch: (name) => `branch ${name}`,
    preview: 'preview pr-7',
    grant: 'Grant',
    becomes: 'becomes a permission for one name, here in branch main',
    function: 'function',
    allowed: 'allowed',
    denied: 'denied',
  },
  ja: {
    title: '宣言、デプロイ、環境、ストア、許可',
    declaration: '宣言',
    finds: '各デプロイが自分の環境とストアを見つける',
    deployment: 'デプロイ',
    environment: '環境',
    store: 'ストア',
    branch: (name) => `ブランチ ${name}`,
    preview: 'プレビュー pr-7',
    grant: '許可',
    becomes: '1 つの名前への権限になる(ここではブランチ main)',
    function: '関数',
    allowed: '許可',
    denied: '拒否',
  },
};

export function concepts(language) {
  const words = WORDS[language];
  const rows = [
    ['ampx sandbox', 'sandbox', 'Parameter Store'],
    [words.branch('main'), 'prod', 'Secrets Manager'],
    [words.preview, 'preview', 'Parameter Store'],
    [words.branch('feature-x'), 'dev', 'Secrets Manager'],
  ];
  const answers = [
    ['myapp/prod/stripe', true],
    ['myapp/prod/openai-key', false],
    ['myapp/dev/stripe', false],
  ];
  const picture = svg({ width: 480, height: 610, title: words.title });
  picture.box(16, 16, 448, 118, 'accent');
  picture.text(32, 42, words.declaration, 'strong');
  picture.text(448, 42, 'amplify/secrets/resource.ts', 'code quiet end');
  picture.text(32, 70, "environments: { prod: 'main',", 'code');
  picture.text(32, 90, "  preview: 'pr-*' (store: amplify), dev: '*' }", 'code');
  picture.text(32, 114, 'secrets: { stripe: …, openaiKey: … }', 'code');
  picture.arrow(40, 134, 40, 162);
  picture.text(56, 154, words.finds, 'small quiet');
  picture.box(16, 164, 448, 178);
  for (const [x, name] of [
    [32, words.deployment],
    [200, words.environment],
    [328, words.store],
  ]) {
    picture.text(x, 190, name, 'strong');
  }
  rows.forEach(([deployment, environment, store], index) => {
    const y = 222 + index * 32;
    picture.text(32, y, deployment, 'body');
    picture.arrow(168, y - 5, 192, y - 5);
    picture.text(200, y, environment, 'code strong');
    picture.arrow(290, y - 5, 318, y - 5);
    picture.text(328, y, store, 'body');
  });
  picture.box(16, 360, 448, 66, 'accent');
  picture.text(32, 386, words.grant, 'strong');
  picture.text(448, 386, 'amplify/backend.ts', 'code quiet end');
  picture.text(32, 412, 'grantSecretRead(backend.fn, secrets.stripe)', 'code');
  picture.arrow(40, 426, 40, 488);
  picture.text(56, 452, words.becomes, 'small quiet');
  picture.box(16, 490, 116, 84);
  picture.text(74, 526, words.function, 'small quiet middle');
  picture.text(74, 549, 'fn', 'code strong middle');
  answers.forEach(([name, allowed], index) => {
    const y = 478 + index * 44;
    picture.line(132, 532, 178, y + 10, allowed ? 'good' : 'bad');
    picture.text(186, y + 15, name, 'code');
    picture.text(448, y + 15, allowed ? `✓ ${words.allowed}` : `✗ ${words.denied}`, `end ${allowed ? 'good' : 'bad'}`);
  });
  return picture.end();
}
