import { blob, integer, list, required, type Shape, string, structure } from '../api/shape.js';
import { invalidParameter, invalidRequest } from './secret-errors.js';

/** Members that several operations share, with the limits of the AWS service model. */
export const secretId = required(string({ min: 1, max: 2048 }));
/** The SDKs and the CLI send one with every write; AWS has no default for it. */
export const requestToken = writeToken(string({ min: 32, max: 64 }));
/** RotateSecret refuses a request without one by another error. */
export const rotationToken = writeToken(string({ min: 32, max: 64 }), invalidParameter);
export const versionId = string({ min: 32, max: 64 });
export const stageName = string({ min: 1, max: 256 });
export const description = string({ max: 2048 });
export const kmsKeyId = string({ max: 2048 });
/** AWS counts bytes; see `givenValue`. */
export const secretString = string({ min: 1, max: 65_536, sensitive: true });
export const secretBinary = blob({ min: 1, max: 65_536, sensitive: true });
export const tags = list(structure({ Key: string({ min: 1, max: 128 }), Value: string({ max: 256 }) }));
export const nextToken = string({ min: 1, max: 4096 });
export const maxResults = integer({ min: 1, max: 100 });
export const filters = list(
  structure({
    Key: string({ oneOf: ['description', 'name', 'tag-key', 'tag-value', 'primary-region', 'owning-service', 'all'] }),
    Values: list(string({ max: 512, pattern: /^!?[a-zA-Z0-9 :_@/+=.\-!]*$/ }), { min: 1, max: 10 }),
  }),
  { max: 10 },
);

function writeToken(shape: Shape<string | undefined>, refusal = invalidRequest): Shape<string> {
  return {
    read: (value, at, problems) => {
      const token = shape.read(value, at, problems);
      if (token === undefined) {
        throw refusal('You must provide a ClientRequestToken value. We recommend a UUID-type value.');
      }
      return token;
    },
  };
}
