import type { Resource } from '../../cloudformation/resource.js';
import { type Resolved, unresolvedIn, valueAt } from '../../cloudformation/value.js';
import type { PasswordRules, TemplateValue } from '../model.js';

/**
 * The value that CloudFormation gives to a secret:
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-secretsmanager-secret-generatesecretstring.html
 */
export function templateValue(resource: Resource): TemplateValue | undefined {
  const string = resource.property('SecretString');
  if (typeof string === 'string' && string !== '') return { string };
  const generate = resource.property('GenerateSecretString');
  if (generate === undefined || unresolvedIn(generate).length > 0) return undefined;
  const [template, key] = [textAt(generate, 'SecretStringTemplate'), textAt(generate, 'GenerateStringKey')];
  return {
    password: passwordRules(generate),
    ...(template !== undefined && key !== undefined && { within: { template, key } }),
  };
}

function passwordRules(generate: Resolved): PasswordRules {
  const length = valueAt(generate, 'PasswordLength');
  return {
    ...(length !== undefined && { PasswordLength: Number(length) }),
    ExcludeCharacters: textAt(generate, 'ExcludeCharacters'),
    ExcludeNumbers: flagAt(generate, 'ExcludeNumbers'),
    ExcludePunctuation: flagAt(generate, 'ExcludePunctuation'),
    ExcludeUppercase: flagAt(generate, 'ExcludeUppercase'),
    ExcludeLowercase: flagAt(generate, 'ExcludeLowercase'),
    IncludeSpace: flagAt(generate, 'IncludeSpace'),
    RequireEachIncludedType: flagAt(generate, 'RequireEachIncludedType'),
  };
}

function textAt(object: Resolved, key: string): string | undefined {
  const value = valueAt(object, key);
  return typeof value === 'string' ? value : undefined;
}

/** CloudFormation accepts `"true"` for `true`. */
function flagAt(object: Resolved, key: string): boolean | undefined {
  const value = valueAt(object, key);
  return value === undefined ? undefined : value === true || value === 'true';
}
