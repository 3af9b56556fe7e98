import { mkdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { submit, type Visitor, visit } from './browser.js';
import { type ChatApp, COMPUTE_ROLE, deployChat, SECRET_NAME } from './deploy-chat.js';
import { filesWith, partsOf } from './find-values.js';
import { buildNext, type NextServer, startNext } from './next.js';
import { setKey } from './set-key.js';

let chat: ChatApp;
/** All keys that there were. */
const keys: string[] = [];

function issue(): string {
  const key = chat.openai.keys.issue();
  keys.push(key);
  return key;
}

const put = (value: string) => chat.aws.secrets.put(SECRET_NAME, value);
const secretOf = (OPENAI_API_KEY: string) => JSON.stringify({ OPENAI_API_KEY });
const role = () => {
  const found = chat.backend.roles.find(({ logicalId }) => logicalId === COMPUTE_ROLE);
  if (found === undefined) throw new Error('The backend has no compute role.');
  return found;
};
const variables = (): Record<string, string> => ({ ...chat.aws.env(role()), ...chat.elsewhere });

beforeAll(async () => {
  chat = await deployChat();
  put(secretOf(issue()));
  await buildNext();
});
afterAll(() => chat?.close());

describe('a visit', () => {
  let server: NextServer;
  let visitor: Visitor;
  beforeAll(async () => {
    server = await startNext(variables());
    visitor = await visit(server.url);
  });
  afterAll(async () => {
    await visitor?.close();
    await server?.close();
  });

  it('begins with a server that has read its secret at the start', () => {
    expect(server.logs()).toContain('The secret "openai" is there.');
  });

  it('shows the answer while it is made, and the title that the server action gives', async () => {
    const release = chat.openai.hold();
    await submit(visitor.page, 'Where is the key of this page?');
    await visitor.page.waitForFunction(() => document.querySelector('li.assistant')?.textContent === 'In AWS Secrets ');
    release();
    await visitor.page.waitForFunction(() => document.querySelector('h1')?.textContent === 'Where the key is');
    const answer = await visitor.page.$eval('li.assistant', (element) => element.textContent);
    expect(answer).toMatch(/^In AWS Secrets Manager\. .* or in a variable\.$/);
  });

  it('goes on when the key is rotated under the open page: no request fails, and the old key is refused', async () => {
    await visitor.page.evaluate(() => Object.assign(window, { isSamePage: true }));
    const [old = ''] = keys;
    expect(await setKey(chat.aws, issue())).not.toContain(keys.at(-1));
    chat.openai.keys.revoke(old);
    chat.openai.statuses.length = 0;
    chat.aws.calls.clear();
    expect(await visitor.ask('What happens here when the key is rotated?')).toMatch(/^Nothing that you would notice\./);
    expect(chat.openai.statuses).toEqual([401, 200]);
    expect(chat.aws.calls.matching({ outcome: 'ok' }).length).toBeGreaterThan(0);
    expect(await visitor.page.evaluate(() => 'isSamePage' in window)).toBe(true);
    await screenshot(visitor, 'rotated');
  });

  it('calls no store for the next answers', async () => {
    chat.aws.calls.clear();
    for (let i = 0; i < 5; i++) expect((await ask(server)).status).toBe(200);
    expect(chat.aws.calls).toHaveLength(0);
  });

  it('shows the name of the error where the key is refused, and no more', async () => {
    chat.openai.keys.revoke(keys.at(-1) ?? '');
    expect(await visitor.ask('And now?')).toBe(
      "The assistant is not available right now. Whoever runs this page finds the reason in the server's log: OpenaiKeyRefusedError",
    );
    await screenshot(visitor, 'refused');
  });

  it('has left no key in the build, in the traffic of the browser, on the page or in the logs', async () => {
    const parts = partsOf(keys);
    expect(filesWith('.next', parts)).toEqual([]);
    const traffic = await visitor.traffic();
    const page = await visitor.page.content();
    for (const text of [traffic, page, server.logs()]) for (const part of parts) expect(text).not.toContain(part);
    // These would be found.
    expect(filesWith('.next', ['Ask something'])).not.toEqual([]);
    for (const text of [traffic, page]) expect(text).toContain('Nothing that you would notice');
  });
});

describe('what goes wrong', () => {
  const TABLE: readonly (readonly [what: string, arrange: () => Record<string, string>, name: string, cure: string])[] =
    [
      [
        'there are no credentials',
        () => {
          const {
            AWS_ACCESS_KEY_ID: _id,
            AWS_SECRET_ACCESS_KEY: _key,
            AWS_SESSION_TOKEN: _token,
            ...others
          } = variables();
          return others;
        },
        'CredentialsMissingError',
        'eval "$(aws configure export-credentials --format env)"',
      ],
      [
        'the role has no grant',
        () => ({ ...variables(), ...chat.aws.env({ ...role(), policies: [] }) }),
        'SecretAccessDeniedError',
        'grantSecretRead(',
      ],
      [
        'there is no such secret',
        () => {
          chat.aws.secrets.remove(SECRET_NAME);
          return variables();
        },
        'SecretAccessDeniedError',
        `aws secretsmanager create-secret --name ${SECRET_NAME}`,
      ],
      [
        'the secret is the key itself, and no JSON',
        () => {
          put(issue());
          return variables();
        },
        'SecretNotJsonError',
        '{"OPENAI_API_KEY":"…"}',
      ],
      [
        'the JSON has another field',
        () => {
          put(JSON.stringify({ OPENAI_KEY: issue() }));
          return variables();
        },
        'SecretShapeMismatchError',
        'OPENAI_API_KEY',
      ],
      [
        'the key was pasted with a line end',
        () => {
          put(secretOf(`${issue()}\n`));
          return variables();
        },
        'OpenaiKeyInvalidError',
        'npx amplify-secrets set openai.OPENAI_API_KEY --env prod',
      ],
      [
        'OpenAI refuses the key',
        () => {
          const key = issue();
          chat.openai.keys.revoke(key);
          put(secretOf(key));
          return variables();
        },
        'OpenaiKeyRefusedError',
        'https://platform.openai.com/api-keys',
      ],
      [
        'another authority signed the certificate',
        () => ({ ...variables(), NODE_EXTRA_CA_CERTS: '' }),
        'OpenaiUnreachableError',
        'NODE_EXTRA_CA_CERTS',
      ],
    ];

  it.each(TABLE)('is said in the log with what solves it, where %s', async (_, arrange, name, cure) => {
    put(secretOf(issue()));
    const server = await startNext(arrange());
    try {
      const response = await ask(server);
      expect([response.status, await response.json()]).toEqual([503, { error: name }]);
      const [line = '', resolution = ''] = server
        .logs()
        .slice(server.logs().lastIndexOf(`${name}: `))
        .split('\nResolution: ');
      expect(line).toContain(name);
      expect(resolution).toContain(cure);
      for (const part of partsOf(keys)) expect(server.logs()).not.toContain(part);
    } finally {
      await server.close();
    }
  });

  it('is not another region: that of the deployment is used', async () => {
    put(secretOf(issue()));
    const server = await startNext({ ...variables(), AWS_REGION: 'eu-central-1' });
    try {
      expect((await ask(server)).status).toBe(200);
    } finally {
      await server.close();
    }
  });
});

function ask({ url }: NextServer): Promise<Response> {
  return fetch(`${url}/api/chat`, { method: 'POST', body: JSON.stringify([{ role: 'user', content: 'Hello' }]) });
}

/** The pictures of README.md: UPDATE_SCREENSHOTS=1 npm test */
async function screenshot({ page }: Visitor, name: string): Promise<void> {
  if (!process.env.UPDATE_SCREENSHOTS) return;
  mkdirSync('screenshots', { recursive: true });
  await page.screenshot({ path: `screenshots/${name}.webp`, quality: 80 });
}
