import { matchArn, patternsOverlap } from '../../templates/patterns.js';
import { type SecretResource, secretResource } from './secret-resource.js';

// Every request for one secret has the key, so IfExists and ForAllValues narrow too.
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

function narrower(resource: SecretResource, value: string): SecretResource[] {
  if (resource.kind === 'malformed') return [resource];
  const id = idOf(value);
  if (id?.kind === 'malformed') return [];
  // Known only at deployment: not every secret is left, and of a few at most these.
  if (id === undefined) return resource.kind === 'every' ? [] : [resource];
  if (resource.kind === 'every' || id.kind === 'every') return [resource.kind === 'every' ? id : resource];
  if (!patternsOverlap(resource.name, id.name)) return [];
  return [matchArn(resource.name, id.name) === 'all' ? id : resource];
}

/** The resource that an id stands for. A name is a secret of the own account; an ARN may leave out the six characters. */
function idOf(value: string): SecretResource | undefined {
  if (value.startsWith('${')) return undefined;
  const isName = !value.startsWith('arn:') && !/^[*?]*\*[*?]*$/.test(value);
  const arn = isName ? `arn:aws:secretsmanager:*:\${AWS::AccountId}:secret:${value}` : value;
  const resource = secretResource(arn);
  const isShort = resource?.kind === 'secret' && (isName || resource.end === 'bare');
  const whole = isShort ? secretResource(`${arn}-??????`) : resource;
  return whole && { ...whole, entry: value };
}

function unique(resources: readonly SecretResource[]): SecretResource[] {
  return [...new Map(resources.map((resource) => [resource.entry, resource])).values()];
}

function entriesOf(value: unknown): [string, unknown][] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}
