import { randomBytes } from 'node:crypto';
import { type Backend, type LocalAws, startLocalAws, synthesize } from '@amplify-secrets/local';
import { build } from 'esbuild';
import { type Auth0, startAuth0 } from '../counterpart/auth0.js';
import { makeCertificate } from '../counterpart/certificate.js';
import { freePort } from './free-port.js';
import { type Postgres, startPostgres } from './postgres.js';
import { runTask, type Task } from './run-task.js';

/** Branch main of the app, deployed to the local AWS, with a PostgreSQL of its own and the counterpart in place of Auth0. */
export interface Papyrus {
  readonly backend: Backend;
  readonly aws: LocalAws;
  readonly auth0: Auth0;
  readonly postgres: Postgres;
  /** That of every certificate. */
  readonly authority: string;
  /** The values that the developers had in their `.env`. */
  readonly variables: Readonly<Record<string, string>>;
  /** `aws ecs run-task`. */
  runTask(): Promise<Task>;
  close(): Promise<void>;
}

const REGION = 'us-west-2';
const DEPLOYMENT = { type: 'branch', namespace: 'd1a2b3c4d5e6f7', name: 'main' } as const;
const random = () => randomBytes(24).toString('base64url');

/** `program` is that of the container. */
export async function deployPapyrus({ entry = 'amplify/backend.ts', program = 'app/main.ts' } = {}): Promise<Papyrus> {
  const closers: (() => unknown)[] = [];
  const close = async () => {
    for (const each of closers.reverse()) await each();
  };
  try {
    const certificate = await makeCertificate();
    closers.push(certificate.remove);
    const database = { username: 'papyrus', password: random(), name: 'papyrus' };
    const postgres = await startPostgres(certificate, database);
    closers.push(postgres.close);
    const auth0 = await startAuth0(certificate);
    closers.push(auth0.close);
    const url = `http://127.0.0.1:${await freePort()}`;
    auth0.application.callbackUrls = [`${url}/callback`];
    auth0.application.logoutUrls = [url];
    await buildApp(program);
    const elsewhere = { PGPORT: `${postgres.port}`, NODE_EXTRA_CA_CERTS: certificate.authorityFile };
    const backend = await synthesize({
      entry,
      deployment: DEPLOYMENT,
      region: REGION,
      environment: { PGPORT: elsewhere.PGPORT, DB_AUTHORITY_FILE: certificate.authorityFile },
    });
    const aws = await startLocalAws({ region: REGION });
    closers.push(aws.close);
    const papyrus: Papyrus = {
      authority: certificate.authority,
      backend,
      aws,
      auth0,
      postgres,
      variables: {
        DB_USER: database.username,
        DB_PASSWORD: database.password,
        DB_HOST: 'localhost',
        DB_NAME: database.name,
        POSTGRES_USER: database.username,
        POSTGRES_PASSWORD: database.password,
        POSTGRES_DB: database.name,
        AUTH0_CLIENT_ID: auth0.application.clientId,
        AUTH0_CLIENT_SECRET: auth0.application.clientSecret,
        AUTH0_DOMAIN: auth0.domain,
        AUTH0_CALLBACK_URL: `${url}/callback`,
        FLASK_SECRET_KEY: random(),
        GUNICORN_BIND: new URL(url).host,
        GUNICORN_WORKERS: '2',
        GUNICORN_THREADS: '4',
        GUNICORN_TIMEOUT: '30',
        GUNICORN_KEEPALIVE: '5',
      },
      runTask: () => runTask(backend, aws, elsewhere),
      close,
    };
    return papyrus;
  } catch (error) {
    await close();
    throw error;
  }
}

/** As `npm run build` does in the image. */
async function buildApp(program: string): Promise<void> {
  await build({
    entryPoints: [program],
    outfile: 'dist/main.js',
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'error',
  });
}
