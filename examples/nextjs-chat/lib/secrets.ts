import 'server-only';
import { createNextSecrets } from '@amplify-secrets/runtime/next';
import outputs from '../amplify_outputs.json';

export const { getSecret, secretClient } = createNextSecrets({ outputs });
