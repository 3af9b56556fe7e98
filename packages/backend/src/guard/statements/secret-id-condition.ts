import { matchArn, patternsOverlap } from '../../templates/patterns.js';
import { type SecretResource, secretResource } from './secret-resource.js';

// Every call for one secret has the key, so that IfExists and ForAllValues narrow as well.
const OPERATOR =
  /^(?:For(?:AnyValue|AllValues):)?(?:String(?:Equals|Like|EqualsIgnoreCase)|Arn(?:Equals|Like))(?:IfExists)?$/i;

/**
 * What a condition on `secretsmanager:SecretId`, the name or ARN in the request, leaves of a statement's resources.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html#awssecretsmanager-policy-keys
 */
export function resourcesOfIds(resources: readonly SecretResource[], condition: unknown): readonly SecretResource[] {
  const alternatives = entriesOf(condition)
    .filter(([operator]) => OPERATOR.test(operator))
    .flatMap(([, keys]) => entriesOf(keys).filter(([key]) => /^secretsmanager:SecretId$/i.test(key)))
    .map(([, values]) => [values].flat().map(String));
  return alternatives.reduce(
    (left, ids) => unique(left.flatMap((resource) => ids.flatMap((id) => narrower(resource, id)))),
    resources,
  );
}

function narrower(resource: SecretResource, text: string): SecretResource[] {
  if (resource.kind === 'malformed') return [resource];
  const id = idOf(text);
  if (id?.kind === 'malformed') return [];
  // Known only at deployment: what is left is not every secret, and of a few at most these.
  if (id === undefined) return resource.kind === 'every' ? [] : [resource];
  if (resource.kind === 'every' || id.kind === 'every') return [resource.kind === 'every' ? id : resource];
  if (!patternsOverlap(resource.name, id.name)) return [];
  return [matchArn(resource.name, id.name) === 'all' ? id : resource];
}

/** As the resource that it stands for. By a name a secret of the own account is asked for; an ARN may leave the six characters out. */
function idOf(text: string): SecretResource | undefined {
  if (text.startsWith('${')) return undefined;
  const isName = !text.startsWith('arn:') && !/^[*?]*\*[*?]*$/.test(text);
  const arn = isName ? `arn:aws:secretsmanager:*:\${AWS::AccountId}:secret:${text}` : text;
  const resource = secretResource(arn);
  const isShort = resource?.kind === 'secret' && (isName || resource.end === 'bare');
  const whole = isShort ? secretResource(`${arn}-??????`) : resource;
  return whole && { ...whole, text };
}

function unique(resources: readonly SecretResource[]): SecretResource[] {
  return [...new Map(resources.map((resource) => [resource.text, resource])).values()];
}

function entriesOf(value: unknown): [string, unknown][] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}
