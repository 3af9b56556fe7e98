import { PEERS } from '../peers.js';

export interface MeasuredHandler {
  readonly id: string;
  readonly title: string;
  /** Its file in `handlers/`. */
  readonly entry: string;
  /** esbuild's choice between a package's CommonJS and ES module builds. @default esbuild's own, which Amplify leaves in force */
  readonly mainFields?: readonly string[];
}

export const NO_OP = 'no-op';
export const HAND_SIGNED = 'hand-signed';

/** Who is started cold. The SDK is there a second time, bundled better than Amplify does, so that it is met at its best. */
export const STARTED_HANDLERS: readonly MeasuredHandler[] = [
  { id: NO_OP, title: 'no-op', entry: 'no-op' },
  { id: HAND_SIGNED, title: 'floor (signed by hand)', entry: 'hand-signed' },
  ...PEERS.map(({ id, title }) => ({ id, title, entry: id })),
  {
    id: 'plain-sdk-esm',
    title: 'plain AWS SDK, ES modules',
    entry: 'plain-sdk',
    mainFields: ['module', 'main'],
  },
];

export const SIZED_HANDLERS: readonly MeasuredHandler[] = [
  ...STARTED_HANDLERS.filter(({ id }) => id !== NO_OP),
  { id: 'ours-valibot', title: '@amplify-secrets/runtime + valibot', entry: 'ours-valibot' },
  { id: 'ours-zod-mini', title: '@amplify-secrets/runtime + zod/v4-mini', entry: 'ours-zod-mini' },
];
