import { describe, expect, it } from 'vitest';
import { explain } from './explain';

const accessDenied = (message: string) => Object.assign(new Error(message), { name: 'AccessDeniedException' });

describe('explain', () => {
  it.each([
    [
      'is not authorized to perform: bedrock:CallWithBearerToken on resource: *',
      'grant it bedrock:CallWithBearerToken',
    ],
    [
      'is not authorized to perform: bedrock:InvokeModel on resource: arn:aws:bedrock:…',
      'grantModels(role, [CHAT_MODEL])',
    ],
    ["You don't have access to the model with the specified model ID.", 'accept the terms'],
    ['with on-demand throughput isn’t supported.', 'its prefix, such as "us."'],
    ['The provided model identifier is invalid.', 'change CHAT_MODEL'],
    ['This model version has reached the end of its life.', 'change CHAT_MODEL'],
    ['Bearer Token has expired', 'npx amplify-secrets rotate bedrockKey --env prod --now'],
    ['Authentication failed: Please make sure your API Key is valid.', 'npx amplify-secrets rotate bedrockKey'],
    ['Invalid API Key format: Must start with pre-defined prefix', 'npx amplify-secrets rotate bedrockKey'],
  ])('says what to do about: %s', (message, resolution) => {
    expect(explain(accessDenied(message), 'short-term-key')).toContain(resolution);
    // As the AI SDK has it.
    const ofAiSdk = Object.assign(new Error('Forbidden'), { responseBody: JSON.stringify({ Message: message }) });
    expect(explain(ofAiSdk, 'short-term-key')).toContain(resolution);
  });

  it('keeps the resolution of the errors of the kit, and the text of all others', () => {
    const ofKit = Object.assign(new Error('It could not be read.'), {
      name: 'SecretAccessDeniedError',
      resolution: 'Grant it.',
    });
    expect(explain(ofKit, 'long-term-key')).toBe(
      'long-term-key: SecretAccessDeniedError: It could not be read. Resolution: Grant it.',
    );
    expect(explain(new TypeError('fetch failed'), 'no-key')).toBe('no-key: TypeError: fetch failed');
    expect(explain('nonsense', 'no-key')).toBe('no-key: Error: nonsense');
  });
});
