// Writes amplify_outputs.json for the sandbox that `npm run dev` runs in the local AWS, where nothing was ever deployed.
import { synthesize } from '@amplify-secrets/local';
import { writeOutputs } from './outputs.js';

writeOutputs(await synthesize({ deployment: { type: 'sandbox', namespace: 'nextjs-chat', name: 'dev' } }));
