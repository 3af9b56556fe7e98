// A module of numbers alone, without imports: esbuild then writes each number where it is used.

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_BatchGetSecretValue.html */
export const BATCH_LIMIT = 20;
/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameters.html */
export const NAMES_LIMIT = 10;
/** How long no batch is tried after the role was denied it, or an emulator did not know it. */
export const REFUSED_MS = 300_000;
