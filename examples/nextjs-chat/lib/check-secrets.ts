import 'server-only';
import { secrets } from '../amplify/secrets/resource';
import { report } from './report';
import { getSecret } from './secrets';

/** Reads what the server needs, so that its log says at the start what is missing. The server starts anyway, and reads again when it is asked. */
export async function checkSecrets(): Promise<void> {
  try {
    await getSecret(secrets.openai);
    console.log('The secret "openai" is there.');
  } catch (error) {
    report(error);
  }
}
