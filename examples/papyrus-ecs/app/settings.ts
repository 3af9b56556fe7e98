/** What the container is started with. */
export interface Settings {
  readonly auth0: { readonly domain: string; readonly clientId: string; readonly clientSecret: string };
  readonly callbackUrl: URL;
  readonly sessionSecret: string;
  readonly host: string;
  readonly port: number;
  readonly poolSize: number;
  readonly requestTimeoutSeconds: number;
  readonly keepAliveSeconds: number;
}

type Environment = Readonly<Record<string, string | undefined>>;

export function readSettings(env: Environment): Settings {
  const [, host = '', port = ''] = /^(.+):(\d+)$/.exec(variable(env, 'BIND')) ?? [];
  if (host === '') throw new Error('The variable BIND must be an address and a port, such as 0.0.0.0:5000.');
  return {
    auth0: {
      domain: variable(env, 'AUTH0_DOMAIN'),
      clientId: variable(env, 'AUTH0_CLIENT_ID'),
      clientSecret: variable(env, 'AUTH0_CLIENT_SECRET'),
    },
    callbackUrl: callbackUrlOf(env),
    sessionSecret: variable(env, 'SESSION_SECRET'),
    host,
    port: Number(port),
    poolSize: number(env, 'POOL_SIZE'),
    requestTimeoutSeconds: number(env, 'REQUEST_TIMEOUT_SECONDS'),
    keepAliveSeconds: number(env, 'KEEP_ALIVE_SECONDS'),
  };
}

function callbackUrlOf(env: Environment): URL {
  const url = variable(env, 'AUTH0_CALLBACK_URL');
  if (!URL.canParse(url))
    throw new Error('The variable AUTH0_CALLBACK_URL must be a URL, such as https://papyrus.example.com/callback.');
  return new URL(url);
}

function number(env: Environment, name: string): number {
  const value = Number(variable(env, name));
  if (!Number.isInteger(value) || value < 1) throw new Error(`The variable ${name} must be a whole number from 1.`);
  return value;
}

function variable(env: Environment, name: string): string {
  const value = env[name];
  if (!value)
    throw new Error(
      `The variable ${name} must be set. In ECS the task definition has it: amplify/ecs/define-papyrus.ts.`,
    );
  return value;
}
