import type { Secret } from './secret.js';

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

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_Filter.html: prefixes; only `description` and `all` ignore case. */
function matches({ name, description = '', tags, arn }: Secret, key: string, value: string): boolean {
  switch (key) {
    case 'name':
      return name.startsWith(value);
    case 'description':
      return description.toLowerCase().startsWith(value.toLowerCase());
    case 'tag-key':
      return [...tags.keys()].some((tag) => tag.startsWith(value));
    case 'tag-value':
      return [...tags.values()].some((tag) => tag.startsWith(value));
    // The local AWS has neither replicas nor secrets that a service owns.
    case 'primary-region':
    case 'owning-service':
      return false;
    default: {
      const words = [name, description, arn, ...tags.keys(), ...tags.values()].flatMap(wordsOf);
      return wordsOf(value).every((word) => words.some((candidate) => candidate.startsWith(word)));
    }
  }
}

function wordsOf(value: string): readonly string[] {
  return value
    .toLowerCase()
    .split(/[\s/_+=.@:-]+/)
    .filter((word) => word !== '');
}
