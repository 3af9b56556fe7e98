import type { Backend, LocalAws } from '@amplify-secrets/local';
import { startCredentialsEndpoint } from './credentials-endpoint.js';
import { fillVariables } from './fill-variables.js';
import { startProcess, untilReady } from './server-process.js';
import { roleOf } from './task-definition.js';

/** A task: the program of the image in a process of its own, with the variables of ECS and of the Dockerfile and no others. */
export interface Task {
  readonly url: string;
  readonly variables: Readonly<Record<string, string>>;
  logs(): string;
  stop(): Promise<void>;
}

/** `elsewhere` is what is not as in AWS: where the services are, and the authority of their certificates. */
export async function runTask(
  backend: Backend,
  aws: LocalAws,
  elsewhere: Readonly<Record<string, string>>,
): Promise<Task> {
  const variables = await fillVariables(backend, aws);
  const credentials = await startCredentialsEndpoint(aws, roleOf(backend, 'TaskRole'));
  const server = startProcess(
    process.execPath,
    ['dist/main.js'],
    {
      ...variables,
      NODE_ENV: 'production',
      AWS_CONTAINER_CREDENTIALS_FULL_URI: credentials.url,
      AWS_ENDPOINT_URL: aws.url,
      ...elsewhere,
    },
    'SIGTERM',
  );
  const url = `http://${variables.BIND}`;
  try {
    await untilReady(server, async () => {
      const { ok } = await fetch(`${url}/health`);
      if (!ok) throw new Error('The app is not healthy.');
    });
  } catch (error) {
    credentials.close();
    throw error;
  }
  return {
    url,
    variables,
    logs: server.output,
    async stop() {
      await server.close();
      credentials.close();
    },
  };
}
