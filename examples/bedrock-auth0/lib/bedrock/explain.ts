import { isKeyRefused, textOf } from './is-key-refused';
import type { Way } from './way';

const RENEWALS: Readonly<Record<Way, string>> = {
  'short-term-key': 'npx amplify-secrets rotate bedrockKey --env prod --now',
  'long-term-key': 'generate another one in the console, and npx amplify-secrets set bedrockLongTermKey --env prod',
  'no-key': 'take the key out of the variable AWS_BEARER_TOKEN_BEDROCK',
};

/** What Amazon Bedrock says → why, and what to do. */
const CAUSES: readonly (readonly [RegExp, string])[] = [
  [
    /CallWithBearerToken/,
    'The principal of the key may not use keys. Resolution: grant it bedrock:CallWithBearerToken on "*", as grantBearerTokens in amplify/bedrock/grant-models.ts does.',
  ],
  [
    /not authorized to perform: bedrock:Invoke/,
    'The role may not invoke this model. Resolution: grantModels(role, [CHAT_MODEL]) in amplify/backend.ts.',
  ],
  [
    /access to the model|use case/,
    'The account has no access to this model. Resolution: Amazon Bedrock console, Model catalog: accept the terms, or submit the use case.',
  ],
  [
    /on-demand throughput/,
    'This model is invoked through an inference profile only. Resolution: in amplify/bedrock/models.ts, give CHAT_MODEL its prefix, such as "us.".',
  ],
  [
    /model identifier is invalid|end of its life/,
    'There is no such model in this region, or not any more. Resolution: change CHAT_MODEL in amplify/bedrock/models.ts.',
  ],
];

/** Without anything of the key. */
export function explain(error: unknown, way: Way): string {
  const { name, message, resolution }: Readonly<Record<string, unknown>> =
    error instanceof Error
      ? { resolution: undefined, ...error, name: error.name, message: error.message }
      : { name: 'Error' };
  // The kit's own errors.
  if (resolution !== undefined) return `${way}: ${name}: ${message} Resolution: ${resolution}`;
  if (isKeyRefused(error)) {
    return `${way}: Amazon Bedrock refused the key of the secret: it has expired, was revoked, or is of another region. Resolution: ${RENEWALS[way]}`;
  }
  const said = textOf(error);
  const [, cause = said] = CAUSES.find(([pattern]) => pattern.test(said)) ?? [];
  return `${way}: ${name}: ${cause}`;
}
