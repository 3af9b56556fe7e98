import { Refusal } from './refusal.js';

/** What an account of the console's Model catalog has. */
export interface Model {
  /** `anthropic.claude-…` */
  readonly id: string;
  /** The geographies of its inference profiles; with one, it is invoked through a profile only. */
  readonly profiles: readonly string[];
  /** Whether its terms were accepted. */
  isGranted: boolean;
  readonly isRetired?: boolean;
}

/** The regions that the profile `us.` sends requests to. */
const REGIONS = ['us-east-1', 'us-east-2', 'us-west-2'];

/** The ARNs that a caller must be allowed to invoke, for a model or an inference profile. */
export function arnsOf(models: readonly Model[], id: string, region: string, account: string): readonly string[] {
  const named = models.find((model) => model.id === id);
  const [, geography = '', ofProfile = ''] = /^(\w+)\.(.+)$/.exec(id) ?? [];
  const model = named ?? models.find((each) => each.id === ofProfile && each.profiles.includes(geography));
  if (model === undefined) throw new Refusal(400, 'ValidationException', 'The provided model identifier is invalid.');
  if (model.isRetired) {
    throw new Refusal(404, 'ResourceNotFoundException', 'This model version has reached the end of its life.');
  }
  if (model === named && model.profiles.length > 0) {
    throw new Refusal(
      400,
      'ValidationException',
      `Invocation of model ID ${id} with on-demand throughput isn’t supported. Retry your request with the ID or ARN of an inference profile that contains this model.`,
    );
  }
  return model === named
    ? [`arn:aws:bedrock:${region}::foundation-model/${id}`]
    : [
        `arn:aws:bedrock:${region}:${account}:inference-profile/${id}`,
        ...REGIONS.map((each) => `arn:aws:bedrock:${each}::foundation-model/${ofProfile}`),
      ];
}

/** Without an agreement of the account, no policy helps. */
export function requireAccess(models: readonly Model[], id: string): void {
  const model = models.find((each) => id.endsWith(each.id));
  if (model?.isGranted) return;
  throw new Refusal(403, 'AccessDeniedException', "You don't have access to the model with the specified model ID.");
}
