import 'server-only';
import { createNextSecrets } from '@amplify-secrets/runtime/next';
import outputs from '../amplify_outputs.json';

/** Read with the compute role, in the environment of this deployment. */
export const { secretClient } = createNextSecrets({ outputs });
