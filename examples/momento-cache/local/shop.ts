import {
  type Backend,
  type Invocation,
  invoke,
  type LocalAws,
  startLocalAws,
  synthesize,
} from '@amplify-secrets/local';
import { type Momento, startMomento } from '../counterpart/momento.js';

/** Branch main of the app, deployed to the local AWS, with the counterpart in place of Momento. */
export interface Shop {
  readonly backend: Backend;
  readonly aws: LocalAws;
  readonly momento: Momento;
  /** Invokes a function. Two variables are not as in AWS: the authority to trust, and the way to Momento's hosts. */
  invoke(name: string, event: unknown, variables?: Readonly<Record<string, string>>): Promise<Invocation>;
  close(): Promise<void>;
}

/** Of amplify/secrets/resource.ts: `<app>/<environment>/<key>`. */
export const SECRET_NAME = 'shop/prod/momento-token';

/** `environmentOf` gives the synthesis its variables. */
export async function deployShop(
  entry = 'amplify/backend.ts',
  environmentOf: (momento: Momento) => Readonly<Record<string, string>> = () => ({}),
): Promise<Shop> {
  const momento = await startMomento(['products']);
  try {
    const deployment = { type: 'branch', namespace: 'd1a2b3c4d5e6f7', name: 'main' } as const;
    const backend = await synthesize({ entry, deployment, environment: environmentOf(momento) });
    const aws = await startLocalAws({ backends: [backend] });
    return {
      backend,
      aws,
      momento,
      invoke: (name, event, variables) =>
        invoke(backend, name, event, { aws, environment: { ...momento.environment, ...variables } }),
      async close() {
        await aws.close();
        momento.close();
      },
    };
  } catch (error) {
    momento.close();
    throw error;
  }
}
