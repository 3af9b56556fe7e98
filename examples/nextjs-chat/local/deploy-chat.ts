import { type Backend, type LocalAws, startLocalAws, synthesize } from '@amplify-secrets/local';
import { makeCertificate } from '../counterpart/certificate.js';
import { type Openai, startOpenai } from '../counterpart/openai.js';
import { MAIN } from './main-branch.js';
import { writeOutputs } from './outputs.js';

/** Branch main of the app, deployed to the local AWS, with the counterpart in place of OpenAI. */
export interface ChatApp {
  readonly backend: Backend;
  readonly aws: LocalAws;
  readonly openai: Openai;
  /** What is not as in AWS: where OpenAI is, and the authority of its certificate. */
  readonly elsewhere: { readonly OPENAI_BASE_URL: string; readonly NODE_EXTRA_CA_CERTS: string };
  close(): Promise<void>;
}

/** Of amplify/secrets/resource.ts: `<app>/<environment>/<key>`. */
export const SECRET_NAME = 'chat/prod/openai';
/** The logical id of what `defineComputeRole` makes. */
export const COMPUTE_ROLE = 'AmplifySecretsComputeRole';

export async function deployChat(): Promise<ChatApp> {
  const closers: (() => unknown)[] = [];
  const close = async () => {
    for (const each of closers.reverse()) await each();
  };
  try {
    const certificate = await makeCertificate();
    closers.push(certificate.remove);
    const openai = await startOpenai(certificate);
    closers.push(openai.close);
    const backend = await synthesize({ deployment: MAIN });
    writeOutputs(backend);
    const aws = await startLocalAws({ backends: [backend] });
    closers.push(aws.close);
    const elsewhere = { OPENAI_BASE_URL: openai.url, NODE_EXTRA_CA_CERTS: certificate.authorityFile };
    return { backend, aws, openai, elsewhere, close };
  } catch (error) {
    await close();
    throw error;
  }
}
