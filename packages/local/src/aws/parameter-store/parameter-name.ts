import { AwsError } from '../../aws-error.js';
import { string } from '../api/shape.js';
import { validation } from './parameter-errors.js';

/** A name or an ARN, as a request may hold it. */
export const parameterName = string({ min: 1, max: 2048 });

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-su-create.html */
export function checkNewName(name: string, arn: string): void {
  if (/^\/?aws/i.test(name)) {
    throw new AwsError('AccessDeniedException', `No access to reserved parameter name: ${name}.`);
  }
  if (/^\/?ssm/i.test(name))
    throw validation(`Parameter name: can't be prefixed with "ssm" (case-insensitive). ${FORM}`);
  if (!/^[a-zA-Z0-9_.\-/]+$/.test(name)) {
    throw validation(
      `Parameter name: only a mix of letters, numbers and the following 4 symbols .-_/ is allowed. ${FORM}`,
    );
  }
  if (name.includes('/') && !name.startsWith('/')) throw validation('Parameter name must be a fully qualified name.');
  if (name.endsWith('/') || name.includes('//'))
    throw validation(`Parameter name must not have an empty level. ${FORM}`);
  if (name.split('/').length - 1 > 15) {
    const rule =
      "A hierarchy can have a maximum of 15 levels. The hierarchy constraint isn't met for this parameter name.";
    throw new AwsError('HierarchyLevelLimitExceededException', rule);
  }
  // The limit counts the ARN, of which about 37 characters are AWS's.
  if (arn.length > 1048) throw validation('Parameter name must not be longer than 1011 characters with its ARN.');
}

/**
 * Whether a name in a request can be one: a plain name, or a path that begins with a slash. An ARN is not judged here.
 * https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html
 */
export function checkAskedName(name: string): void {
  if (name.startsWith('arn:')) return;
  if (/^(?:\/?[\w.-]+|(?:\/[\w.-]+)+)$/.test(name) && !/^\/?ssm/i.test(name)) return;
  throw validation(`Parameter name: can't be prefixed with "ssm" (case-insensitive). ${FORM}`);
}

export function checkPath(path: string): void {
  if (path.startsWith('/') && /^[a-zA-Z0-9_.\-/]+$/.test(path) && !path.includes('//')) return;
  throw validation(
    "The parameter doesn't meet the parameter name requirements. " +
      'The parameter name must begin with a forward slash "/". ' +
      'It can\'t be prefixed with "aws" or "ssm" (case-insensitive). ' +
      'It must use only letters, numbers, or the following symbols: . (period), - (hyphen), _ (underscore). ' +
      'Special characters are not allowed. All sub-paths, if specified, must use the forward slash symbol "/". ' +
      'Valid example: /get/parameters2-/by1/path0_.',
  );
}

const FORM =
  'If formed as a path, it can consist of sub-paths divided by slash symbol; ' +
  'each sub-path can be formed as a mix of letters, numbers and the following 3 symbols .-_';
