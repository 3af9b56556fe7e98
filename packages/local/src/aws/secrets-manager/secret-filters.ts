import { primaryRegionOf, type Secret } from './secret.js';

export interface Filter {
  readonly Key: string | undefined;
  readonly Values: readonly string[] | undefined;
}

/** Every filter must match, by any of its values; `!` before a value excludes what that value matches. */
export function matchesFilters(secret: Secret, filters: readonly Filter[] | undefined): boolean {
  return (filters ?? []).every(({ Key = 'all', Values = [] }) => {
    const wanted = Values.filter((value) => !value.startsWith('!'));
    const excluded = Values.filter((value) => value.startsWith('!')).map((value) => value.slice(1));
    if (excluded.some((value) => matches(secret, Key, value))) return false;
    return wanted.length === 0 || wanted.some((value) => matches(secret, Key, value));
  });
}

/**
 * `name`, the tags and the primary region match by their beginning, with case. `description` and `all` match word by word, without case: each word
 * of the value begins a word of the secret. `all` knows words inside camel case too, and does not look at the ARN.
 * https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_Filter.html
 */
function matches(secret: Secret, key: string, value: string): boolean {
  const { name, description = '', tags } = secret;
  switch (key) {
    case 'name':
      return name.startsWith(value);
    case 'description':
      return haveWords([description], value, wordsOf);
    case 'tag-key':
      return [...tags.keys()].some((tag) => tag.startsWith(value));
    case 'tag-value':
      return [...tags.values()].some((tag) => tag.startsWith(value));
    case 'primary-region':
      return primaryRegionOf(secret)?.startsWith(value) ?? false;
    // The local AWS has no secrets that a service owns.
    case 'owning-service':
      return false;
    default:
      return haveWords([name, description, ...tags.keys(), ...tags.values()], value, camelWordsOf);
  }
}

/** Whether each word of the value begins a word of the texts; a value without words matches nothing. */
function haveWords(texts: readonly string[], value: string, split: (text: string) => readonly string[]): boolean {
  const wanted = split(value);
  const words = texts.flatMap(split);
  return wanted.length > 0 && wanted.every((word) => words.some((candidate) => candidate.startsWith(word)));
}

function wordsOf(text: string): readonly string[] {
  return text
    .toLowerCase()
    .split(/[\s/_+=.@:-]+/)
    .filter((word) => word !== '');
}

/** `AppBeta` is App and Beta; `APIKey` is API and Key. */
function camelWordsOf(text: string): readonly string[] {
  return wordsOf(text.replace(/([a-z0-9])(?=[A-Z])|([A-Z])(?=[A-Z][a-z])/g, '$1$2 '));
}
