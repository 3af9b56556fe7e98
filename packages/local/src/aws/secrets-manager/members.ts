import { blob, integer, list, required, structure, text } from '../api/shape.js';

/** The members that several operations share, with the limits of the AWS service model. */
export const secretId = required(text({ min: 1, max: 2048 }));
export const requestToken = text({ min: 32, max: 64 });
export const versionId = text({ min: 32, max: 64 });
export const stageName = text({ min: 1, max: 256 });
export const description = text({ max: 2048 });
export const kmsKeyId = text({ max: 2048 });
/** AWS counts bytes; see `givenValue`. */
export const secretString = text({ min: 1, max: 65_536, sensitive: true });
export const secretBinary = blob({ min: 1, max: 65_536, sensitive: true });
export const tags = list(structure({ Key: text({ min: 1, max: 128 }), Value: text({ max: 256 }) }));
export const nextToken = text({ min: 1, max: 4096 });
export const maxResults = integer({ min: 1, max: 100 });
export const filters = list(
  structure({
    Key: text({ oneOf: ['description', 'name', 'tag-key', 'tag-value', 'primary-region', 'owning-service', 'all'] }),
    Values: list(text({ max: 512, pattern: /^!?[a-zA-Z0-9 :_@/+=.\-!]*$/ }), { min: 1, max: 10 }),
  }),
  { max: 10 },
);
